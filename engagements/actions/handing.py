"""Writes to hand-overs (MATRIX A023). The trail keeps that there was one, and between whom; never the note."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import change_membership, hold_cluster
from core import audit, clock, outbox
from core.acting import ACTION_ERRORS, sentences_of
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.readers import name_person
from engagements.actions.submissions.readers import name_submission_person
from engagements.enums.handing import HandOverState
from engagements.models import HandOver

TARGET = "engagements.handover"
GIVEN = "hand_over.given"


def _record(verb, row, by, *, before=None, after=None):
    audit.record(verb=verb, target=row, by=by, cluster_id=row.cluster_id, before=before, after=after, label=str(row))


@transaction.atomic
def begin_hand_over(*, cluster, by):
    """Begin to hand over one's own lead role in `cluster`; who has begun already gets the same one back."""
    held = policy.lead_membership(by, cluster.pk)
    if held is None:
        raise Refused(_("Coordinators hand over the role that they hold in this cluster."))
    hold_cluster(cluster)
    rows = HandOver.objects.visible_to(by).filter(cluster=cluster, from_person=by, state=HandOverState.PREPARED)
    if (row := rows.first()) is not None:
        return row
    row = HandOver.objects.create(cluster=cluster, role=held.role, from_person=by, last_day=held.ends_on)
    _record("hand_over.begun", row, by, after={"role": str(row.role)})
    return row


def _first_day(by):
    """The first day that may be the last one: roles count in UTC, so neither calendar may have it behind itself."""
    return max(clock.day_of(by), clock.today())


@transaction.atomic
def write_hand_over(*, row, to_person, last_day, note, expected_version, by):
    """Who takes over, the last day, and what only one head knows. The person who leaves; anything may still be
    missing. `Stale` when it was saved elsewhere."""
    policy.check_hands_over(by, row)
    if to_person is not None and not policy.successors(row).filter(pk=to_person.pk).exists():
        raise ValidationError({"to_person": _("Only somebody who leads this cluster can take over.")})
    if last_day is not None and last_day < _first_day(by):
        raise ValidationError({"last_day": _("This day is in the past.")})
    row.note = note.strip()
    row.full_clean(exclude=["cluster", "from_person", "to_person"], validate_unique=False, validate_constraints=False)
    save_version(row, expected_version, by, to_person=to_person, last_day=last_day, note=row.note)
    after = {"to": to_person.pk if to_person else None, "last_day": last_day.isoformat() if last_day else None}
    _record("hand_over.written", row, by, after=after)
    return row


def name_successor(*, row, lines=(), submissions=(), by):
    """Name the successor on plan lines and texts that she does not see yet, each by the rules of naming there. Returns
    (how many, [(title, sentence)] of those that were refused): one refusal does not hold up the others."""
    policy.check_hands_over(by, row)
    if row.to_person is None:
        raise ValidationError(_("Choose your successor first."))
    number, refused = 0, []
    for act, name, things in ((name_person, "plan_line", lines), (name_submission_person, "submission", submissions)):
        for thing in things:
            try:
                act(**{name: thing}, person=row.to_person, by=by)
            except ACTION_ERRORS as error:
                refused.append((thing.title, " ".join(str(sentence) for sentence in sentences_of(error))))
            else:
                number += 1
    return number, refused


@transaction.atomic
def give_hand_over(*, row, expected_version, by):
    """Hand over: the role of who leaves ends on the last day, the successor is told by mail. Needs both; refused where
    the successor would not lead the cluster any more on the day after."""
    policy.check_hands_over(by, row)
    errors = {}
    if row.to_person is None or not policy.successors(row).filter(pk=row.to_person_id).exists():
        errors["to_person"] = _("Choose who takes over.")
    if row.last_day is None:
        errors["last_day"] = _("Say which day is your last.")
    elif row.last_day < _first_day(by):
        errors["last_day"] = _("This day is in the past.")
    if errors:
        raise ValidationError(errors)
    if not policy.leads_after(row.to_person, row.cluster_id, row.last_day):
        raise ValidationError({"to_person": _("The role of this person ends first. Choose another day or person.")})
    held = policy.lead_membership(by, row.cluster_id)
    if held is None:
        raise Refused(_("Coordinators hand over the role that they hold in this cluster."))
    if held.ends_on is not None and held.ends_on < row.last_day:
        raise ValidationError({"last_day": _("Your role ends before this day.")})
    save_version(row, expected_version, by, state=HandOverState.GIVEN, given_at=clock.now())
    if held.ends_on != row.last_day:
        change_membership(membership=held, organisation=held.organisation, ends_on=row.last_day, by=by)
    _record("hand_over.given", row, by, before={"state": "prepared"}, after={"state": "given", "to": row.to_person_id})
    outbox.queue(
        kind=GIVEN, subject_type=TARGET, subject_id=str(row.pk), recipients=[row.to_person], due_on=clock.today()
    )
    return row


@transaction.atomic
def receive_hand_over(*, row, expected_version, by):
    """The successor has taken over. Again changes nothing."""
    if row.to_person_id != by.pk or row.state == HandOverState.PREPARED:
        raise Refused(_("Only the successor says that the work is taken over."))
    if row.state == HandOverState.RECEIVED:
        return row
    save_version(row, expected_version, by, state=HandOverState.RECEIVED, received_at=clock.now())
    _record("hand_over.received", row, by, before={"state": "given"}, after={"state": "received"})
    return row
