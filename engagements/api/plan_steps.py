"""Steps of plan lines for other programs: added, changed, done, set aside, opened again."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements import policy
from engagements.actions import steps as step_actions
from engagements.queries import plans
from engagements.serializers.plans import (
    AddStepSerializer,
    ChangeStepSerializer,
    StepActSerializer,
    StepAsideSerializer,
    StepSerializer,
)
from mechanisms.enums import Phase

STEP_PATH = r"steps/(?P<step_pk>\d{1,9})"
STEP_PARAMETER = OpenApiParameter("step_pk", int, OpenApiParameter.PATH, description="Number of the step")


class StepActions:
    """What can be done to the steps of a plan line."""

    @extend_schema(summary="Add a step (coordinators)", request=AddStepSerializer, responses={201: StepSerializer})
    @action(detail=True, methods=["post"], url_path="steps", url_name="step-add")
    def step_add(self, request, pk=None):
        """The cluster's own, or one of the library by its key."""
        line = plans.plan_line(request.user, int(pk))
        if line is None:
            raise Http404
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(AddStepSerializer, request)
        template = None
        if key := given.pop("template", ""):
            template = plans.steps_to_add(request.user, line).filter(key=key).first()
            if template is None:
                sentence = _("This step is not offered to this line, or it has it already.")
                raise serializers.ValidationError({"template": [sentence]})
        follow_up = given.pop("is_follow_up")
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

    def _step(self, pk, step_pk):
        step = plans.step(self.request.user, int(pk), int(step_pk))
        if step is None:
            raise Http404
        return step
