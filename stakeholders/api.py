"""The register for other programs. Same visibility, same actions as the pages."""

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from stakeholders import actions, policy
from stakeholders.models import Stakeholder
from stakeholders.serializers import NewStakeholderSerializer, ProtectStakeholderSerializer, StakeholderSerializer


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

    policy = (Stakeholder,)
    serializer_class = StakeholderSerializer
    filterset_class = StakeholderFilter
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Stakeholder.objects.none()

    def get_queryset(self):
        return Stakeholder.objects.visible_to(self.request.user).filter(is_archived=False)

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
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            raise Http404
        data = parsed(ProtectStakeholderSerializer, request)
        actions.protect_stakeholder(
            stakeholder=found, alias=data["alias"], expected_version=data["version"], by=request.user
        )
        return Response(StakeholderSerializer(found).data)
