"""Requests of others for an input, for other programs. Same visibility, same queries, same actions as the pages."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActSerializer, IdFilter, parsed
from core.api_views import ScopedRecords
from core.found import found_or_404
from engagements import policy
from engagements.actions import requests as actions
from engagements.enums import AskedState
from engagements.models import InputRequest
from engagements.queries import plans
from engagements.queries import requests as queries
from engagements.serializers.sending import (
    ChangeInputRequestSerializer,
    DeclineSerializer,
    InputRequestSerializer,
    NewInputRequestSerializer,
    OpenLineSerializer,
    TakeUpSerializer,
)


class InputRequestFilter(filters.FilterSet):
    cluster = IdFilter()
    state = filters.MultipleChoiceFilter(choices=AskedState.choices)
    due_before = filters.DateFilter(field_name="due_on", lookup_expr="lte")

    class Meta:
        model = InputRequest
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Requests for inputs the reader may see"),
    retrieve=extend_schema(summary="One request for an input"),
)
class InputRequestViewSet(ScopedRecords):
    """Who asked the cluster for information, by when. Closed ones exist for those who see them alone."""

    policy = (InputRequest,)
    serializer_class = InputRequestSerializer
    filterset_class = InputRequestFilter
    queryset = InputRequest.objects.none()

    def get_queryset(self):
        rows = InputRequest.objects.visible_to(self.request.user)
        return rows.select_related("mechanism", "plan_line").order_by("pk")

    @extend_schema(
        summary="Note a request for an input",
        request=NewInputRequestSerializer,
        responses={201: InputRequestSerializer},
    )
    def create(self, request):
        """Whoever belongs to the cluster."""
        given = dict(parsed(NewInputRequestSerializer, request))
        policy.check_can_note_request(request.user, given["cluster"].pk)
        row = actions.note_request(by=request.user, **given)
        return Response(InputRequestSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take it up on a plan line", request=TakeUpSerializer, responses=InputRequestSerializer)
    @action(detail=True, methods=["post"], url_path="take-up")
    def take_up(self, request, pk=None):
        """Coordinators."""
        row, given = self._row(pk), parsed(TakeUpSerializer, request)
        # Before anything is looked up: a refusal must not depend on what exists.
        policy.check_can_answer_request(request.user, row.cluster_id)
        line = plans.plan_line(request.user, given["plan_line"])
        if line is None:
            raise serializers.ValidationError({"plan_line": [_("This does not exist.")]})
        actions.take_up_request(
            request=row,
            plan_line=line,
            expected_version=given["version"],
            by=request.user,
        )
        return Response(InputRequestSerializer(row).data)

    @extend_schema(summary="Decline it, with a reason", request=DeclineSerializer, responses=InputRequestSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request, pk=None):
        """Coordinators."""
        row, given = self._row(pk), parsed(DeclineSerializer, request)
        actions.decline_request(
            request=row,
            reason=given["reason"],
            expected_version=given["version"],
            by=request.user,
        )
        return Response(InputRequestSerializer(row).data)

    @extend_schema(
        summary="Change what was noted", request=ChangeInputRequestSerializer, responses=InputRequestSerializer
    )
    def partial_update(self, request, pk=None):
        """The coordinators, and who noted it. Only the fields given change; a stale `version`: 409."""
        row = self._row(pk)
        policy.check_can_change_request(request.user, row)
        given = parsed(ChangeInputRequestSerializer, request)
        version = given.pop("version")
        actions.edit_request(request=row, expected_version=version, by=request.user, **given)
        return Response(InputRequestSerializer(row).data)

    @extend_schema(
        summary="Open a plan line for it (coordinators)",
        request=OpenLineSerializer,
        responses={201: InputRequestSerializer},
    )
    @action(detail=True, methods=["post"], url_path="open-line")
    def open_line(self, request, pk=None):
        """The request is taken up on the new line, which is never more open than the request."""
        row = self._row(pk)
        policy.check_can_answer_request(request.user, row.cluster_id)
        given = parsed(OpenLineSerializer, request)
        version = given.pop("version")
        done = actions.open_line_for_request(request=row, expected_version=version, by=request.user, **given)
        return Response(InputRequestSerializer(done).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="It waits again (coordinators)", request=ActSerializer, responses=InputRequestSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """What was declined by mistake. What was taken up stays so: 403."""
        row, given = self._row(pk), parsed(ActSerializer, request)
        actions.reopen_request(request=row, expected_version=given["version"], by=request.user)
        return Response(InputRequestSerializer(row).data)

    def _row(self, pk):
        return found_or_404(queries.request(self.request.user, int(pk)))
