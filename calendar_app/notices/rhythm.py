"""When news that can wait goes: at once, or with the next mail of the day or the week."""

from calendar_app.ladder import A_DAY, Recipient, last_weekday, morning, next_weekday
from clusters.enums import Rhythm
from core import clock
from core.enums import DeliveryState
from core.models import Delivery
from core.outbox import queue


def mail_hour(person):
    """The instant before which news is not sent to `person`, or None for at once."""
    if person.reminder_rhythm not in (Rhythm.DAILY, Rhythm.WEEKLY):
        return None
    today, now = clock.day_of(person), clock.now()
    recipient = Recipient(person.pk, person.time_zone, person.reminder_hour, ())
    days = (today, today + A_DAY)
    if person.reminder_rhythm == Rhythm.WEEKLY:
        days = (last_weekday(today, person.reminder_weekday), next_weekday(today, person.reminder_weekday))
    return min(hour for hour in (morning(day, recipient) for day in days) if hour > now)


def queue_once(*, kind, subject_type, subject_id, people):
    """One mail of `kind` about the subject to each of `people`, in her rhythm, however often this is called: whoever
    has been written to is not again, a withdrawn mail waits again. Inside the transaction of the change."""
    known = Delivery.objects.filter(kind=kind, subject_type=subject_type, subject_id=subject_id)
    rows = list(known.order_by("created_at").values_list("recipient_id", "state", "due_on"))
    told = {person for person, state, _day in rows if state != DeliveryState.CANCELLED}
    # The day is part of the ledger's key: the first one stays for good.
    day = rows[0][2] if rows else clock.today()
    for person in people:
        if person.pk not in told:
            queue(
                kind=kind,
                subject_type=subject_type,
                subject_id=subject_id,
                recipients=[person],
                due_on=day,
                not_before=mail_hour(person),
            )
