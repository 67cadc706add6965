"""Writes to press proposals. Coordinators only; the trail keeps states and marks, never issue or facts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core import policy as visibility
from engagements import policy
from engagements.actions.interactions import plain, record
from engagements.actions.plans import save_version
from engagements.enums import PressState
from engagements.models import PressProposal

_KEPT = ("embargo_until", "state", "names_cluster", "exposure")
FIELDS = frozenset({"plan_line", "mechanism", "issue", "facts", "gap", *_KEPT})


def _stripped(fields):
    unknown = set(fields) - FIELDS
    if unknown:
        raise TypeError(f"A press proposal has no {', '.join(sorted(unknown))}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


def _check(row, by):
    line = row.plan_line
    if line is not None and (line.cluster_id != row.cluster_id or not visibility.is_visible(line, by)):
        raise ValidationError({"plan_line": _("This plan line does not exist in this cluster.")})
    if row.state == PressState.USED and row.embargo_until and row.embargo_until > clock.today(by.time_zone or "UTC"):
        raise ValidationError({"state": _("It is under embargo until a day that has not come.")})
    row.full_clean(exclude=["cluster", "plan_line", "mechanism", "created_by"])


@transaction.atomic
def propose_press(*, cluster, by, **fields):
    """A new proposal (fields of `FIELDS`) of `cluster`. Coordinators only. Restricted, and without the cluster's name,
    unless said otherwise. Twice makes two."""
    policy.check_can_plan(by, cluster.pk)
    row = PressProposal(cluster=cluster, created_by=by, **_stripped(fields))
    _check(row, by)
    row.save(force_insert=True)
    policy.check_still_visible(row, by)
    record("press.proposed", row, by=by, after={name: plain(getattr(row, name)) for name in _KEPT})
    return row


@transaction.atomic
def change_press(*, proposal, expected_version, by, **changes):
    """Change it, or say that it was sent, used, not used. Coordinators who see it. Somebody quicker: `Stale`."""
    policy.check_can_plan(by, proposal.cluster_id)
    policy.check_still_visible(proposal, by)
    changes = {name: value for name, value in _stripped(changes).items() if value != getattr(proposal, name)}
    before = {name: plain(getattr(proposal, name)) for name in changes if name in _KEPT}
    for name, value in changes.items():
        setattr(proposal, name, value)
    _check(proposal, by)
    save_version(proposal, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(proposal, by)
    if changes:
        after = {name: plain(changes[name]) for name in before}
        after["texts"] = sorted(set(changes) - set(_KEPT))
        record("press.changed", proposal, by=by, before=before or None, after=after)
    return proposal
