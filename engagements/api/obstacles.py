"""What stands in the way of plans, for other programs. Same visibility, same actions as the pages."""

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.response import Response

from core.api import parsed
from engagements.actions.obstacles import change_plan_obstacle, name_obstacle
from engagements.models import PlanLine, PlanObstacle
from engagements.serializers.obstacles import (
    ChangePlanObstacleSerializer,
    NewPlanObstacleSerializer,
    PlanObstacleSerializer,
)
from mechanisms.enums import ObstacleKind


class PlanObstacleFilter(filters.FilterSet):
    cluster = filters.NumberFilter()
    year = filters.NumberFilter()
    obstacle_kind = filters.ChoiceFilter(field_name="obstacle__kind", choices=ObstacleKind.choices)

    class Meta:
        model = PlanObstacle
        fields = []


@extend_schema_view(
    list=extend_schema(summary="What stands in the way of plans"),
    retrieve=extend_schema(summary="One obstacle to a plan"),
)
class PlanObstacleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Read by the circle of the cluster, on a line by who sees it; by the Task Team where the cluster shares it."""

    policy = (PlanObstacle, PlanLine)
    serializer_class = PlanObstacleSerializer
    filterset_class = PlanObstacleFilter
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanObstacle.objects.none()

    def get_queryset(self):
        return PlanObstacle.objects.visible_to(self.request.user).select_related("obstacle", "cluster").order_by("-pk")

    @extend_schema(
        summary="Name what stands in the way (coordinators)",
        request=NewPlanObstacleSerializer,
        responses={201: PlanObstacleSerializer},
    )
    def create(self, request):
        """400 where it is named already, 404 for a plan line that the caller does not see."""
        given = parsed(NewPlanObstacleSerializer, request)
        number = given.pop("plan_line")
        line = PlanLine.objects.visible_to(request.user).filter(pk=number).first() if number else None
        if number and line is None:
            raise Http404
        row = name_obstacle(plan_line=line, by=request.user, **given)
        return Response(PlanObstacleSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change the note, share it, or say that it is overcome (coordinators)",
        request=ChangePlanObstacleSerializer,
        responses=PlanObstacleSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        row = self.get_queryset().filter(pk=int(pk)).first()
        if row is None:
            raise Http404
        given = parsed(ChangePlanObstacleSerializer, request)
        kept = {"note": row.note, "is_shared": row.is_shared, "is_over": row.ended_on is not None}
        version = given.pop("version")
        row = change_plan_obstacle(row=row, expected_version=version, by=request.user, **{**kept, **given})
        return Response(PlanObstacleSerializer(row).data)
