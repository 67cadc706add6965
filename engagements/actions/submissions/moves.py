"""Moves through the workflow, with their side rows and notices."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.errors import Refused
from core.words import listed
from engagements import policy, workflow
from engagements.actions.gates import GatesShut
from engagements.actions.plans import hold
from engagements.actions.submissions.common import TARGET, record, take
from engagements.actions.submissions.freezing import freeze
from engagements.actions.submissions.readers import check_shared
from engagements.actions.submissions.sending import record_sending
from engagements.enums import SignRole, Verb
from engagements.models import SignOffRequest
from engagements.queries import submissions as queries

LONGEST_REQUEST = 366


def advance(*, submission, verb, by, reason="", expected_version, **details):
    """Make one move of `workflow.TRANSITIONS`; returns the submission.

    Who may, by `workflow`; when, by its guard: both refuse with a sentence. `Stale` when the submission was changed
    since `expected_version`. Entering sign-off freezes a version (or takes the newest if the text is unchanged).
    `submit` takes channel, sent_at (aware), time_zone, receipt and, when it was not the portal's own PDF, file and
    file_name; lateness is noted, never refused. `request_sign_off` takes due_on, the day until which the roles answer
    (default: `HRE_SIGN_OFF_DAYS` from today, but not after the date itself). Side rows, audit entry and notices are
    one transaction. A second identical call finds the submission moved on and is `Stale`. Gates are asked again at the
    moment of sending; an attempt to send past a shut one is refused, and the cluster can read in its trail that it was
    made.
    """
    try:
        return _advance(submission, verb, by, reason, expected_version, details)
    except GatesShut as refused:
        record(
            "submission.sending_refused",
            submission,
            submission,
            by=by,
            after={"gates": refused.keys},
        )
        raise


@transaction.atomic
def _advance(submission, verb, by, reason, expected_version, details):
    transition = workflow.find(submission.status, verb)
    if transition is None:
        raise Refused(
            _("“%(verb)s” is not possible: this submission is %(status)s.")
            % {"verb": Verb(verb).label, "status": submission.get_status_display().lower()}
        )
    policy.check_standing(by, submission, transition)
    reason = reason.strip()
    if verb in workflow.NEEDS_REASON and not reason:
        raise ValidationError({"reason": _("Say why.")})
    changes = {"status": transition.target}
    if verb == Verb.CLEAR:
        changes |= {"cleared_by": by, "cleared_at": clock.now()}
    elif verb in (Verb.RETURN, Verb.WITHDRAW):
        changes |= {"cleared_by": None, "cleared_at": None}
        if verb == Verb.RETURN:
            changes["returned_reason"] = reason
    elif verb == Verb.CONSULT:
        changes |= {"returned_reason": "", "consulted_at": clock.now()}
    elif verb == Verb.REQUEST_SIGN_OFF:
        changes["returned_reason"] = ""
    if verb == Verb.CONSULT:
        # A signature may have ended since somebody was named.
        check_shared(submission, by=by)
    if verb == Verb.SUBMIT:
        # Nobody changes what the gates rest on until the sending is on record.
        hold(submission.plan_line, by)
    if verb == Verb.CLEAR:
        # Before the database refuses an author who clears, with less of a sentence.
        _check_guard(transition, by, submission)
    take(submission, by, expected_version=expected_version, statuses=[transition.source], **changes)
    # Guard and side rows look at what nobody can change any more, because the row is held.
    _check_guard(transition, by, submission)
    after = {"status": str(transition.target)}
    if verb == Verb.REQUEST_SIGN_OFF:
        after |= _ask_roles(submission, by, **details)
    elif verb == Verb.SUBMIT:
        after |= record_sending(submission, by, **details)
    record(
        transition.audit_verb,
        submission,
        submission,
        by=by,
        before={"status": str(transition.source)},
        after=after,
        reason=reason,
    )
    _notify(transition, submission, by)
    return submission


def _check_guard(transition, by, submission):
    if transition.guard is workflow.always:
        return
    facts = queries.facts(by, submission)
    missing = transition.guard(facts)
    if not missing:
        return
    sentence = " ".join(str(sentence) for sentence in missing)
    shut = [gate.key for gate in facts.gates if not gate.ok]
    if transition.verb == Verb.SUBMIT and shut:
        raise GatesShut(sentence, shut)
    raise Refused(sentence)


def usual_due_on(submission, by):
    """Until when the roles are asked to sign where `by`, who asks them, says nothing else."""
    today, entry = clock.day_of(by), submission.plan_line.entry
    due_on = today + dt.timedelta(days=settings.HRE_SIGN_OFF_DAYS)
    if entry is not None and entry.due_on is not None and today <= entry.due_on < due_on:
        return entry.due_on
    return due_on


def _ask_roles(submission, by, *, due_on=None):
    """Freeze the text and ask the roles for their sign-off until a day; returns what the trail says of it."""
    today = clock.day_of(by)
    due_on = due_on or usual_due_on(submission, by)
    if not today <= due_on <= today + dt.timedelta(days=LONGEST_REQUEST):
        raise ValidationError({"due_on": _("Choose a day that lies ahead, within a year.")})
    version = _freeze_for_sign_off(submission, by)
    SignOffRequest.objects.visible_to(by).filter(version=version).delete()
    SignOffRequest.objects.create(version=version, due_on=due_on, asked_by=by, asked_at=clock.now())
    return {"version": version.number, "due_on": due_on.isoformat()}


def _freeze_for_sign_off(submission, by):
    unknown = queries.unknown_in(by, queries.sections_with_text(by, submission), language=submission.language)
    if unknown:
        raise Refused(_("No recommendation has this number: %(tokens)s.") % {"tokens": listed(unknown)})
    newest = queries.newest_version(by, submission)
    if newest is not None and newest.text_hash == submission.text_hash:
        return newest
    return freeze(submission, by, note="")


def _notify(transition, submission, by):
    if not transition.notify:
        return
    if transition.verb == Verb.RETURN:
        people = {submission.author_id}
    else:
        people = policy.people_told(submission)
        if transition.verb == Verb.REQUEST_SIGN_OFF:
            roles = frozenset().union(*(policy.HOLDERS_OF[SignRole(role)] for role in submission.required_sign_offs))
            signatories = policy.holders(submission.plan_line.cluster, roles)
            people &= set(signatories.values_list("pk", flat=True))
    outbox.queue(
        kind=transition.notify,
        subject_type=TARGET,
        # The version is part of the name: the same move may rightly be told again on one day.
        subject_id=f"{submission.pk}:{submission.version}",
        recipients=sorted(people - {by.pk}),
        due_on=clock.today(),
    )
