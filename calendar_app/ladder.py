"""Which reminders are due now. Pure: no database, no clock.

A ladder is a set of days before a date (60, 30, 14, 7, 1). A rung is due when its day has come, and stays due until
the date itself: an outage heals by itself. Of several due rungs only the nearest is sent, the earlier ones are
entered as skipped, so a date that is entered late, a new coordinator or a long outage cause one mail, not four.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Deadline:
    """An open date, exact to the day or the hour. `due_on` is local to the mechanism, `due_at` aware or None. Of a
    period `due_on` is the last day (and part of the ledger's key); days are counted to the first, `begins_on`."""

    entry_id: int
    due_on: dt.date
    due_at: dt.datetime | None = None
    begins_on: dt.date | None = None

    @property
    def starts_on(self):
        return self.begins_on or self.due_on


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person with her zone (IANA), the hour of her morning mail and her ladder. `had_digest_today`: she wants one
    mail a day and has had it."""

    id: int
    zone: str
    hour: int
    leads: tuple[int, ...]
    had_digest_today: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of the ledger. `not_before` is aware (UTC)."""

    entry_id: int
    recipient_id: int
    lead_days: int
    due_on: dt.date
    is_skipped: bool
    not_before: dt.datetime


def wanted(
    deadlines: Iterable[Deadline], recipients: Mapping[int, Sequence[Recipient]], *, now: dt.datetime
) -> Iterator[Wanted]:
    """The rungs that are due at the aware instant `now`. `recipients` says who is to be reminded of which entry.

    Days are counted from the recipient's own calendar day to the mechanism's day. Past dates want nothing. The same
    input gives the same rungs at any hour of that day: whoever inserts them ignores those already there.
    """
    for deadline in deadlines:
        if deadline.due_at is not None and deadline.due_at <= now:
            continue
        for recipient in recipients.get(deadline.entry_id, ()):
            yield from _rungs(deadline, recipient, now)


def _rungs(deadline, recipient, now):
    today = now.astimezone(ZoneInfo(recipient.zone)).date()
    days_left = (deadline.starts_on - today).days
    due = sorted(lead for lead in set(recipient.leads) if lead >= days_left)
    if days_left < 0 or not due:
        return
    not_before = _sending_hour(deadline, recipient, today, now)
    for lead in due:
        yield Wanted(deadline.entry_id, recipient.id, lead, deadline.due_on, lead != due[0], not_before)


def _sending_hour(deadline, recipient, today, now):
    """This morning in the recipient's zone; the next one if today's only mail has gone. Never so late that the date
    would be past."""
    if recipient.had_digest_today:
        tomorrow = today + dt.timedelta(days=1)
        if tomorrow < deadline.starts_on and _is_in_time(morning(tomorrow, recipient), deadline):
            return morning(tomorrow, recipient)
    this_morning = morning(today, recipient)
    return this_morning if _is_in_time(this_morning, deadline) else now


def _is_in_time(instant, deadline):
    return deadline.due_at is None or instant < deadline.due_at


def morning(day: dt.date, recipient: Recipient) -> dt.datetime:
    """The recipient's hour on `day` as an instant in UTC. An hour that the clocks skip in spring is taken an hour
    later, one that comes twice in autumn the first time."""
    return dt.datetime.combine(day, dt.time(recipient.hour), ZoneInfo(recipient.zone)).astimezone(dt.UTC)
