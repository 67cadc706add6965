"""Reminders of what has one day, for the planners beside that of the steps: the rungs of each person's ladder that are
due, put into the outbox. It keeps one for each person, subject, rung and day, so any number of planners may run."""

from calendar_app.ladder import Deadline, morning, wanted
from core import outbox
from core.enums import DeliveryState
from core.models import Delivery


def queue_rungs(kind, subject_type, days, people, *, now, named=str):
    """Queue the rungs that are due at `now`: `days` is {id: day it falls due on}, `people` {id: the `Recipient`s with
    their leads}, `named` makes the subject of an id. Of several for one person only the nearest goes out: an earlier
    one that still waits, after an outage, is skipped. Returns how many mails were wanted."""
    count, passed = 0, set()
    for rung in wanted([Deadline(pk, due_on) for pk, due_on in days.items()], people, now=now):
        if rung.is_skipped:
            passed.add((named(rung.entry_id), rung.recipient_id, rung.lead_days, rung.due_on))
        else:
            queue_one(
                kind,
                subject_type,
                named(rung.entry_id),
                rung.recipient_id,
                due_on=rung.due_on,
                not_before=rung.not_before,
                lead_days=rung.lead_days,
            )
            count += 1
    _skip(kind, subject_type, passed)
    return count


def _skip(kind, subject_type, passed):
    """Those of `passed`, (subject, person, days before, day), that wait are not sent."""
    if not passed:
        return
    waiting = Delivery.objects.filter(
        kind=kind,
        subject_type=subject_type,
        subject_id__in={subject for subject, *_rest in passed},
        state__in=DeliveryState.waiting(),
    )
    rows = waiting.values_list("pk", "subject_id", "recipient_id", "lead_days", "due_on")
    over = [pk for pk, *key in rows if tuple(key) in passed]
    if over:
        waiting.filter(pk__in=over).update(state=DeliveryState.SKIPPED)


def queue_overdue(kind, subject_type, subject, people, *, due_on, told_on, now):
    """Queue the one mail that says the day is over, to each of `people` for whom the morning of the day
    `told_on(person)` has come. Returns how many mails were wanted."""
    count = 0
    for person in people:
        instant = morning(told_on(person), person)
        if instant <= now:
            queue_one(kind, subject_type, subject, person.id, due_on=due_on, not_before=instant)
            count += 1
    return count


def queue_one(kind, subject_type, subject, recipient_id, *, due_on, not_before, lead_days=-1):
    """One mail of a planner to one person; without `lead_days` it is of no rung."""
    outbox.queue(
        kind=kind,
        subject_type=subject_type,
        subject_id=subject,
        recipients=[recipient_id],
        due_on=due_on,
        lead_days=lead_days,
        not_before=not_before,
    )
