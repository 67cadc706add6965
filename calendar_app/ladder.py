"""Which reminders are due now. Pure: no database, no clock.

A ladder is a set of days before a date (60, 30, 14, 7, 1). A rung is due when its day has come, and stays due until
the date itself: an outage heals by itself. Of several due rungs only the nearest is sent, the earlier ones are
entered as skipped, so a date that is entered late, a new coordinator or a long outage cause one mail, not four.

Who wants one mail a week gets in it every rung whose day comes before the next one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

A_DAY = dt.timedelta(days=1)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Deadline:
    """An open date, exact to the day or the hour. `starts_on` is local to the mechanism, of a period its first day:
    days are counted to it, and it is part of the ledger's key. `due_at` is aware or None."""

    entry_id: int
    starts_on: dt.date
    due_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person with her zone (IANA), the hour of her morning mail and her ladder for the dates at hand.

    `weekday` (0 is Monday): she wants one mail a week, on that day. `had_digest_today`: she wants one mail a day or a
    week and has had today's. `missed_weekly`: nobody planned since the last of her weekdays began, so that the mail of
    the week comes now.
    """

    id: int
    zone: str
    hour: int
    leads: tuple[int, ...]
    had_digest_today: bool = False
    weekday: int | None = None
    missed_weekly: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of the ledger. `due_on` is the day counted to; `not_before` is aware (UTC)."""

    entry_id: int
    recipient_id: int
    lead_days: int
    due_on: dt.date
    is_skipped: bool
    not_before: dt.datetime


def chosen(*, own_of_kind, own, of_kind, usual):
    """The days before that hold for one person and one kind of date, longest first: her own for the kind (None: she
    chose nothing for it; empty: no reminders of it), else her own for all kinds, else the kind's, else the usual."""
    leads = own_of_kind if own_of_kind is not None else own or of_kind or usual
    return tuple(sorted(set(leads), reverse=True))


def wanted(
    deadlines: Iterable[Deadline], recipients: Mapping[int, Sequence[Recipient]], *, now: dt.datetime
) -> Iterator[Wanted]:
    """The rungs that are due at the aware instant `now`. `recipients` says who is to be reminded of which entry.

    Days are counted from the recipient's own calendar day to the mechanism's day. Past dates want nothing. The same
    input gives the same rungs at any hour of that day: whoever inserts them ignores those already there.
    """
    days: dict[Recipient, _Day] = {}
    for deadline in deadlines:
        if deadline.due_at is not None and deadline.due_at <= now:
            continue
        for recipient in recipients.get(deadline.entry_id, ()):
            day = days.get(recipient)
            if day is None:
                day = days[recipient] = _Day(recipient, now)
            yield from _rungs(deadline, recipient, day)


class _Day:
    """The day of one recipient, worked out once for all her dates."""

    __slots__ = ("_recipient", "ahead", "leads", "mornings", "now", "today")

    def __init__(self, recipient, now):
        self._recipient, self.now = recipient, now
        self.today = now.astimezone(ZoneInfo(recipient.zone)).date()
        self.leads = sorted(set(recipient.leads))
        next_mail = next_weekday(self.today, recipient.weekday) if recipient.weekday is not None else None
        # The mail of this week speaks of every rung whose day comes before the next one.
        self.ahead = (next_mail - self.today).days - 1 if next_mail else 0
        self.mornings = [(day, morning(day, recipient)) for day in self._mail_days(next_mail)]

    def _mail_days(self, next_mail):
        """Days on which a mail may go, the one she chose first; today is always the last resort."""
        had, tomorrow = self._recipient.had_digest_today, self.today + A_DAY
        if next_mail is not None:
            is_mail_day = next_mail - self.today == WEEK * A_DAY or self._recipient.missed_weekly
            return (self.today,) if is_mail_day and not had else (next_mail, tomorrow, self.today)
        return (tomorrow, self.today) if had else (self.today,)

    def sending_hour(self, deadline):
        """The first of the mail days that is not too late. Never so late that the date would be past."""
        for day, hour in self.mornings:
            is_early = day == self.today or day < deadline.starts_on
            if is_early and (deadline.due_at is None or hour < deadline.due_at):
                return hour
        return self.now


def _rungs(deadline, recipient, day):
    days_left = (deadline.starts_on - day.today).days
    if days_left < 0:
        return
    not_before, is_skipped = None, False
    for lead in day.leads:
        if lead < days_left - day.ahead:
            continue
        if not_before is None:
            not_before = day.sending_hour(deadline)
        yield Wanted(deadline.entry_id, recipient.id, lead, deadline.starts_on, is_skipped, not_before)
        is_skipped = True


def next_weekday(today: dt.date, weekday: int) -> dt.date:
    """The next day after `today` that is `weekday` (0 is Monday)."""
    return today + A_DAY * ((weekday - today.weekday() - 1) % WEEK + 1)


def last_weekday(today: dt.date, weekday: int) -> dt.date:
    """`today` if it is `weekday`, else the last day before that was."""
    return next_weekday(today, weekday) - WEEK * A_DAY


def morning(day: dt.date, recipient: Recipient) -> dt.datetime:
    """The recipient's hour on `day` as an instant in UTC. An hour that the clocks skip in spring is taken an hour
    later, one that comes twice in autumn the first time."""
    return dt.datetime.combine(day, dt.time(recipient.hour), ZoneInfo(recipient.zone)).astimezone(dt.UTC)
