"""Plan lines for other programs. Same visibility, same queries, same actions as the pages."""

from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements import policy, rules
from engagements.actions import plans as actions
from engagements.actions import steps as step_actions
from engagements.enums import Exposure, LineState
from engagements.models import EngagementStep, PlanLine
from engagements.queries import plans
from engagements.serializers.plans import (
    NewPlanLineSerializer,
    PlanLineDetailSerializer,
    PlanLineSerializer,
    StepActSerializer,
    StepAsideSerializer,
    StepSerializer,
)
from mechanisms.enums import Family

STEP_PATH = r"steps/(?P<step_pk>\d{1,9})"
STEP_PARAMETER = OpenApiParameter("step_pk", int, OpenApiParameter.PATH, description="Number of the step")


class PlanLineFilter(filters.FilterSet):
    country = filters.CharFilter(method="of_country")
    mechanism = filters.CharFilter(field_name="mechanism__key")
    family = filters.MultipleChoiceFilter(field_name="mechanism__family", choices=Family.choices)
    state = filters.MultipleChoiceFilter(choices=LineState.choices)
    exposure = filters.MultipleChoiceFilter(choices=Exposure.choices)
    cluster = filters.NumberFilter()

    class Meta:
        model = PlanLine
        fields = ["year"]

    def of_country(self, rows, name, value):
        return rows.filter(cluster__country=value.upper())


@extend_schema_view(
    list=extend_schema(summary="Plan lines the reader may see"),
    retrieve=extend_schema(summary="One plan line with its steps", responses=PlanLineDetailSerializer),
)
class PlanLineViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet
):
    """Planned engagements. Confidential ones exist for the people named on them alone, in counts as well."""

    policy = (PlanLine, EngagementStep)
    serializer_class = PlanLineSerializer
    filterset_class = PlanLineFilter
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanLine.objects.none()

    def get_queryset(self):
        return PlanLine.objects.visible_to(self.request.user).select_related("cluster", "mechanism")

    def get_serializer_class(self):
        return PlanLineDetailSerializer if self.action == "retrieve" else PlanLineSerializer

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "steps_of": lambda line: plans.steps_of(self.request.user, line)}

    @extend_schema(
        summary="Plan an engagement (coordinators)",
        request=NewPlanLineSerializer,
        responses={201: PlanLineDetailSerializer},
    )
    def create(self, request):
        """Coordinators of the cluster only."""
        given = parsed(NewPlanLineSerializer, request)
        cluster = given["cluster"]
        # Before anything is looked up: a refusal must not depend on what exists.
        policy.check_can_plan(request.user, cluster.pk)
        entry = self._entry(given.pop("entry", None))
        mechanism = given.pop("mechanism", None) or (entry.mechanism if entry else None)
        if mechanism is None:
            raise serializers.ValidationError({"mechanism": [_("Name a mechanism or a date.")]})
        steps = _steps(given.pop("steps", []), entry)
        if given.pop("take_proposed"):
            steps = [*self._proposed(mechanism, entry), *steps]
        reasons = sorted(given.pop("reasons", []))
        line = actions.create_plan_line(
            **given, mechanism=mechanism, entry=entry, reasons=reasons, steps=steps, by=request.user
        )
        shown = PlanLineDetailSerializer(line, context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_201_CREATED)

    def _entry(self, pk):
        if pk is None:
            return None
        entry = plans.entry_to_plan_for(self.request.user, pk)
        if entry is None:
            raise serializers.ValidationError({"entry": [_("This date does not exist.")]})
        return entry

    def _proposed(self, mechanism, entry):
        proposals = plans.proposed_steps(
            self.request.user,
            mechanism,
            entry=entry,
            review=entry.review if entry else None,
            today=plans.today_for(self.request.user),
        )
        return [proposal.as_step() for proposal in proposals if proposal.preselected]

    @extend_schema(
        summary="A step is done", request=StepActSerializer, responses=StepSerializer, parameters=[STEP_PARAMETER]
    )
    @action(detail=True, methods=["post"], url_path=f"{STEP_PATH}/done")
    def step_done(self, request, pk=None, step_pk=None):
        """The step is done (coordinators, its owner, its deputy)."""
        step, given = self._step(pk, step_pk), parsed(StepActSerializer, request)
        step_actions.mark_step_done(step=step, expected_version=given["version"], by=request.user)
        return Response(StepSerializer(step).data)

    @extend_schema(
        summary="A step is set aside",
        request=StepAsideSerializer,
        responses=StepSerializer,
        parameters=[STEP_PARAMETER],
    )
    @action(detail=True, methods=["post"], url_path=f"{STEP_PATH}/not-now")
    def step_not_now(self, request, pk=None, step_pk=None):
        """Not now, with a reason (coordinators, its owner, its deputy)."""
        step, given = self._step(pk, step_pk), parsed(StepAsideSerializer, request)
        step_actions.set_step_aside(
            step=step, reason=given["reason"], expected_version=given["version"], by=request.user
        )
        return Response(StepSerializer(step).data)

    @extend_schema(
        summary="A step is open again", request=StepActSerializer, responses=StepSerializer, parameters=[STEP_PARAMETER]
    )
    @action(detail=True, methods=["post"], url_path=f"{STEP_PATH}/reopen")
    def step_reopen(self, request, pk=None, step_pk=None):
        """Open again (coordinators, its owner, its deputy)."""
        step, given = self._step(pk, step_pk), parsed(StepActSerializer, request)
        step_actions.reopen_step(step=step, expected_version=given["version"], by=request.user)
        return Response(StepSerializer(step).data)

    def _step(self, pk, step_pk):
        step = plans.step(self.request.user, int(pk), int(step_pk))
        if step is None:
            raise Http404
        return step


def _steps(given, entry):
    """The fields of each step to create; a library step lends its title, phase and lead time."""
    rows = []
    for one in given:
        template = one.get("template")
        lead = one.get("lead_days", template.lead_days if template else None)
        rows.append(
            {
                "template_id": template.pk if template else None,
                "title": one.get("title") or str(template),
                "phase": template.phase if template else "",
                "lead_days": lead,
                "due_on": one.get("due_on") or rules.due_date(entry.due_on if entry else None, lead),
                "owner_role": one["owner_role"],
                "deputy_role": one.get("deputy_role", ""),
            }
        )
    return rows
