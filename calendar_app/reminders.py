"""The planner: writes into the ledger who is to be reminded of which date. Sending is the outbox's business; who is
reminded, and how long before, stands in `recipients`."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from calendar_app.enums import EXACT, Certainty, EntryState, Publication
from calendar_app.ladder import WEEK, Deadline, wanted
from calendar_app.models import Entry, Mute
from calendar_app.queries.concern import choices_for
from calendar_app.recipients import Directory, leads_in_charge
from core import clock, heartbeat, outbox
from core.enums import DeliveryState
from core.models import Delivery

SUBJECT = "calendar_app.entry"
REMINDER = "calendar.reminder"
MOVED = "calendar.date_moved"
CANCELLED = "calendar.date_cancelled"
# The name under which the planner's runs are noted.
RUN = "plan-reminders"

BATCH = 500
MOVED_AWAY = gettext_noop("The date moved.")
NOT_WANTED = gettext_noop("Nobody waits for this reminder any more: another person, other days, or the day is past.")
# Counting days to an estimate would be counting to nothing.
COUNTABLE = ~Q(certainty__in=[Certainty.ESTIMATE, Certainty.NOT_ANNOUNCED])
REMINDABLE = Q(state=EntryState.OPEN, publication=Publication.PUBLISHED, precision__in=sorted(EXACT)) & COUNTABLE


def is_countable(entry):
    """Whether days are counted to the date: known to the day, and no estimate."""
    return entry.is_exact and entry.certainty not in (Certainty.ESTIMATE, Certainty.NOT_ANNOUNCED)


@dataclass
class Planned:
    """What a run did: rows queued, entered as skipped, queued again after a withdrawal, and withdrawn."""

    queued: int = 0
    skipped: int = 0
    rearmed: int = 0
    withdrawn: int = 0


def plan_reminders(*, batch=BATCH):
    """Enter every reminder that is due now into the ledger. Returns `Planned`.

    Any number of planners may run at once and as often as they like: each rung is entered once per date. Each batch of
    entries is one transaction, so memory stays the same however many dates there are.
    """
    now = clock.now()
    last_run = heartbeat.last_runs().get(RUN)
    directory = Directory(leads_in_charge(), now, last_run=last_run, fed_by=[REMINDER, MOVED, CANCELLED])
    planned, last = Planned(), 0
    while page := _page(now.date(), directory.horizon, after=last, size=batch):
        _plan_page(page, directory, now, planned)
        last = page[-1].pk
    return planned


def _page(today, horizon, *, after, size):
    # A day of margin on each side: it may be yesterday or tomorrow where the recipient lives.
    # Who wants one mail a week is told of what comes due within the week.
    around = (today - dt.timedelta(days=1), today + dt.timedelta(days=horizon + WEEK + 1))
    everything = Entry.objects.unscoped("the delivery reads each date again through visible_to(recipient)")
    comes = Q(begins_on=None, due_on__range=around) | Q(begins_on__range=around)
    found = everything.filter(REMINDABLE, comes, pk__gt=after).order_by("pk")
    return list(
        found.annotate(cluster_parent_id=F("cluster__parent_id")).values_list(
            "pk",
            "begins_on",
            "due_on",
            "due_at",
            "kind",
            "country_id",
            "cluster_id",
            "cluster_parent_id",
            "session_id",
            "mechanism_id",
            "mechanism__country_id",
            named=True,
        )[:size]
    )


def _plan_page(page, directory, now, planned):
    world = [row for row in page if row.country_id is None and row.cluster_id is None]
    choices = choices_for(world) if world else None
    muted = set(Mute.objects.filter(entry_id__in=[row.pk for row in page]).values_list("entry_id", "user_id"))
    recipients = {
        row.pk: [person for person in directory.concerned(row, choices).values() if (row.pk, person.id) not in muted]
        for row in page
    }
    deadlines = [Deadline(row.pk, row.begins_on or row.due_on, row.due_at) for row in page]
    with transaction.atomic():
        known, obsolete = _known(page)
        unwanted = _write(wanted(deadlines, recipients, now=now), known, now, planned)
        for pks, reason in ((obsolete, MOVED_AWAY), (unwanted, NOT_WANTED)):
            planned.withdrawn += _waiting(pks).update(state=DeliveryState.CANCELLED, error=reason)


def _known(page):
    """Rows of the ledger about these entries: those of today's date by rung, and the ids of those for another date."""
    due = {str(row.pk): row.begins_on or row.due_on for row in page}
    known, obsolete = {}, []
    rows = Delivery.objects.filter(subject_type=SUBJECT, subject_id__in=list(due), kind=REMINDER)
    for pk, subject, person, lead, due_on, state, at in rows.values_list(
        "pk", "subject_id", "recipient_id", "lead_days", "due_on", "state", "not_before"
    ):
        if due[subject] == due_on:
            known[int(subject), person, lead] = (pk, state, at)
        elif state in DeliveryState.waiting():
            obsolete.append(pk)
    return known, obsolete


def _waiting(pks):
    return Delivery.objects.filter(pk__in=pks, state__in=DeliveryState.waiting())


def _write(rungs, known, now, planned):
    """Enter the rungs that are not there yet. Returns the ids of waiting rows that nobody wants any more: the person
    handed her role over, chose other days or muted the date, or its hour has passed."""
    new, again, superseded = [], defaultdict(list), []
    wakes = False
    waiting = {key: (pk, at) for key, (pk, state, at) in known.items() if state in DeliveryState.waiting()}
    # What should have gone out already hands its hour on to the rung that takes its place.
    overdue = {key[:2]: at for key, (_pk, at) in waiting.items() if at <= now}
    for rung in rungs:
        key = (rung.entry_id, rung.recipient_id, rung.lead_days)
        pk, state, _at = known.get(key, (None, None, None))
        waiting.pop(key, None)
        if pk is None:
            new.append(_row(rung, min(rung.not_before, overdue.get(key[:2], rung.not_before))))
            planned.skipped += rung.is_skipped
            planned.queued += not rung.is_skipped
        elif rung.is_skipped and state in DeliveryState.waiting():
            # It waited for a mail server so long that the next rung came.
            superseded.append(pk)
        elif not rung.is_skipped and state == DeliveryState.CANCELLED:
            again[rung.not_before].append(pk)
        else:
            continue
        wakes = wakes or rung.not_before <= now
    Delivery.objects.bulk_create(new, ignore_conflicts=True, batch_size=outbox.CHUNK)
    planned.skipped += _waiting(superseded).update(state=DeliveryState.SKIPPED)
    for not_before, pks in again.items():
        planned.rearmed += outbox.rearm(Delivery.objects.filter(pk__in=pks), not_before=not_before)
    if wakes:
        transaction.on_commit(outbox.wake)
    return [pk for pk, _at in waiting.values()]


def _row(rung, not_before):
    return Delivery(
        subject_type=SUBJECT,
        subject_id=str(rung.entry_id),
        recipient_id=rung.recipient_id,
        kind=REMINDER,
        lead_days=rung.lead_days,
        due_on=rung.due_on,
        state=DeliveryState.SKIPPED if rung.is_skipped else DeliveryState.QUEUED,
        wanted_at=not_before,
        not_before=not_before,
    )
