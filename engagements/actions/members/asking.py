"""Ask the organisations of a cluster for their position, remind them, and let an asking go on about a newer version."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core import clock, outbox
from core.documents.markup import clean_text
from engagements import policy, rules
from engagements.actions.approval import organisations_of
from engagements.actions.plans import record
from engagements.actions.positions import check_recorder, check_version, one_line
from engagements.enums import MemberDemand
from engagements.models import MemberPosition, PositionRequest
from engagements.queries import approval

ASKED = "position.asked"
REMINDER = "position.reminder"
OVERDUE = "position.overdue"
POSITION = "engagements.member_position"
_LONGEST_ASKING = 366
_REMINDER_HOUR = 7


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
    readers = policy.readers_by_organisation(version or plan_line, chosen, cluster)
    for organisation in organisations:
        if not readers[organisation.pk]:
            raise ValidationError(
                {
                    "organisations": _("Nobody of %(organisation)s may read this. Name somebody first.")
                    % {"organisation": organisation}
                }
            )
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
    today = clock.day_of(by)
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
            withdraw_mails(positions, "asked again")
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


def withdraw_mails(positions, reason):
    """The mails that still wait about these positions are not sent any more."""
    for position in positions:
        outbox.withdraw(subject_type=POSITION, subject_id=position.pk, reason=reason)


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
    asked_again = {position.organisation_id for position in old if position.answer not in rules.AGREES}
    readers = policy.readers_by_organisation(change.to_version, asked_again, request.plan_line.cluster)
    withdraw_mails(old, "the text was corrected")
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
            _queue_mails(copy, request, readers[position.organisation_id])
    return sorted(carried)


def wait_again(positions):
    """Answers that were carried and do not count any more are asked for again. Part of `object_to_spelling`."""
    waiting = [position for position in positions if position.request.due_on >= clock.today(clock.LAST_ZONE)]
    if not waiting:
        return
    # All of one asking: a change carries one.
    request = waiting[0].request
    asked = {position.organisation_id for position in waiting}
    readers = policy.readers_by_organisation(request.version, asked, request.plan_line.cluster)
    for position in waiting:
        _queue_mails(position, position.request, readers[position.organisation_id])


def organisations_to_ask(plan_line):
    """The organisations that may be asked about `plan_line`, by name."""
    return Organisation.objects.filter(pk__in=organisations_of(plan_line.cluster).values("pk"))
