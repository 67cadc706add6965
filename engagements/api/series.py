"""Series of interactions and press proposals for other programs. Same visibility, same actions as the pages."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action

from core.api import ActSerializer, IdFilter, parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions import press as press_actions
from engagements.actions import series as series_actions
from engagements.models import InteractionSeries, PlanLine, PressProposal
from engagements.queries import plans
from engagements.serializers.series import (
    ChangePressSerializer,
    ChangeSeriesSerializer,
    EndSeriesSerializer,
    NewPressSerializer,
    NewSeriesSerializer,
    PressSerializer,
    SeriesSerializer,
)


class _Records(ScopedRecords):
    """Records of a cluster with a mark of their own, perhaps on a plan line."""

    related = ("cluster", "mechanism", "plan_line")

    def with_line(self, given):
        """The plan line by its number, as the reader sees it."""
        if given.get("plan_line") is not None:
            given["plan_line"] = plans.plan_line(self.request.user, given["plan_line"])
            if given["plan_line"] is None:
                raise serializers.ValidationError({"plan_line": [_("This plan line does not exist.")]})
        return given


class SeriesFilter(filters.FilterSet):
    cluster = IdFilter()
    is_ended = filters.BooleanFilter()

    class Meta:
        model = InteractionSeries
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Regular interactions the reader may see"),
    retrieve=extend_schema(summary="One series of interactions"),
)
class SeriesViewSet(_Records):
    """Meetings and updates that come again; the coordinators keep them."""

    policy = (InteractionSeries, PlanLine)
    serializer_class = SeriesSerializer
    filterset_class = SeriesFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = InteractionSeries.objects.none()

    @extend_schema(
        summary="Begin a series (coordinators)", request=NewSeriesSerializer, responses={201: SeriesSerializer}
    )
    def create(self, request):
        """Twice begins two."""
        given = parsed(NewSeriesSerializer, request)
        policy.check_can_keep_series(request.user, given["cluster"].pk)
        row = series_actions.begin_series(**self.with_line(given), by=request.user)
        return self.shown(row, status.HTTP_201_CREATED)

    @extend_schema(summary="Change a series (coordinators)", request=ChangeSeriesSerializer, responses=SeriesSerializer)
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        row = self.get_object()
        policy.check_can_keep_series(request.user, row.cluster_id)
        given = self.with_line(parsed(ChangeSeriesSerializer, request))
        version = given.pop("version")
        return self.shown(series_actions.edit_series(series=row, expected_version=version, by=request.user, **given))

    @extend_schema(summary="This time not (coordinators)", request=ActSerializer, responses=SeriesSerializer)
    @action(detail=True, methods=["post"])
    def skip(self, request, pk=None):
        """The series waits for the day after."""
        row, given = self.get_object(), parsed(ActSerializer, request)
        return self.shown(
            series_actions.skip_occurrence(series=row, expected_version=given["version"], by=request.user)
        )

    @extend_schema(
        summary="End a series, or let it run again (coordinators)",
        request=EndSeriesSerializer,
        responses=SeriesSerializer,
    )
    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Already so: 403."""
        row, given = self.get_object(), parsed(EndSeriesSerializer, request)
        return self.shown(
            series_actions.end_series(
                series=row, expected_version=given["version"], is_ended=given["is_ended"], by=request.user
            )
        )


class PressFilter(filters.FilterSet):
    cluster = IdFilter()
    state = filters.CharFilter()

    class Meta:
        model = PressProposal
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Press proposals the reader may see"),
    retrieve=extend_schema(summary="One press proposal"),
)
class PressViewSet(_Records):
    """Issue and facts for the press statement of a mandate holder; the coordinators write them."""

    policy = (PressProposal, PlanLine)
    serializer_class = PressSerializer
    filterset_class = PressFilter
    queryset = PressProposal.objects.none()

    @extend_schema(
        summary="Propose a press statement (coordinators)",
        request=NewPressSerializer,
        responses={201: PressSerializer},
    )
    def create(self, request):
        """Twice makes two."""
        given = parsed(NewPressSerializer, request)
        policy.check_can_plan(request.user, given["cluster"].pk)
        row = press_actions.propose_press(**self.with_line(given), by=request.user)
        return self.shown(row, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a press proposal (coordinators)", request=ChangePressSerializer, responses=PressSerializer
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        row = self.get_object()
        policy.check_can_plan(request.user, row.cluster_id)
        given = self.with_line(parsed(ChangePressSerializer, request))
        version = given.pop("version")
        return self.shown(press_actions.change_press(proposal=row, expected_version=version, by=request.user, **given))
