"""Steps of plan lines for other programs: added, changed, done, set aside, opened again."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from core.found import found_or_404
from engagements import policy
from engagements.actions import partners as partner_actions
from engagements.actions import steps as step_actions
from engagements.queries import plans
from engagements.queries import step_partners as partner_queries
from engagements.serializers.partners import (
    NewStepPartnerSerializer,
    RemoveStepPartnerSerializer,
    StepPartnerSerializer,
)
from engagements.serializers.plans import (
    AddStepSerializer,
    ChangeStepSerializer,
    OfferedStepSerializer,
    StepActSerializer,
    StepAsideSerializer,
    StepSerializer,
)
from engagements.serializers.provisions import with_pairs
from mechanisms.enums import Phase
from stakeholders.queries import stakeholder as stakeholder_of

STEP_PATH = r"steps/(?P<step_pk>\d{1,9})"
STEP_PARAMETER = OpenApiParameter("step_pk", int, OpenApiParameter.PATH, description="Number of the step")


class StepActions:
    """What can be done to the steps of a plan line."""

    @extend_schema(
        summary="Steps of the library that a line may still take (coordinators)",
        responses=OfferedStepSerializer(many=True),
        filters=False,
    )
    @action(detail=True, methods=["get"], url_path="steps-to-add", pagination_class=None)
    def steps_to_add(self, request, pk=None):
        """Each with its condition and how that stands for the country: met, not_met or unknown, and why. What is not
        met may be added all the same."""
        line = found_or_404(plans.plan_line(request.user, int(pk)))
        policy.check_can_plan(request.user, line.cluster_id)
        steps = list(plans.steps_to_add(request.user, line))
        judged = plans.conditions_of(request.user, line, steps)
        for step in steps:
            step.judgement = judged.get(step.pk)
        return Response(OfferedStepSerializer(steps, many=True).data)

    @extend_schema(summary="Add a step (coordinators)", request=AddStepSerializer, responses={201: StepSerializer})
    @action(detail=True, methods=["post"], url_path="steps", url_name="step-add")
    def step_add(self, request, pk=None):
        """The cluster's own, or one of the library by its key."""
        line = found_or_404(plans.plan_line(request.user, int(pk)))
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(AddStepSerializer, request)
        template = None
        if key := given.pop("template", ""):
            template = plans.steps_to_add(request.user, line).filter(key=key).first()
            if template is None:
                sentence = _("This step is not offered to this line, or it has it already.")
                raise serializers.ValidationError({"template": [sentence]})
        follow_up = given.pop("is_follow_up")
        with_pairs(given, "provisions")
        step = step_actions.add_step(
            plan_line=line,
            template=template,
            phase=Phase.FOLLOW_UP if follow_up else "",
            by=request.user,
            **given,
        )
        return Response(StepSerializer(step).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change day, owner or deputy of a step (coordinators)",
        request=ChangeStepSerializer,
        responses=StepSerializer,
        parameters=[STEP_PARAMETER],
    )
    @action(detail=True, methods=["patch"], url_path=STEP_PATH, url_name="step-change")
    def step_change(self, request, pk=None, step_pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        step = self._step(pk, step_pk)
        policy.check_can_plan(request.user, step.plan_line.cluster_id)
        given = parsed(ChangeStepSerializer, request)
        step_actions.change_step(
            step=step,
            due_on=given.get("due_on", step.due_on),
            owner_role=given.get("owner_role", step.owner_role),
            deputy_role=given.get("deputy_role", step.deputy_role),
            is_pinned=given.get("is_pinned"),
            sectors=given.get("sectors"),
            aors=given.get("aors"),
            provisions=with_pairs(given, "provisions").get("provisions"),
            expected_version=given["version"],
            by=request.user,
        )
        return Response(StepSerializer(step).data)

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

    @extend_schema(
        summary="Who takes part in a step",
        responses={200: StepPartnerSerializer(many=True)},
        parameters=[STEP_PARAMETER],
    )
    @action(detail=True, methods=["get"], url_path=f"{STEP_PATH}/partners", pagination_class=None, filterset_class=None)
    def step_partners(self, request, pk=None, step_pk=None):
        """Partners whose entry of the register the caller sees."""
        step = self._step(pk, step_pk)
        rows = partner_queries.partners_of(request.user, [step]).get(step.pk, [])
        return Response(StepPartnerSerializer(rows, many=True).data)

    @extend_schema(
        summary="Let a stakeholder take part in a step (coordinators)",
        request=NewStepPartnerSerializer,
        responses={201: StepPartnerSerializer},
        parameters=[STEP_PARAMETER],
    )
    @step_partners.mapping.post
    def step_partner_add(self, request, pk=None, step_pk=None):
        """The same again changes nothing; another part takes the place of the first."""
        step = self._step(pk, step_pk)
        policy.check_can_plan(request.user, step.plan_line.cluster_id)
        given = parsed(NewStepPartnerSerializer, request)
        found = stakeholder_of(request.user, given["stakeholder"])
        if found is None:
            raise serializers.ValidationError({"stakeholder": [_("Choose somebody of the register.")]})
        row = partner_actions.add_partner(step=step, stakeholder=found, part=given["part"], by=request.user)
        return Response(StepPartnerSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Take a stakeholder off a step (coordinators)",
        request=RemoveStepPartnerSerializer,
        responses={200: StepPartnerSerializer(many=True)},
        parameters=[STEP_PARAMETER],
    )
    @action(detail=True, methods=["post"], url_path=f"{STEP_PATH}/partners/remove", pagination_class=None)
    def step_partner_remove(self, request, pk=None, step_pk=None):
        """Nothing happens where they take no part. Answers with those who stay."""
        step = self._step(pk, step_pk)
        policy.check_can_plan(request.user, step.plan_line.cluster_id)
        given = parsed(RemoveStepPartnerSerializer, request)
        partner_actions.remove_partner(step=step, stakeholder_id=given["stakeholder"], by=request.user)
        rows = partner_queries.partners_of(request.user, [step]).get(step.pk, [])
        return Response(StepPartnerSerializer(rows, many=True).data)

    def _step(self, pk, step_pk):
        return found_or_404(plans.step(self.request.user, int(pk), int(step_pk)))
