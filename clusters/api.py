"""Seats in the advisory group for other programs. Same visibility, same actions as the pages."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status

from clusters import actions, queries
from clusters.models import AdvisorySeat
from clusters.serializers import AdvisorySeatSerializer, ChangeAdvisorySeatSerializer, NewAdvisorySeatSerializer
from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from core.found import one_or_404


class AdvisorySeatFilter(filters.FilterSet):
    cluster = IdFilter()

    class Meta:
        model = AdvisorySeat
        fields = ["is_ohchr"]


@extend_schema_view(
    list=extend_schema(summary="Seats in advisory groups"),
    retrieve=extend_schema(summary="One seat in an advisory group"),
)
class AdvisorySeatViewSet(ScopedRecords):
    """Read by whoever sees the people of the cluster; its coordinators record."""

    policy = (AdvisorySeat,)
    serializer_class = AdvisorySeatSerializer
    filterset_class = AdvisorySeatFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = AdvisorySeat.objects.none()
    related = ("cluster",)
    order = ("-pk",)

    @extend_schema(
        summary="Record a seat (coordinators)",
        request=NewAdvisorySeatSerializer,
        responses={201: AdvisorySeatSerializer},
    )
    def create(self, request):
        """404 for a cluster whose people the caller does not see."""
        given = parsed(NewAdvisorySeatSerializer, request)
        cluster = one_or_404(queries.clusters_with_people(request.user), given.pop("cluster"))
        seat = actions.add_seat(cluster=cluster, by=request.user, **given)
        return self.shown(seat, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a seat, or let it end (coordinators)",
        request=ChangeAdvisorySeatSerializer,
        responses=AdvisorySeatSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        seat = self.get_object()
        given = parsed(ChangeAdvisorySeatSerializer, request)
        actions.change_seat(seat=seat, expected_version=given.pop("version"), by=request.user, **given)
        return self.shown(seat)
