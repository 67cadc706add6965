"""Who hears that a date moved or was cancelled. Called inside the transaction that moves it."""

import datetime as dt

from django.utils.translation import gettext_noop

from calendar_app.enums import EXACT, EntryState, Publication
from calendar_app.ladder import A_DAY, Recipient, last_weekday, morning, next_weekday
from calendar_app.models import Mute
from calendar_app.notices.urgency import is_urgent, urgent_days
from calendar_app.recipients import Ladders, in_charge_of
from calendar_app.reminders import CANCELLED, MOVED, REMINDER, SUBJECT, is_countable
from clusters.enums import Rhythm
from core import clock, outbox
from core.enums import DeliveryState
from core.events import subscribe
from core.models import Delivery

# Who announces a move without a word of its hour.
SAME_HOUR = object()
# What a waiting notice remembers of the date before.
BELIEVED = ("old_from", "old_on", "old_at")


@subscribe("entry_moved")
def tell_move(*, entry, old_on, new_on, cause, by, old_starts_on=None, old_at=SAME_HOUR):
    """Mails for the old date are withdrawn. One notice with old and new date goes to each person in charge who had been
    reminded of it, or for whom the old or the new date stands on the ladder. Who was not yet told of an earlier move
    hears of both as one; moved back before anyone was told: nobody hears anything. Of a period `old_on` and `new_on`
    are the last days, `old_starts_on` its first day before. `old_at` is the instant before, where an hour was given: a
    changed hour of the same day is told like a move. An estimate that moves is news to nobody but who had been
    reminded while it was more than that."""
    old_starts_on, starts_on = old_starts_on or old_on, entry.starts_on
    if (old_starts_on, old_on) == (starts_on, new_on) and old_at in (SAME_HOUR, entry.due_at):
        return
    outbox.withdraw(
        subject_type=SUBJECT,
        subject_id=entry.pk,
        kind=REMINDER,
        not_due_on=starts_on,
        reason=gettext_noop("The date moved."),
    )
    told = _withdraw_untold(entry)
    if entry.publication != Publication.PUBLISHED or entry.state != EntryState.OPEN:
        return
    ledger = list(
        Delivery.objects.filter(subject_type=SUBJECT, subject_id=str(entry.pk), kind=REMINDER)
        .values_list("recipient_id", "due_on", "state")
        .order_by()
    )
    reminded = {person for person, _due, state in ledger if state in DeliveryState.done()}
    # Only exact dates have rungs. The first of a month without any may mean "that month", and no day is invented.
    was_exact = old_on is not None and (
        old_starts_on.day != 1 or any(due == old_starts_on for _person, due, _state in ledger)
    )
    was_at = None if old_at is SAME_HOUR else old_at
    was = _days(old_starts_on, old_on, was_at) if was_exact else _days(None, None)
    now = _days(starts_on, new_on, entry.due_at)
    people = _people_in_charge(entry)
    ladders = Ladders([person.pk for person in people])
    for person in people:
        knows = told.get(person.pk, was)
        ladder = ladders.of(person.pk, person.reminder_leads, entry.kind)
        if not ladder or all(now[name] == value for name, value in knows.items()):
            continue
        is_near = is_countable(entry) and (
            _on_ladder(person, ladder, old_starts_on if was_exact else None)
            or (entry.precision in EXACT and _on_ladder(person, ladder, starts_on))
        )
        if person.pk in reminded or person.pk in told or is_near:
            near = (old_starts_on, starts_on)
            _queue(MOVED, entry, person, due_on=new_on or old_on, context=knows, near=near)


@subscribe("entry_cancelled")
def tell_cancelled(*, entry, reason, by):
    """Nothing waits any more about a cancelled date; who had been reminded of it hears that it will not be."""
    _withdraw_reminders(entry, gettext_noop("The date was cancelled."))
    told = _withdraw_untold(entry)
    if entry.publication != Publication.PUBLISHED or entry.due_on is None or entry.due_on < clock.today():
        return
    rows = Delivery.objects.filter(subject_type=SUBJECT, subject_id=str(entry.pk), kind__in=[REMINDER, MOVED])
    reminded = set(rows.filter(state__in=DeliveryState.done()).values_list("recipient_id", flat=True)) | set(told)
    for person in _people_in_charge(entry):
        if person.pk in reminded:
            _queue(CANCELLED, entry, person, due_on=entry.due_on, context={}, near=(entry.starts_on,))


@subscribe("entry_met")
def forget_met(*, entry, by):
    _withdraw_reminders(entry, gettext_noop("The date is done."))
    _withdraw_untold(entry)


@subscribe("entry_unpublished")
def forget_unpublished(*, entry, reason, by):
    _withdraw_reminders(entry, gettext_noop("The date was taken back."))
    _withdraw_untold(entry)


@subscribe("entry_reopened")
def forget_cancellation(*, entry, reason, by):
    """The planner arms the withdrawn rungs again by itself."""
    outbox.withdraw(
        subject_type=SUBJECT, subject_id=entry.pk, kind=CANCELLED, reason=gettext_noop("The date is open again.")
    )


def _withdraw_reminders(entry, reason):
    outbox.withdraw(subject_type=SUBJECT, subject_id=entry.pk, kind=REMINDER, reason=reason)


def _days(starts_on, due_on, due_at=None):
    """The days and the hour a person believes in, as a delivery's context keeps them; of a single day the first stays
    empty."""
    first = starts_on.isoformat() if starts_on and starts_on != due_on else ""
    at = due_at.astimezone(dt.UTC).isoformat() if due_at else ""
    return {"old_from": first, "old_on": due_on.isoformat() if due_on else "", "old_at": at}


def _withdraw_untold(entry):
    """Notices of moves that have not gone out are taken back. Returns {person: the days she still believes in}."""
    waiting = Delivery.objects.filter(
        subject_type=SUBJECT, subject_id=str(entry.pk), kind=MOVED, state__in=DeliveryState.waiting()
    )
    believed = {}
    for person, context in waiting.order_by("created_at").values_list("recipient_id", "context"):
        believed.setdefault(person, {name: context[name] for name in BELIEVED if name in context})
    outbox.withdraw(subject_type=SUBJECT, subject_id=entry.pk, kind=MOVED, reason=gettext_noop("The date moved again."))
    return believed


def _people_in_charge(entry):
    muted = set(Mute.objects.filter(entry_id=entry.pk).values_list("user_id", flat=True))
    people = {membership.user_id: membership.user for membership in in_charge_of(entry)}
    return [person for pk, person in people.items() if pk not in muted]


def _on_ladder(person, ladder, day):
    return day is not None and 0 <= (day - clock.day_of(person)).days <= max(ladder)


def _queue(kind, entry, person, *, due_on, context, near):
    outbox.queue(
        kind=kind,
        subject_type=SUBJECT,
        subject_id=entry.pk,
        recipients=[person],
        due_on=due_on,
        # The move is part of the key: moved there, back and there again are three pieces of news.
        lead_days=-1 - entry.sequence,
        context=context,
        not_before=_mail_hour(person, entry, [day for day in near if day is not None]),
    )


def _mail_hour(person, entry, near):
    """When the news goes: at once (None), or with the next mail of the day or the week. What is near cannot wait."""
    today, now = clock.day_of(person), clock.now()
    if person.reminder_rhythm not in (Rhythm.DAILY, Rhythm.WEEKLY) or is_urgent(entry, near, today):
        return None
    recipient = Recipient(person.pk, person.time_zone, person.reminder_hour, ())

    def coming(days):
        return min(hour for hour in (morning(day, recipient) for day in days) if hour > now)

    tomorrow = coming((today, today + A_DAY))
    if person.reminder_rhythm == Rhythm.DAILY:
        return tomorrow
    weekday = person.reminder_weekday
    week = coming((last_weekday(today, weekday), next_weekday(today, weekday)))
    too_late = week + dt.timedelta(days=urgent_days(entry))
    return tomorrow if any(today <= day <= too_late.date() for day in near) else week
