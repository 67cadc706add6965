"""Changing what a plan line says, and how far it is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.saving import save_version, stripped
from engagements import policy
from engagements.actions.covers import forget_files
from engagements.actions.line_checks import check_aim, check_owners
from engagements.actions.plans.common import check_line, record
from engagements.enums import LineState
from engagements.models import PlanAim

# Fields of which the trail keeps old and new value; of the others it keeps that they changed.
_KEPT = (
    "year",
    "trigger",
    "trigger_kind",
    "channel",
    "on_behalf_of",
    "lead_role",
    "deputy_role",
    "reasons",
    "groups",
    "aors",
    "aim",
    "starts_on",
    "ends_on",
    "hold_until",
)
_TEXTS = (
    "title",
    "concern",
    "objective",
    "through_whom",
    "expected_outcome",
    "obtained",
    "next_approach",
    "timing_note",
)


def _plain(value):
    """A value as the trail keeps it: days as ISO text, rows as their number."""
    if isinstance(value, PlanAim):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction.atomic
def edit_plan_line(*, plan_line, expected_version, by, **changes):
    """Change what the line says: any field of `_KEPT` and `_TEXTS`. Coordinators only. A new lead or deputy must be a
    role that has not ended in the cluster. `Stale` when somebody changed it since `expected_version`."""
    policy.check_can_plan(by, plan_line.cluster_id)
    unknown = set(changes) - {*_KEPT, *_TEXTS}
    if unknown:
        raise TypeError(f"edit_plan_line does not change {', '.join(sorted(unknown))}")
    before = {name: getattr(plan_line, name) for name in changes}
    changes = stripped(changes)
    changes = {name: value for name, value in changes.items() if value != before[name]}
    for name, value in changes.items():
        setattr(plan_line, name, value)
    check_line(plan_line, changed=changes)
    check_aim(changes.get("aim"), plan_line.cluster, by)
    owners = {name: changes[name] for name in ("lead_role", "deputy_role") if changes.get(name)}
    if owners:
        check_owners(plan_line.cluster, **owners)
    save_version(plan_line, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(plan_line, by)
    if "on_behalf_of" in changes:
        forget_files(policy.versions_on(plan_line))
    texts = [name for name in changes if name in _TEXTS]
    old = {name: _plain(before[name]) for name in changes if name in _KEPT}
    new = {name: _plain(changes[name]) for name in changes if name in _KEPT}
    if texts:
        new["texts"] = texts
    if changes:
        record("plan_line.changed", plan_line, plan_line, by=by, before=old or None, after=new)
    return plan_line


@transaction.atomic
def set_line_state(*, plan_line, state, expected_version, by, reason=""):
    """Planned, under way, done, or not now (which needs a reason and can be taken back at any time)."""
    policy.check_can_plan(by, plan_line.cluster_id)
    state, reason = LineState(state), reason.strip()
    if state == LineState.NOT_NOW and not reason:
        raise ValidationError({"reason": _("Say why not now.")})
    if len(reason) > 300:
        raise ValidationError({"reason": _("Use at most 300 characters.")})
    before = plan_line.state
    kept = reason if state == LineState.NOT_NOW else ""
    save_version(plan_line, expected_version, by, state=state, state_reason=kept, updated_at=clock.now())
    record(
        "plan_line.state",
        plan_line,
        plan_line,
        by=by,
        before={"state": str(before)},
        after={"state": str(state)},
        reason=reason,
    )
    return plan_line
