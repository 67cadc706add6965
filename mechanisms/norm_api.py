"""Domestic law on record, for other programs: everybody with an account reads, coordinators of the country keep it."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from clusters.models import Country
from core.api import ChangeSerializer, parsed
from core.enums import Confidence
from core.found import found_or_404
from mechanisms.actions import norms as actions
from mechanisms.enums import DOMESTIC_CHOICES
from mechanisms.models import Instrument
from mechanisms.queries import norms as reads


class NormSerializer(serializers.ModelSerializer):
    """A norm of domestic law. `key` is what findings, issues and steps cite it by."""

    class Meta:
        model = Instrument
        fields = [
            "id",
            "key",
            "country",
            "kind",
            "short_name",
            "name",
            "year",
            "url",
            "source",
            "confidence",
            "is_retired",
            "version",
        ]
        read_only_fields = fields


class _NormFieldsSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=DOMESTIC_CHOICES)
    short_name = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=250)
    year = serializers.IntegerField(min_value=1200, max_value=2100, required=False, allow_null=True, default=None)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True, default="")
    source = serializers.CharField(max_length=500)
    confidence = serializers.ChoiceField(choices=Confidence.choices, required=False, default=Confidence.MEMORY)


class NewNormSerializer(_NormFieldsSerializer):
    """A norm to put on record."""

    country = serializers.PrimaryKeyRelatedField(queryset=Country.objects.all())


class ChangeNormSerializer(ChangeSerializer, _NormFieldsSerializer):
    """What to change of it."""


class RetireNormSerializer(serializers.Serializer):
    """`is_retired`: offered no more, or again."""

    is_retired = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)


class NormFilter(filters.FilterSet):
    country = filters.CharFilter(field_name="country__iso3", lookup_expr="iexact")

    class Meta:
        model = Instrument
        fields = ["is_retired"]


@extend_schema_view(
    list=extend_schema(summary="Domestic law on record"), retrieve=extend_schema(summary="One norm of domestic law")
)
class NormViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Norms of countries, cited like treaties."""

    # Public facts: no visibility rule applies beyond having an account.
    policy = ()
    serializer_class = NormSerializer
    filterset_class = NormFilter
    lookup_value_regex = r"\d{1,9}"
    queryset = Instrument.objects.none()

    def get_queryset(self):
        return reads.norms(self.request.user)

    def _found(self, pk):
        return found_or_404(reads.norm(self.request.user, int(pk)))

    @extend_schema(
        summary="Put a norm on record (coordinators of the country, Task Team)",
        request=NewNormSerializer,
        responses={201: NormSerializer},
    )
    def create(self, request):
        """403 for others. Twice records two."""
        made = actions.record_norm(by=request.user, **parsed(NewNormSerializer, request))
        return Response(NormSerializer(made).data, status=201)

    @extend_schema(summary="Change a norm", request=ChangeNormSerializer, responses={200: NormSerializer})
    def partial_update(self, request, pk=None):
        """Only the fields given change. 409 for a stale version."""
        found, data = self._found(pk), parsed(ChangeNormSerializer, request)
        version = data.pop("version")
        changed = actions.change_norm(norm=found, expected_version=version, by=request.user, **data)
        return Response(NormSerializer(changed).data)

    @extend_schema(
        summary="Offer a norm no more, or again", request=RetireNormSerializer, responses={200: NormSerializer}
    )
    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """What cites it keeps it."""
        found, data = self._found(pk), parsed(RetireNormSerializer, request)
        retired = actions.retire_norm(
            norm=found, is_retired=data["is_retired"], expected_version=data["version"], by=request.user
        )
        return Response(NormSerializer(retired).data)
