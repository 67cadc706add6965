"""The opportunity of a plan line moved: its steps follow where the coordinators say so, one by one, never silently."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import save_version
from engagements import policy, rules
from engagements.actions.plans import record
from engagements.enums import StepState
from engagements.models import EngagementStep

# All open steps move; the choice of a page is a list of ids.
ALL_STEPS = "all"


@transaction.atomic
def follow_moved_date(*, plan_line, steps, expected_version, by):
    """The opportunity's date moved: move the chosen open steps by as many days and note the new date. `steps`: ids of
    the steps to move, or `ALL_STEPS` for every open one; none notes the date only. Steps that are done, set aside or
    have a fixed day stay, whatever is asked. Coordinators only; a second call finds nothing to do and is refused.
    Returns how many steps moved."""
    policy.check_can_plan(by, plan_line.cluster_id)
    entry = plan_line.entry
    if entry is None or not type(entry).objects.visible_to(by).filter(pk=entry.pk).exists():
        raise Refused(_("This line is not tied to a date."))
    now_on, before = entry.due_on, plan_line.planned_for
    if now_on == before:
        raise Refused(_("The steps already follow this date."))
    moved = []
    if now_on is not None and (steps is ALL_STEPS or steps):
        movable = movable_steps(plan_line, by)
        if steps is not ALL_STEPS:
            movable = movable.filter(pk__in=list(steps))
        for step in movable.select_for_update(of=("self",)):
            new_on = rules.moved_with(step.due_on, step.lead_days, planned_for=before, now_on=now_on)
            if new_on != step.due_on:
                step.due_on, step.version = new_on, step.version + 1
                moved.append(step)
        EngagementStep.objects.visible_to(by).bulk_update(moved, ["due_on", "version"])
    save_version(plan_line, expected_version, by, planned_for=now_on, updated_at=clock.now())
    record(
        "plan_line.followed_date",
        plan_line,
        plan_line,
        by=by,
        before={"planned_for": before.isoformat() if before else None},
        after={"planned_for": now_on.isoformat() if now_on else None, "steps_moved": len(moved)},
    )
    return len(moved)


def movable_steps(plan_line, by):
    """The open steps of the line without a fixed day, as `by` sees them: what may move with the date."""
    steps = EngagementStep.objects.visible_to(by).filter(plan_line=plan_line)
    return steps.filter(state=StepState.OPEN, is_pinned=False)
