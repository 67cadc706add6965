"""What every endpoint shares: pages, errors as sentences."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from core.errors import Refused, Stale


class PagePagination(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 500


class IdFilter(filters.Filter):
    """The number of a row. What no row can have is 400, not an error of the database."""

    field_class = forms.IntegerField

    def __init__(self, *args, **options):
        super().__init__(*args, min_value=0, max_value=2**63 - 1, **options)


def exception_handler(error, context):
    """A refusal reaches the client with the sentence a person would read; a stale version is a conflict; what an action
    finds wrong is named by field, as a form would."""
    if isinstance(error, Refused):
        return Response({"detail": str(error.sentence)}, status=409 if isinstance(error, Stale) else 403)
    if isinstance(error, ValidationError):
        detail = error.message_dict if hasattr(error, "error_dict") else {"detail": error.messages}
        return Response(detail, status=400)
    return drf_exception_handler(error, context)


class ChangeSerializer(serializers.Serializer):
    """What to change, beside the `version` that was read: fields that are not named stay. Put it before the serializer
    of the new thing."""

    version = serializers.IntegerField(min_value=1)

    def get_fields(self):
        found = super().get_fields()
        for name, field in found.items():
            if name != "version":
                field.required, field.default = False, empty
        return found


class ActSerializer(serializers.Serializer):
    """An act that needs no more than the `version` that was read."""

    version = serializers.IntegerField(min_value=1)


class DirectionSerializer(serializers.Serializer):
    """Change places with the neighbour."""

    direction = serializers.ChoiceField(choices=[("up", _("up")), ("down", _("down"))])


def path_parameter(name, description):
    """A number in an address, for the schema."""
    return OpenApiParameter(name, int, OpenApiParameter.PATH, description=description)


def parsed_query(serializer_class, request):
    """What stands in the address as plain values, or 400 with a sentence for each field."""
    serializer = serializer_class(data=request.query_params, context={"request": request})
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def parsed(serializer_class, request):
    """The body as plain values, or 400 with a sentence for each field. Look the object up first: a stranger gets 404
    whatever she sends."""
    serializer = serializer_class(data=request.data, context={"request": request})
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
