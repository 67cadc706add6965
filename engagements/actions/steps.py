"""Writes to the steps of a plan line. A step is done, set aside with a reason, reopened, changed or added; never
deleted, so that the plan shows what was thought of and not chosen."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from engagements import policy, rules
from engagements.actions.plans import check_step_date, record, save_version
from engagements.enums import OnBehalfOf, StepState
from engagements.models import EngagementStep


def _iso(day):
    return day.isoformat() if day else None


@transaction.atomic
def add_step(
    *,
    plan_line,
    title,
    owner_role,
    due_on=None,
    deputy_role="",
    phase="",
    on_behalf_of=OnBehalfOf.CLUSTER,
    note="",
    by,
):
    """Add the cluster's own step. Coordinators only. A date after the opportunity needs a follow-up phase."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    last = EngagementStep.objects.visible_to(by).filter(plan_line=plan_line).aggregate(last=Max("position"))["last"]
    lead_days = (plan_line.planned_for - due_on).days if due_on and plan_line.planned_for else None
    step = EngagementStep(
        plan_line=plan_line,
        title=title.strip(),
        owner_role=owner_role,
        deputy_role=deputy_role,
        due_on=due_on,
        lead_days=lead_days if lead_days is not None and lead_days >= 0 else None,
        phase=phase,
        on_behalf_of=on_behalf_of,
        note=note.strip(),
        position=(last or 0) + 1,
    )
    check_step_date(step, plan_line)
    step.full_clean(exclude=["plan_line", "template", "done_by"])
    step.save(force_insert=True)
    record("step.added", step, plan_line, by=by, after={"due_on": _iso(due_on), "owner_role": str(owner_role)})
    return step


@transaction.atomic
def change_step(*, step, due_on, owner_role, deputy_role, expected_version, by):
    """Another day, owner or deputy. Coordinators only. The open step keeps its place in the library."""
    line = step.plan_line
    policy.check_can_plan(by, line.cluster_id)
    before = {
        "due_on": _iso(step.due_on),
        "owner_role": str(step.owner_role),
        "deputy_role": str(step.deputy_role),
    }
    step.due_on, step.owner_role, step.deputy_role = due_on, owner_role, deputy_role
    step.clean_fields(exclude=["plan_line", "template", "done_by"])
    check_step_date(step, line)
    save_version(step, expected_version, by, due_on=due_on, owner_role=owner_role, deputy_role=deputy_role)
    after = {"due_on": _iso(due_on), "owner_role": str(owner_role), "deputy_role": str(deputy_role)}
    record("step.changed", step, line, by=by, before=before, after=after)
    return step


@transaction.atomic
def mark_step_done(*, step, expected_version, by, acted_for=None):
    """The step is done. Coordinators, its owner and its deputy. `acted_for` says for whom the act was done: the lead
    agency's act never ticks the cluster's own step (MATRIX A009). Refused when it is done already."""
    policy.check_can_do_step(by, step)
    if not rules.counts_as_done(step_for=step.on_behalf_of, acted_for=acted_for or step.on_behalf_of):
        raise Refused(
            _("An act of the lead agency or of one member does not complete the cluster's own step. Add it as a step.")
        )
    _move(step, StepState.DONE, expected_version, by, verb="step.done", done_at=clock.now(), done_by=by)
    return step


@transaction.atomic
def reopen_step(*, step, expected_version, by):
    """Open again what was done or set aside. Coordinators, its owner and its deputy."""
    policy.check_can_do_step(by, step)
    _move(step, StepState.OPEN, expected_version, by, verb="step.reopened", done_at=None, done_by=None)
    return step


@transaction.atomic
def set_step_aside(*, step, reason, expected_version, by):
    """Not now, with a reason. Coordinators, its owner and its deputy. It can be reopened."""
    policy.check_can_do_step(by, step)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why not now.")})
    if len(reason) > 300:
        raise ValidationError({"reason": _("Use at most 300 characters.")})
    _move(
        step,
        StepState.NOT_NOW,
        expected_version,
        by,
        verb="step.not_now",
        reason=reason,
        done_at=None,
        done_by=None,
    )
    return step


def _move(step, state, expected_version, by, *, verb, reason="", **changes):
    before = step.state
    if before == state:
        raise Refused(_("This step is already marked so."))
    save_version(step, expected_version, by, state=state, state_reason=reason, **changes)
    record(
        verb,
        step,
        step.plan_line,
        by=by,
        before={"state": str(before)},
        after={"state": str(state)},
        reason=reason,
    )
