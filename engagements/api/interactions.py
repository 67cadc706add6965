"""Interactions for other programs. Same visibility, same queries, same actions as the pages."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from core.found import found_or_404
from engagements import policy
from engagements.actions import interactions as actions
from engagements.api.common import MarkFilter
from engagements.enums import InteractionKind, InteractionState, Side
from engagements.models import Interaction, InteractionSeries, PlanLine
from engagements.queries import interactions as queries
from engagements.queries import plans
from engagements.serializers.interactions import (
    ChangeInteractionSerializer,
    InteractionActSerializer,
    InteractionSerializer,
    InteractionStateSerializer,
    NewInteractionSerializer,
)


class InteractionFilter(filters.FilterSet):
    cluster = IdFilter()
    plan_line = IdFilter()
    review = IdFilter()
    kind = filters.MultipleChoiceFilter(choices=InteractionKind.choices)
    state = filters.MultipleChoiceFilter(choices=InteractionState.choices)
    side = filters.MultipleChoiceFilter(choices=Side.choices)
    exposure = MarkFilter()
    since = filters.DateFilter(field_name="on", lookup_expr="gte")
    until = filters.DateFilter(field_name="on", lookup_expr="lte")

    class Meta:
        model = Interaction
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Interactions the reader may see"),
    retrieve=extend_schema(summary="One interaction"),
)
class InteractionViewSet(ScopedRecords):
    """Meetings, briefings, information passed on. Closed ones exist for those who see them alone, in counts as well."""

    policy = (Interaction, PlanLine)
    serializer_class = InteractionSerializer
    filterset_class = InteractionFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Interaction.objects.none()

    def get_queryset(self):
        user = self.request.user
        series = InteractionSeries.objects.visible_to(user).filter(pk=OuterRef("series_id")).order_by()
        rows = Interaction.objects.visible_to(user).select_related("mechanism", "theme", "plan_line")
        return rows.annotate(series_seen=Subquery(series.values("pk")[:1]))

    def _shown(self, row):
        return InteractionSerializer(self.get_queryset().get(pk=row.pk)).data

    @extend_schema(
        summary="Record an interaction", request=NewInteractionSerializer, responses={201: InteractionSerializer}
    )
    def create(self, request):
        """Whoever belongs to the cluster."""
        given = parsed(NewInteractionSerializer, request)
        # Before anything is looked up: a refusal must not depend on what exists.
        policy.check_can_record(request.user, given["cluster"].pk)
        row = actions.record_interaction(**self._linked(given), by=request.user)
        return Response(self._shown(row), status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change an interaction", request=ChangeInteractionSerializer, responses=InteractionSerializer
    )
    def partial_update(self, request, pk=None):
        """The coordinators, and whoever recorded it. Only the fields given change; a stale `version`: 409."""
        row = self._row(pk)
        policy.check_can_change_interaction(request.user, row)
        given = self._linked(parsed(ChangeInteractionSerializer, request))
        version = given.pop("version")
        actions.edit_interaction(interaction=row, expected_version=version, by=request.user, **given)
        return Response(self._shown(row))

    def _linked(self, given):
        """Plan line and date by their numbers, as the caller sees them."""
        for name, find in (("plan_line", plans.plan_line), ("entry", plans.entry_to_plan_for)):
            if given.get(name) is not None:
                given[name] = find(self.request.user, given[name])
                if given[name] is None:
                    raise serializers.ValidationError({name: [_("This does not exist.")]})
        return given

    @extend_schema(
        summary="An interaction is accepted, held, declined, cancelled or proposed again",
        request=InteractionStateSerializer,
        responses=InteractionSerializer,
    )
    @action(detail=True, methods=["post"])
    def state(self, request, pk=None):
        """The coordinators, and whoever recorded it."""
        row, given = self._row(pk), parsed(InteractionStateSerializer, request)
        version = given.pop("version")
        actions.set_interaction_state(interaction=row, expected_version=version, by=request.user, **given)
        return Response(self._shown(row))

    @extend_schema(summary="The follow-up is done", request=InteractionActSerializer, responses=InteractionSerializer)
    @action(detail=True, methods=["post"], url_path="followed-up")
    def followed_up(self, request, pk=None):
        """The coordinators, whoever recorded it, and whoever holds the role it belongs to."""
        row, given = self._row(pk), parsed(InteractionActSerializer, request)
        actions.finish_follow_up(interaction=row, expected_version=given["version"], by=request.user)
        return Response(self._shown(row))

    def _row(self, pk):
        return found_or_404(queries.interaction(self.request.user, int(pk)))
