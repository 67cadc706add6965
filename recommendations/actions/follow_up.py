"""Writes to follow-up: what a cluster adopts, and the activities by which it supports the State. Coordinators of the
cluster. The trail keeps states, marks and ids, never what was written."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from core import audit, clock
from core.errors import Refused
from core.saving import change_version, save_version, stripped_of
from recommendations import policy
from recommendations.enums import ActivityKind, FollowUpState, Mark, OfferState, Progress
from recommendations.models import FollowUp, FollowUpActivity
from recommendations.workflow import OFFER_MOVES, PROGRESS_MOVES, PROGRESS_OF_OFFER

PLAN_FIELDS = (
    "mark",
    "objective",
    "responsible_kind",
    "responsible",
    "follows",
    "support",
    "purpose",
    "method",
    "first_step",
)
ACTIVITY_FIELDS = ("what", "organisation", "owner_role", "starts_on", "due_on", "cost_source", "counterpart")


def _record(verb, row, cluster_id, by, *, before=None, after=None, parent=""):
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=cluster_id,
        parent=parent,
        before=before,
        after=after,
        label=audit.neutral_label(row),
    )


# --- Adopting ---------------------------------------------------------------------------------------------------


def _validated(found):
    if found.responsible.casefold() in {str(found.cluster).casefold(), found.cluster.name.casefold()}:
        raise ValidationError(
            {"responsible": _("The State carries recommendations out; the cluster can only support it.")}
        )
    found.full_clean(exclude=["cluster", "recommendation", "created_by"], validate_unique=False)


@transaction.atomic
def adopt(*, cluster, recommendation, by, **values):
    """Adopt a recommendation for follow-up in the response framework of `cluster`: objective, responsible_kind and
    responsible (the State body), support (the cluster's role), purpose, first_step, mark; follows and method if wanted.
    Coordinators of a cluster of the State it is addressed to. A second time is a ValidationError: a cluster follows a
    recommendation up once, and takes up again what it has ended."""
    policy.check_may_adopt(by, cluster.pk)
    if recommendation.country_id != cluster.country_id:
        raise Refused(_("This recommendation is addressed to another State."))
    # Held, so that two who press at once do not meet in the database.
    hold_cluster(cluster)
    if FollowUp.objects.visible_to(by).filter(cluster=cluster, recommendation=recommendation).exists():
        raise ValidationError(_("Your cluster follows this recommendation up already."))
    found = FollowUp(cluster=cluster, recommendation=recommendation, created_by=by, **stripped_of(values, PLAN_FIELDS))
    _validated(found)
    found.save(force_insert=True)
    after = {"recommendation": recommendation.pk, "mark": str(found.mark), "state": str(found.state)}
    _record("follow_up.adopted", found, cluster.pk, by, after=after)
    return found


@transaction.atomic
def change_follow_up(*, follow_up, expected_version, by, **values):
    """Change the plan or the mark of a follow-up. Coordinators. `Stale` when somebody was quicker; the same again
    changes nothing."""
    policy.check_may_adopt(by, follow_up.cluster_id)
    values, before = stripped_of(values, PLAN_FIELDS), {"mark": str(follow_up.mark)}
    changes = change_version(follow_up, values, expected_version, by, check=_validated, updated_at=clock.now())
    if changes:
        after = {"mark": str(follow_up.mark), "texts": sorted(set(changes) - {"mark"})}
        _record("follow_up.changed", follow_up, follow_up.cluster_id, by, before=before, after=after)
    return follow_up


@transaction.atomic
def set_follow_up_state(*, follow_up, state, reason="", expected_version, by):
    """End a follow-up, with a reason, or take it up again. Coordinators. What was written stays."""
    policy.check_may_adopt(by, follow_up.cluster_id)
    reason = reason.strip()
    if state not in FollowUpState.values:
        raise ValidationError({"state": _("Choose a state.")})
    if state == follow_up.state:
        raise Refused(_("It stands so already."))
    if state == FollowUpState.ENDED and not reason:
        raise ValidationError({"reason": _("Say why in a sentence.")})
    before = {"state": str(follow_up.state)}
    follow_up.state = FollowUpState(state)
    follow_up.reason = reason if state == FollowUpState.ENDED else ""
    _validated(follow_up)
    save_version(
        follow_up,
        expected_version,
        by,
        state=follow_up.state,
        reason=follow_up.reason,
        updated_at=clock.now(),
    )
    _record("follow_up.state", follow_up, follow_up.cluster_id, by, before=before, after={"state": str(state)})
    return follow_up


def record_export(*, cluster, rows, by):
    """That somebody took a list along in which something is for coordinators only. Nothing closed: nothing to say."""
    closed = sum(row.mark == Mark.COORDINATORS for row in rows)
    if closed:
        audit.record(
            verb="follow_up.exported",
            target=cluster,
            by=by,
            cluster_id=cluster.pk,
            after={"number": len(rows), "closed": closed},
        )


# --- Activities ---------------------------------------------------------------------------------------------------


def _parent(follow_up_id):
    return f"recommendations.followup:{follow_up_id}"


def _check_activity(row):
    errors = {}
    if row.organisation_id is None and not row.owner_role:
        errors["owner_role"] = _("Say who does it: an organisation, a role, or both.")
    if row.starts_on and row.due_on and row.starts_on > row.due_on:
        errors["due_on"] = _("This day lies before the beginning.")
    if row.kind == ActivityKind.OFFER and not row.counterpart:
        errors["counterpart"] = _("Say which ministry it is offered to.")
    if row.kind != ActivityKind.OFFER and row.counterpart:
        errors["counterpart"] = _("Only an offer of technical assistance has a counterpart.")
    if errors:
        raise ValidationError(errors)
    row.full_clean(exclude=["follow_up", "organisation", "created_by"], validate_unique=False)


def _check_live(follow_up):
    if follow_up.state != FollowUpState.FOLLOWED:
        raise Refused(_("This follow-up has ended. Take it up again first."))


@transaction.atomic
def add_activity(*, follow_up, kind, by, **values):
    """Plan an activity that supports the State: what, organisation and owner_role (one of them at least), due_on,
    starts_on, cost_source. Of an offer of technical assistance the counterpart ministry; it begins as offered.
    Coordinators. Twice adds twice."""
    policy.check_may_adopt(by, follow_up.cluster_id)
    _check_live(follow_up)
    if kind not in ActivityKind.values:
        raise ValidationError({"kind": _("Choose a kind.")})
    offer = OfferState.OFFERED if kind == ActivityKind.OFFER else ""
    row = FollowUpActivity(
        follow_up=follow_up, kind=kind, offer=offer, created_by=by, **stripped_of(values, ACTIVITY_FIELDS)
    )
    _check_activity(row)
    row.save(force_insert=True)
    after = {"kind": str(kind), "progress": str(row.progress), "offer": str(offer)}
    _record("follow_up_activity.added", row, follow_up.cluster_id, by, after=after, parent=_parent(follow_up.pk))
    return row


@transaction.atomic
def change_activity(*, activity, expected_version, by, **values):
    """Change what, who, when or who pays. Coordinators. The same again changes nothing."""
    follow_up = activity.follow_up
    policy.check_may_adopt(by, follow_up.cluster_id)
    values, parent = stripped_of(values, ACTIVITY_FIELDS), _parent(follow_up.pk)
    changes = change_version(activity, values, expected_version, by, check=_check_activity, updated_at=clock.now())
    if changes:
        after = {"fields": sorted(changes)}
        _record("follow_up_activity.changed", activity, follow_up.cluster_id, by, after=after, parent=parent)
    return activity


def _done_day(progress, done_on, by):
    """The day that a done activity carries; None for the others."""
    if progress != Progress.DONE:
        return None
    today = clock.day_of(by)
    if done_on is not None and done_on > today:
        raise ValidationError({"done_on": _("This day lies in the future.")})
    return done_on or today


def _move(activity, expected_version, by, *, progress, offer, reason, done_on):
    follow_up = activity.follow_up
    _check_live(follow_up)
    before = {"progress": str(activity.progress), "offer": str(activity.offer)}
    changes = {
        "progress": progress,
        "offer": offer,
        "reason": reason,
        "done_on": _done_day(progress, done_on, by),
    }
    for name, value in changes.items():
        setattr(activity, name, value)
    _check_activity(activity)
    save_version(activity, expected_version, by, updated_at=clock.now(), **changes)
    after = {"progress": str(progress), "offer": str(offer)}
    _record(
        "follow_up_activity.moved",
        activity,
        follow_up.cluster_id,
        by,
        before=before,
        after=after,
        parent=_parent(follow_up.pk),
    )
    return activity


@transaction.atomic
def move_activity(*, activity, progress, reason="", done_on=None, expected_version, by):
    """Say how an activity goes: planned, going on, done (`done_on`, today by the reader's clock if left out) or
    dropped, which needs a reason. Coordinators. An offer moves by `move_offer`."""
    policy.check_may_adopt(by, activity.follow_up.cluster_id)
    if activity.kind == ActivityKind.OFFER:
        raise Refused(_("An offer of technical assistance is offered, accepted, declined or delivered."))
    if progress not in Progress.values:
        raise ValidationError({"progress": _("Choose how it goes.")})
    if progress not in PROGRESS_MOVES[Progress(activity.progress)]:
        raise Refused(_("The activity has moved on: this cannot be done now."))
    reason = reason.strip()
    if progress == Progress.DROPPED and not reason:
        raise ValidationError({"reason": _("Say why in a sentence.")})
    return _move(
        activity,
        expected_version,
        by,
        progress=Progress(progress),
        offer="",
        reason=reason if progress == Progress.DROPPED else "",
        done_on=done_on,
    )


@transaction.atomic
def move_offer(*, activity, offer, reason="", done_on=None, expected_version, by):
    """Say where an offer of technical assistance stands: accepted or declined by the ministry, delivered (`done_on`),
    or offered anew. `reason` keeps what the ministry said, if anything. Coordinators."""
    policy.check_may_adopt(by, activity.follow_up.cluster_id)
    if activity.kind != ActivityKind.OFFER:
        raise Refused(_("Only an offer of technical assistance can be accepted or declined."))
    if offer not in OfferState.values:
        raise ValidationError({"offer": _("Choose where the offer stands.")})
    if offer not in OFFER_MOVES[OfferState(activity.offer)]:
        raise Refused(_("The offer has moved on: this cannot be done now."))
    return _move(
        activity,
        expected_version,
        by,
        progress=PROGRESS_OF_OFFER[OfferState(offer)],
        offer=OfferState(offer),
        reason=reason.strip(),
        done_on=done_on,
    )
