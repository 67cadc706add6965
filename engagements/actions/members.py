"""Writes about the members of a cluster: ask their organisations, answer for one, speak for those who agree. The trail
keeps states, days and ids, never words."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core import clock, outbox
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy, rules
from engagements.actions.approval import organisations_of
from engagements.actions.plans import hold, record, save_version
from engagements.actions.positions import check_recorder, check_version, needed, one_line
from engagements.enums import MemberAnswer, MemberDemand, OnBehalfOf
from engagements.models import MemberPosition, PositionRequest, Version
from engagements.queries import approval

ASKED = "position.asked"
REMINDER = "position.reminder"
OVERDUE = "position.overdue"
POSITION = "engagements.member_position"
_LONGEST_ASKING = 366
_REMINDER_HOUR = 7
_LONGEST_WORD = 200


def _check_organisations(plan_line, version, organisations):
    """Organisations of the cluster, each with somebody who may read what she is asked about; all of them where a
    majority counts."""
    if not organisations:
        raise ValidationError({"organisations": _("Choose whom to ask.")})
    cluster = plan_line.cluster
    known = {row.pk: row for row in organisations_of(cluster)}
    chosen = {organisation.pk for organisation in organisations}
    if chosen - set(known):
        raise ValidationError({"organisations": _("Only organisations of this cluster can be asked.")})
    submission = version.submission if version else None
    if approval.demands_on(plan_line, submission).members == MemberDemand.MAJORITY and chosen != set(known):
        raise ValidationError({"organisations": _("A majority counts here, so every organisation is asked.")})
    readers = {}
    for organisation in organisations:
        people = list(policy.people_of(organisation.pk, cluster))
        thing = version or plan_line
        seeing = [person for person in people if type(thing).objects.visible_to(person).filter(pk=thing.pk).exists()]
        if not seeing:
            raise ValidationError(
                {
                    "organisations": _("Nobody of %(organisation)s may read this. Name somebody first.")
                    % {"organisation": organisation}
                }
            )
        readers[organisation.pk] = [person.pk for person in seeing]
    return readers


@transaction.atomic
def ask_members(
    *,
    plan_line,
    organisations,
    due_on,
    who_decides="",
    note="",
    silence_counts=False,
    quorum=0,
    lists_on_cover=False,
    version=None,
    by,
):
    """Ask member organisations for their position on the engagement or on a fixed version of a text. Coordinators who
    see it. Those who belong to the organisations and may read it are told, and reminded before the due day. Asking
    again is a new asking: the earlier one no longer counts, and its waiting mails are withdrawn."""
    check_recorder(plan_line, by)
    today = clock.today()
    if not today <= due_on <= today + dt.timedelta(days=_LONGEST_ASKING):
        raise ValidationError({"due_on": _("Choose a day that lies ahead, within a year.")})
    if quorum and not silence_counts:
        raise ValidationError({"quorum": _("A quorum belongs to silence that counts.")})
    if not 0 <= quorum <= len(organisations):
        raise ValidationError({"quorum": _("At most as many as are asked.")})
    if lists_on_cover and version is None:
        raise ValidationError({"lists_on_cover": _("Only who endorses a fixed text can stand on its cover.")})
    check_version(version, plan_line, by)
    readers = _check_organisations(plan_line, version, organisations)
    for earlier, positions in policy.askings_of(plan_line):
        if (earlier.version_id is None) == (version is None):
            _withdraw_mails(positions, "asked again")
    request = PositionRequest(
        plan_line=plan_line,
        version=version,
        due_on=due_on,
        who_decides=one_line(who_decides),
        note=clean_text(note).strip(),
        silence_counts=silence_counts,
        quorum=quorum,
        lists_on_cover=lists_on_cover,
        asked_by=by,
    )
    request.clean_fields(exclude=["plan_line", "version", "asked_by"])
    request.save(force_insert=True)
    positions = MemberPosition.objects.bulk_create(
        [MemberPosition(request=request, organisation=organisation) for organisation in organisations]
    )
    policy.check_still_visible(request, by)
    record(
        "positions.asked",
        request,
        plan_line,
        by=by,
        after={
            "organisations": sorted(readers),
            "due_on": due_on.isoformat(),
            "silence_counts": silence_counts,
            "quorum": quorum,
            "lists_on_cover": lists_on_cover,
            "version": version.number if version else None,
            "submission": version.submission_id if version else None,
        },
    )
    for position in positions:
        _queue_mails(position, request, [pk for pk in readers[position.organisation_id] if pk != by.pk])
    return request


def _queue_mails(position, request, people):
    outbox.queue(kind=ASKED, subject_type=POSITION, subject_id=position.pk, recipients=people, due_on=request.due_on)
    for day in rules.reminder_days(clock.today(), request.due_on):
        outbox.queue(
            kind=REMINDER,
            subject_type=POSITION,
            subject_id=position.pk,
            recipients=people,
            due_on=request.due_on,
            lead_days=(request.due_on - day).days,
            not_before=dt.datetime.combine(day, dt.time(_REMINDER_HOUR), dt.UTC),
        )
    if not request.silence_counts:
        # Once more after the day. Where silence counts it has been counted by then.
        outbox.queue(
            kind=OVERDUE,
            subject_type=POSITION,
            subject_id=position.pk,
            recipients=people,
            due_on=request.due_on,
            not_before=dt.datetime.combine(request.due_on + dt.timedelta(days=1), dt.time(_REMINDER_HOUR), dt.UTC),
        )


def _withdraw_mails(positions, reason):
    for position in positions:
        outbox.withdraw(subject_type=POSITION, subject_id=position.pk, reason=reason)


def _give(position, answer, expected_version, by, **given):
    if answer not in MemberAnswer.values:
        raise ValidationError({"answer": _("Choose a position.")})
    if answer == MemberAnswer.DECLINED and not given["comment"]:
        raise ValidationError({"comment": _("Say what would have to change.")})
    for name in ("decided_by", "given_where"):
        if len(given[name]) > _LONGEST_WORD:
            raise ValidationError({name: _("Use at most %(most)s characters.") % {"most": _LONGEST_WORD}})
    before = position.answer
    is_confirmed = position.given_for_id is not None and before == answer
    if before and not is_confirmed and not rules.may_say(before, answer):
        raise Refused(
            _("This organisation has said “%(before)s”. After that “%(answer)s” cannot follow.")
            % {"before": MemberAnswer(before).label, "answer": MemberAnswer(answer).label}
        )
    request = position.request
    newest = [each for each, _rows in policy.askings_of(request.plan_line) if each.version_id == request.version_id]
    if newest and newest[0].pk != request.pk:
        raise Stale(_("The members were asked again since. Answer the newer asking."))
    if request.version_id is not None:
        submission = policy.submission_of(request.version)
        if request.version.text_hash != submission.text_hash:
            raise Stale(_("The text was changed since you were asked. Your position would be about another text."))
    changed = policy.position_row(position).filter(row_version=expected_version)
    changes = {"answer": answer, "answered_at": clock.now(), "given_for": None, **given}
    if not changed.update(row_version=F("row_version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(position, name, value)
    position.row_version = expected_version + 1
    _withdraw_mails([position], "answered")
    if request.lists_on_cover:
        forget_files(request.version, by)
    return before


def forget_files(version, by):
    """What was rendered says another thing on its cover now: it is made anew at the next call."""
    _forget(Version.objects.visible_to(by).filter(pk=version.pk))


def _forget(versions):
    """The final file too, as long as it has not gone out: what is on record as sent stays as it is."""
    policy.unsent_final_files(versions).delete()
    versions.update(pdf=None, docx=None)


@transaction.atomic
def answer_position(*, position, answer, decided_by="", comment="", may_be_named=False, expected_version, by):
    """Give the position of one's own organisation; `may_be_named`: it may stand on the cover of the document. Only
    people who belong to it in the cluster and see what it is about. Declining needs a comment. An answer may be changed
    as rules.positions.ANSWER_MOVES says, or confirmed where a spelling-only change carried it. `Stale` when a colleague
    was quicker, the members were asked again, or the text is another one by now."""
    policy.check_can_answer_position(by, position)
    policy.check_still_visible(position, by)
    policy.hold_line(position.request.plan_line)
    before = _give(
        position,
        answer,
        expected_version,
        by,
        may_be_named=bool(may_be_named),
        decided_by=one_line(decided_by),
        comment=clean_text(comment).strip(),
        answered_by=by,
        given_where="",
    )
    _record_answer("position.answered", position, before, by)
    return position


@transaction.atomic
def record_position(
    *, position, answer, given_where, decided_by="", comment="", may_be_named=False, expected_version, by
):
    """Write down what an organisation said elsewhere, and where. Coordinators; marked as such for everybody."""
    policy.check_can_record_positions(by, position.request.plan_line.cluster_id)
    policy.check_still_visible(position, by)
    given_where = one_line(given_where)
    needed(given_where=given_where)
    hold(position.request.plan_line, by)
    before = _give(
        position,
        answer,
        expected_version,
        by,
        may_be_named=bool(may_be_named),
        decided_by=one_line(decided_by),
        comment=clean_text(comment).strip(),
        answered_by=by,
        given_where=given_where,
    )
    _record_answer("position.recorded", position, before, by)
    return position


def _record_answer(verb, position, before, by):
    record(
        verb,
        position,
        position.request.plan_line,
        by=by,
        before={"answer": before},
        after={
            "answer": str(position.answer),
            "organisation": position.organisation_id,
            "asking": position.request_id,
        },
    )


@transaction.atomic
def speak_for_like_minded(*, plan_line, request, names_them=False, expected_version, by):
    """Sign-off was partial: from now on the engagement speaks for the organisations that endorsed it in `request`
    instead of the cluster (guide report, line 101; MATRIX G006). Coordinators who see the line. `names_them`: their
    names may stand on documents. Refused while nobody endorsed it."""
    check_recorder(plan_line, by)
    if request.plan_line_id != plan_line.pk:
        raise ValidationError(_("This asking belongs to another engagement."))
    rows = MemberPosition.objects.visible_to(by).filter(request=request, answer=MemberAnswer.ENDORSED)
    supporters = [
        {"id": row.organisation_id, "name": str(row.organisation)} for row in rows.select_related("organisation")
    ]
    if not supporters:
        raise Refused(_("No organisation has endorsed it yet, so there is nobody to speak for."))
    before = plan_line.on_behalf_of
    save_version(
        plan_line,
        expected_version,
        by,
        on_behalf_of=OnBehalfOf.LIKE_MINDED,
        supporters=supporters,
        names_supporters=bool(names_them),
        updated_at=clock.now(),
    )
    # What was rendered says "the cluster" on its cover.
    _forget(policy.versions_on(plan_line))
    record(
        "plan_line.like_minded",
        plan_line,
        plan_line,
        by=by,
        before={"on_behalf_of": str(before)},
        after={
            "on_behalf_of": str(OnBehalfOf.LIKE_MINDED),
            "organisations": [one["id"] for one in supporters],
            "named": bool(names_them),
        },
    )
    return plan_line


def carry_askings(change, *, by):
    """The newest asking about the earlier version goes on about the newer one, with its answers, each saying for which
    version it was given. Part of `declare_spelling_only`. Returns the ids of the organisations whose yes or no goes
    along; those who have not answered are waited for, and reminded, as before."""
    asked = policy.askings_on(change.from_version)
    if not asked:
        return []
    earlier = asked[0]
    request = PositionRequest.objects.create(
        plan_line=earlier.plan_line,
        version=change.to_version,
        due_on=earlier.due_on,
        who_decides=earlier.who_decides,
        note=earlier.note,
        silence_counts=earlier.silence_counts,
        quorum=earlier.quorum,
        lists_on_cover=earlier.lists_on_cover,
        carried=change,
        asked_by=earlier.asked_by,
    )
    carried = []
    old = list(policy.positions_on(earlier))
    _withdraw_mails(old, "the text was corrected")
    for position in old:
        # A no, or an answer that is neither, is about the earlier text; the organisation reads the new one.
        goes_along = position.answer in rules.AGREES
        copy = MemberPosition.objects.create(
            request=request,
            organisation_id=position.organisation_id,
            **(
                {
                    "answer": position.answer,
                    "decided_by": position.decided_by,
                    "comment": position.comment,
                    "answered_by": position.answered_by,
                    "answered_at": position.answered_at,
                    "given_where": position.given_where,
                    "may_be_named": position.may_be_named,
                    "given_for_id": position.given_for_id or change.from_version_id,
                }
                if goes_along
                else {}
            ),
        )
        if goes_along:
            carried.append(position.organisation_id)
        else:
            _queue_mails(copy, request, _who_may_read(copy, request))
    return sorted(carried)


def _who_may_read(position, request):
    people = policy.people_of(position.organisation_id, request.plan_line.cluster)
    return [person.pk for person in people if Version.objects.visible_to(person).filter(pk=request.version_id).exists()]


def wait_again(positions):
    """Answers that were carried and do not count any more are asked for again. Part of `object_to_spelling`."""
    for position in positions:
        if position.request.due_on >= clock.today():
            _queue_mails(position, position.request, _who_may_read(position, position.request))


def organisations_to_ask(plan_line):
    """The organisations that may be asked about `plan_line`, by name."""
    return Organisation.objects.filter(pk__in=organisations_of(plan_line.cluster).values("pk"))
