"""Writes to press proposals. Coordinators only; the trail keeps states and marks, never issue or facts.

A proposal that is sent is information given to a mechanism: the gates of its plan line are asked as they are before a
text is sent (MATRIX H002, H007). Without a plan line there is nowhere to settle them, so it is not sent.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core import policy as visibility
from core.saving import save_version, stripped_of
from engagements import policy
from engagements.actions.gates import GatesShut, check_gates
from engagements.actions.interactions import plain, record
from engagements.actions.plans import hold
from engagements.enums import PressState
from engagements.models import PressProposal

_KEPT = ("embargo_until", "state", "names_cluster", "exposure")
FIELDS = frozenset({"plan_line", "mechanism", "issue", "facts", "gap", *_KEPT})
# In these it has left the cluster.
_OUT = (PressState.SENT, PressState.USED)


def _check(row, by):
    line = row.plan_line
    if line is not None and (line.cluster_id != row.cluster_id or not visibility.is_visible(line, by)):
        raise ValidationError({"plan_line": _("This plan line does not exist in this cluster.")})
    if row.state == PressState.USED and row.embargo_until and row.embargo_until > clock.day_of(by):
        raise ValidationError({"state": _("It is under embargo until a day that has not come.")})
    row.full_clean(exclude=["cluster", "plan_line", "mechanism", "created_by"])


def _check_gates(row, was, by, *, is_moved=False):
    """The gates of its line, when it goes out only now, or is said to have gone out on another line (`is_moved`)."""
    if row.state not in _OUT or (was in _OUT and not is_moved):
        return
    if row.plan_line is None:
        sentence = _("Choose the plan line it goes out on: what must be settled before stands there.")
        raise ValidationError({"plan_line": sentence})
    hold(row.plan_line, by)
    check_gates(row.plan_line, by)


@transaction.atomic
def propose_press(*, cluster, by, **fields):
    """A new proposal (fields of `FIELDS`) of `cluster`. Coordinators only. Restricted, and without the cluster's name,
    unless said otherwise. `GatesShut` when it is said to be sent while a gate of its line is shut. Twice makes two."""
    policy.check_can_plan(by, cluster.pk)
    row = PressProposal(cluster=cluster, created_by=by, **stripped_of(fields, FIELDS))
    _check(row, by)
    _check_gates(row, PressState.DRAFT, by)
    row.save(force_insert=True)
    policy.check_still_visible(row, by)
    record("press.proposed", row, by=by, after={name: plain(getattr(row, name)) for name in _KEPT})
    return row


def change_press(*, proposal, expected_version, by, **changes):
    """Change it, or say that it was sent, used, not used. Coordinators who see it. Somebody quicker: `Stale`. Sent or
    used while a gate of its line is shut: `GatesShut`, and the trail keeps that it was tried."""
    try:
        return _change(proposal, expected_version, by, changes)
    except GatesShut as refused:
        record("press.sending_refused", proposal, by=by, after={"gates": refused.keys})
        raise


@transaction.atomic
def _change(proposal, expected_version, by, changes):
    policy.check_can_plan(by, proposal.cluster_id)
    policy.check_still_visible(proposal, by)
    changes = {name: value for name, value in stripped_of(changes, FIELDS).items() if value != getattr(proposal, name)}
    before = {name: plain(getattr(proposal, name)) for name in changes if name in _KEPT}
    was = proposal.state
    for name, value in changes.items():
        setattr(proposal, name, value)
    _check(proposal, by)
    _check_gates(proposal, was, by, is_moved="plan_line" in changes)
    save_version(proposal, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(proposal, by)
    if changes:
        after = {name: plain(changes[name]) for name in before}
        after["texts"] = sorted(set(changes) - set(_KEPT))
        record("press.changed", proposal, by=by, before=before or None, after=after)
    return proposal
