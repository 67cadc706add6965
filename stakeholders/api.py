"""The register for other programs. Same visibility, same actions as the pages."""

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from stakeholders import actions, policy, queries
from stakeholders.models import Stakeholder, StakeholderStanding
from stakeholders.serializers import (
    NewStakeholderSerializer,
    NewStandingSerializer,
    ProtectStakeholderSerializer,
    StakeholderSerializer,
    StandingSerializer,
)


class StakeholderFilter(filters.FilterSet):
    class Meta:
        model = Stakeholder
        fields = ["cluster", "kind", "family", "relation"]


@extend_schema_view(
    list=extend_schema(summary="Stakeholders the reader may see"),
    retrieve=extend_schema(summary="One stakeholder"),
)
class StakeholderViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The register of a cluster. Protected ones are seen by coordinators and the people they name."""

    policy = (Stakeholder, StakeholderStanding)
    serializer_class = StakeholderSerializer
    filterset_class = StakeholderFilter
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Stakeholder.objects.none()

    def get_queryset(self):
        return Stakeholder.objects.visible_to(self.request.user).filter(is_archived=False)

    def _found(self, pk):
        found = self.get_queryset().select_related("cluster").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    @extend_schema(
        summary="Add a stakeholder (coordinators)",
        request=NewStakeholderSerializer,
        responses={201: StakeholderSerializer},
    )
    def create(self, request):
        """404 for a cluster whose register the caller does not see, 400 for a name under an alias."""
        data = parsed(NewStakeholderSerializer, request)
        cluster = policy.clusters_with_register(request.user).filter(pk=data.pop("cluster")).first()
        if cluster is None:
            raise Http404
        made = actions.add_stakeholder(cluster=cluster, by=request.user, **data)
        return Response(StakeholderSerializer(made).data, status=201)

    @extend_schema(
        summary="Keep an alias alone from now on",
        request=ProtectStakeholderSerializer,
        responses={200: StakeholderSerializer},
    )
    @action(detail=True, methods=["post"])
    def protect(self, request, pk=None):
        """Wipes name, contact and organisation. 409 for a stale version."""
        found = self._found(pk)
        data = parsed(ProtectStakeholderSerializer, request)
        actions.protect_stakeholder(
            stakeholder=found, alias=data["alias"], expected_version=data["version"], by=request.user
        )
        return Response(StakeholderSerializer(found).data)

    @extend_schema(summary="Judgements of influence and interest", responses={200: StandingSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def standings(self, request, pk=None):
        """The newest first; what moved shows from one to the next."""
        lines = queries.standings_of(request.user, self._found(pk))
        return Response(StandingSerializer([line.row for line in lines], many=True).data)

    @extend_schema(
        summary="Judge influence and interest (coordinators)",
        request=NewStandingSerializer,
        responses={201: StandingSerializer},
    )
    @standings.mapping.post
    def judge(self, request, pk=None):
        """One more row; 409 where somebody was quicker."""
        data = parsed(NewStandingSerializer, request)
        number = data.pop("number")
        row = actions.record_standing(stakeholder=self._found(pk), expected_number=number, by=request.user, **data)
        return Response(StandingSerializer(row).data, status=201)
