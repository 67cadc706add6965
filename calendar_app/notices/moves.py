"""Who hears that a date moved or was cancelled. Called inside the transaction that moves it."""

import datetime as dt

from django.utils.translation import gettext_noop

from calendar_app.enums import EXACT, EntryState, Publication
from calendar_app.ladder import Recipient, morning
from calendar_app.models import Mute
from calendar_app.reminders import CANCELLED, MOVED, REMINDER, SUBJECT, in_charge_of, ladder_of
from clusters.enums import Rhythm
from core import clock, outbox
from core.enums import DeliveryState
from core.events import subscribe
from core.models import Delivery

# So near to a date its move cannot wait for the next daily mail.
URGENT_DAYS = 2


@subscribe("entry_moved")
def tell_move(*, entry, old_on, new_on, cause, by):
    """Mails for the old date are withdrawn. One notice with old and new date goes to each person in charge who had been
    reminded of it, or for whom the old or the new date stands on the ladder. Who was not yet told of an earlier move
    hears of both as one; moved back before anyone was told: nobody hears anything."""
    if old_on == new_on:
        return
    outbox.withdraw(
        subject_type=SUBJECT,
        subject_id=entry.pk,
        kind=REMINDER,
        not_due_on=new_on,
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
    was_exact = old_on is not None and (old_on.day != 1 or any(due == old_on for _person, due, _state in ledger))
    for person in _people_in_charge(entry):
        knows = told.get(person.pk, old_on.isoformat() if was_exact else "")
        if knows == (new_on.isoformat() if new_on else ""):
            continue
        is_near = _on_ladder(person, old_on if was_exact else None) or (
            entry.precision in EXACT and _on_ladder(person, entry.starts_on)
        )
        if person.pk in reminded or person.pk in told or is_near:
            _queue(MOVED, entry, person, due_on=new_on or old_on, context={"old_on": knows}, near=(old_on, new_on))


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
            _queue(CANCELLED, entry, person, due_on=entry.due_on, context={}, near=(entry.due_on,))


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


def _withdraw_untold(entry):
    """Notices of moves that have not gone out are taken back. Returns {person: the date she still believes in}."""
    waiting = Delivery.objects.filter(
        subject_type=SUBJECT, subject_id=str(entry.pk), kind=MOVED, state__in=DeliveryState.waiting()
    )
    believed = {}
    for person, context in waiting.order_by("created_at").values_list("recipient_id", "context"):
        believed.setdefault(person, context.get("old_on", ""))
    outbox.withdraw(subject_type=SUBJECT, subject_id=entry.pk, kind=MOVED, reason=gettext_noop("The date moved again."))
    return believed


def _people_in_charge(entry):
    muted = set(Mute.objects.filter(entry_id=entry.pk).values_list("user_id", flat=True))
    people = {membership.user_id: membership.user for membership in in_charge_of(entry)}
    return [person for pk, person in people.items() if pk not in muted]


def _on_ladder(person, day):
    if day is None:
        return False
    return 0 <= (day - clock.today(person.time_zone)).days <= max(ladder_of(person.reminder_leads))


def _queue(kind, entry, person, *, due_on, context, near):
    today = clock.today(person.time_zone)
    not_before = None
    if person.reminder_rhythm == Rhythm.DAILY and all(
        day is None or abs((day - today).days) > URGENT_DAYS for day in near
    ):
        recipient = Recipient(person.pk, person.time_zone, person.reminder_hour, ())
        not_before = min(
            instant
            for instant in (morning(today, recipient), morning(today + dt.timedelta(days=1), recipient))
            if instant > clock.now()
        )
    outbox.queue(
        kind=kind,
        subject_type=SUBJECT,
        subject_id=entry.pk,
        recipients=[person],
        due_on=due_on,
        # The move is part of the key: moved there, back and there again are three pieces of news.
        lead_days=-1 - entry.sequence,
        context=context,
        not_before=not_before,
    )
