"""Reminders of what has one day, for the planners beside that of the steps: the rungs of each person's ladder that are
due, put into the outbox. It keeps one for each person, subject, rung and day, so any number of planners may run."""

from calendar_app.ladder import Deadline, morning, wanted
from core import outbox


def queue_rungs(kind, subject_type, days, people, *, now, named=str):
    """Queue the rungs that are due at `now`: `days` is {id: day it falls due on}, `people` {id: the `Recipient`s with
    their leads}, `named` makes the subject of an id. Returns how many mails were wanted."""
    count = 0
    for rung in wanted([Deadline(pk, due_on) for pk, due_on in days.items()], people, now=now):
        if not rung.is_skipped:
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
    return count


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
