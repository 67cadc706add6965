"""What the plan of a year rests on, for other programs: objectives, context, concerns. Same actions as the pages."""

from django.db.models import OuterRef, Subquery
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions.aims import add_aim, change_aim
from engagements.actions.concerns import answer_concern, raise_concern
from engagements.actions.context import save_context
from engagements.enums import AimPurpose
from engagements.models import PlanAim, PlanConcern, PlanContext, PlanLine
from engagements.serializers.planning import (
    AnswerConcernSerializer,
    ChangePlanAimSerializer,
    NewPlanAimSerializer,
    NewPlanConcernSerializer,
    NewPlanContextSerializer,
    PlanAimSerializer,
    PlanConcernSerializer,
    PlanContextSerializer,
)


class _Records(ScopedRecords):
    """Read by the circle of the cluster and the Task Team."""

    related = ("cluster",)
    order = ("-pk",)


AIM_FIELDS = ("text", "purpose", "source", "is_legal_aid", "is_retired")


class AimFilter(filters.FilterSet):
    cluster = IdFilter()
    purpose = filters.MultipleChoiceFilter(choices=AimPurpose.choices)
    is_retired = filters.BooleanFilter()

    class Meta:
        model = PlanAim
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Objectives of clusters"), retrieve=extend_schema(summary="One objective")
)
class PlanAimViewSet(_Records):
    """The objectives of a cluster that its plan lines serve; its coordinators write them."""

    policy = (PlanAim,)
    serializer_class = PlanAimSerializer
    filterset_class = AimFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanAim.objects.none()

    @extend_schema(
        summary="Write down an objective (coordinators)",
        request=NewPlanAimSerializer,
        responses={201: PlanAimSerializer},
    )
    def create(self, request):
        """Twice adds two."""
        aim = add_aim(**parsed(NewPlanAimSerializer, request), by=request.user)
        return self.shown(aim, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change an objective, or follow it no longer (coordinators)",
        request=ChangePlanAimSerializer,
        responses=PlanAimSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        aim = self.get_object()
        policy.check_can_plan(request.user, aim.cluster_id)
        given = parsed(ChangePlanAimSerializer, request)
        values = {name: given.get(name, getattr(aim, name)) for name in AIM_FIELDS}
        aim = change_aim(aim=aim, expected_version=given["version"], by=request.user, **values)
        return self.shown(aim)


class ContextFilter(filters.FilterSet):
    cluster = IdFilter()
    year = IdFilter()

    class Meta:
        model = PlanContext
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Versions of the context of plans, the newest first"),
    retrieve=extend_schema(summary="One version of the context of a plan"),
)
class PlanContextViewSet(_Records):
    """The context of a year, version by version; coordinators write the next one."""

    policy = (PlanContext,)
    serializer_class = PlanContextSerializer
    filterset_class = ContextFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanContext.objects.none()

    @extend_schema(
        summary="Write the next version of the context (coordinators)",
        request=NewPlanContextSerializer,
        responses={201: PlanContextSerializer},
    )
    def create(self, request):
        """Earlier versions stay. The same words again write nothing. A stale `version` is answered with 409."""
        given = parsed(NewPlanContextSerializer, request)
        row = save_context(expected_number=given.pop("version"), by=request.user, **given)
        return self.shown(row, status.HTTP_201_CREATED)


class ConcernFilter(filters.FilterSet):
    cluster = IdFilter()
    waiting = filters.BooleanFilter(field_name="answered_at", lookup_expr="isnull")

    class Meta:
        model = PlanConcern
        fields = []


@extend_schema_view(list=extend_schema(summary="Concerns of clusters"), retrieve=extend_schema(summary="One concern"))
class PlanConcernViewSet(_Records):
    """What people of a cluster want taken up; whoever belongs to it raises, its coordinators answer."""

    policy = (PlanConcern, PlanLine)
    serializer_class = PlanConcernSerializer
    filterset_class = ConcernFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanConcern.objects.none()

    def get_queryset(self):
        lines = PlanLine.objects.visible_to(self.request.user).filter(pk=OuterRef("plan_line_id")).order_by()
        return super().get_queryset().annotate(line_seen=Subquery(lines.values("pk")[:1]))

    @extend_schema(summary="Raise a concern", request=NewPlanConcernSerializer, responses={201: PlanConcernSerializer})
    def create(self, request):
        """Whoever belongs to the cluster."""
        concern = raise_concern(**parsed(NewPlanConcernSerializer, request), by=request.user)
        return self.shown(self.get_queryset().get(pk=concern.pk), status.HTTP_201_CREATED)

    @extend_schema(
        summary="Answer a concern in a sentence (coordinators)",
        request=AnswerConcernSerializer,
        responses=PlanConcernSerializer,
    )
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Once. A stale `version` is answered with 409."""
        concern = self.get_object()
        policy.check_can_plan(request.user, concern.cluster_id)
        given = parsed(AnswerConcernSerializer, request)
        answer_concern(concern=concern, answer=given["answer"], expected_version=given["version"], by=request.user)
        return self.shown(self.get_object())
