"""The protection analytical framework for other programs. Same actions as the pages."""

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions.framework import add_update, change_update, record_rollout
from engagements.models import AnalysisUpdate, FrameworkRollout
from engagements.serializers.framework import (
    AnalysisUpdateSerializer,
    ChangeAnalysisUpdateSerializer,
    FrameworkRolloutSerializer,
    NewAnalysisUpdateSerializer,
    RecordRolloutSerializer,
)


class FrameworkRolloutFilter(filters.FilterSet):
    cluster = IdFilter()

    class Meta:
        model = FrameworkRollout
        fields = ["status"]


class AnalysisUpdateFilter(filters.FilterSet):
    cluster = IdFilter()

    class Meta:
        model = AnalysisUpdate
        fields = ["has_rights_section", "is_withdrawn"]


def _read(user, cluster):
    """404 for a cluster whose plan rooms the caller does not read."""
    if not policy.reads_rooms_of_plan(user, cluster):
        raise Http404
    return cluster


@extend_schema_view(
    list=extend_schema(summary="Roll-out of the analytical framework"),
    retrieve=extend_schema(summary="Roll-out of the analytical framework in one cluster"),
)
class FrameworkRolloutViewSet(ScopedRecords):
    """Read by the circle of the cluster and the Task Team; its coordinators record."""

    policy = (FrameworkRollout,)
    serializer_class = FrameworkRolloutSerializer
    filterset_class = FrameworkRolloutFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = FrameworkRollout.objects.none()
    order = ("-pk",)

    @extend_schema(
        summary="Record how far the framework is rolled out (coordinators)",
        request=RecordRolloutSerializer,
        responses=FrameworkRolloutSerializer,
    )
    def create(self, request):
        """A stale `version` is answered with 409."""
        given = parsed(RecordRolloutSerializer, request)
        _read(request.user, given["cluster"])
        return self.shown(record_rollout(expected_version=given.pop("version"), by=request.user, **given))


@extend_schema_view(
    list=extend_schema(summary="Analysis updates"),
    retrieve=extend_schema(summary="One analysis update"),
)
class AnalysisUpdateViewSet(ScopedRecords):
    """Read by the circle of the cluster and the Task Team; its coordinators list."""

    policy = (AnalysisUpdate,)
    serializer_class = AnalysisUpdateSerializer
    filterset_class = AnalysisUpdateFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = AnalysisUpdate.objects.none()
    related = ("cluster",)
    order = ("-pk",)

    @extend_schema(
        summary="List an analysis update (coordinators)",
        request=NewAnalysisUpdateSerializer,
        responses={201: AnalysisUpdateSerializer},
    )
    def create(self, request):
        """Twice lists it twice."""
        given = parsed(NewAnalysisUpdateSerializer, request)
        _read(request.user, given["cluster"])
        return self.shown(add_update(by=request.user, **given), status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a listed update, or take it off (coordinators)",
        request=ChangeAnalysisUpdateSerializer,
        responses=AnalysisUpdateSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        row = self.get_object()
        given = parsed(ChangeAnalysisUpdateSerializer, request)
        version = given.pop("version")
        return self.shown(change_update(update=row, expected_version=version, by=request.user, **given))
