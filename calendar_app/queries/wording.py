"""Dates of an entry in words, computed once and used by list, page, strip and feed alike.

Shown first in the zone in which the date binds, then in the reader's own.
"""

import calendar
import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from calendar_app.enums import DEADLINE_KINDS, EXACT, Audience, Certainty, EntryState, Precision, Publication
from core import clock
from core.dates import (
    about_text,
    announced_text,
    day_text,
    days_left_text,
    month_text,
    period_text,
    time_text,
    zone_label,
)
from core.words import paused
from mechanisms.enums import Obligation

URGENT_DAYS = 14
# "About October" lies ahead until the middle of the season that it means is over: 45 days after the first of the month.
SEASON_DAYS = 45

CERTAINTY_TONE = {
    Certainty.CONFIRMED: "ok",
    Certainty.PROVISIONAL: "warn",
    Certainty.ESTIMATE: "neutral",
    Certainty.NOT_ANNOUNCED: "neutral",
}


_YEAR = re.compile(r"[0-9]{4}")


def is_year(entry):
    """Announced for a year, no more: the month that the entry is sorted by was said by nobody."""
    return entry.precision not in EXACT and _YEAR.fullmatch(entry.about_text) is not None


def month_end(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_month(day):
    return month_end(day) + dt.timedelta(days=1)


def starts_on(entry):
    """The day by which an entry sorts: an event by its first day, a deadline by its only one."""
    return entry.begins_on or entry.due_on


def month_of(entry):
    """The first day of the month in which an entry begins; None when not announced."""
    first = starts_on(entry)
    return first.replace(day=1) if first else None


def zones_text(entry, reader_zone):
    """ "Geneva 18:00 · Maputo 19:00"; with the day where it is another one there. Empty without an hour."""
    if entry.due_at is None:
        return ""
    there = entry.due_at.astimezone(ZoneInfo(entry.time_zone))
    here = entry.due_at.astimezone(ZoneInfo(reader_zone))
    first = f"{zone_label(entry.time_zone)} {time_text(entry.due_at, entry.time_zone)}"
    if zone_label(entry.time_zone) == zone_label(reader_zone):
        return first
    second = f"{zone_label(reader_zone)} {time_text(entry.due_at, reader_zone)}"
    if here.date() != there.date():
        second = paused(second, day_text(here.date()))
    return f"{first} · {second}"


def days_left(entry, today, reader_zone):
    """Days from `today` to the date, in the reader's zone; negative when past; None where no day is known, or where it
    is an estimate: arithmetic makes a day exact, but not sure."""
    if entry.due_on is None or entry.precision not in EXACT or entry.certainty == Certainty.ESTIMATE:
        return None
    if entry.due_at is not None:
        return (entry.due_at.astimezone(ZoneInfo(reader_zone)).date() - today).days
    if entry.begins_on and entry.begins_on <= today <= entry.due_on:
        return 0
    return ((entry.begins_on if entry.begins_on and entry.begins_on > today else entry.due_on) - today).days


def is_bygone(on, precision, today):
    """Whether what is known by month or season only is over: a day that was not announced by then is on no record."""
    if on is None or precision in EXACT:
        return False
    if precision == Precision.SEASON:
        return on.replace(day=1) + dt.timedelta(days=SEASON_DAYS) < today
    return month_end(on) < today


def left_text(entry, today, reader_zone):
    """(words, is urgent): "10 days", "under way", "we will tell you"; empty where it would say nothing."""
    if entry.state == EntryState.CANCELLED:
        return "", False
    if entry.due_on is None:
        return _("We will tell you"), False
    days = days_left(entry, today, reader_zone)
    if days is None:
        return "", False
    if entry.begins_on and entry.begins_on <= today <= entry.due_on:
        return _("Under way"), False
    return days_left_text(days), 0 <= days <= URGENT_DAYS and entry.state == EntryState.OPEN


def when_text(entry):
    """What stands in for a day where none is known, or the period of an event; empty for a plain day."""
    if entry.precision not in EXACT and entry.about_text:
        return announced_text(entry.about_text)
    if entry.precision == Precision.NONE:
        return _("Not announced")
    if entry.precision == Precision.MONTH:
        return _("Month known, day not announced")
    if entry.precision == Precision.SEASON:
        return about_text(entry.due_on)
    if entry.begins_on and entry.begins_on != entry.due_on:
        return period_text(entry.begins_on, entry.due_on)
    return ""


def state_pill(entry):
    """(tone, words) of the one pill that matters most: cancelled, done, else how sure it is. Empty for what is not
    announced."""
    if entry.state == EntryState.CANCELLED:
        return "danger", _("Cancelled")
    if entry.state == EntryState.MET:
        return "ok", _("Done")
    if entry.certainty == Certainty.NOT_ANNOUNCED:
        # Stands in the place of the day already.
        return "", ""
    return CERTAINTY_TONE.get(entry.certainty, "neutral"), entry.get_certainty_display()


def obligation_text(entry, today, country=""):
    """Which State must or may do what until when, as one sentence; empty where none must or may, where it is done or
    cancelled, and where what it might have done is over. `today` is None where the text outlasts the day (a feed)."""
    if entry.obligation not in (Obligation.MUST, Obligation.MAY) or entry.state != EntryState.OPEN:
        return ""
    must, is_over = entry.obligation == Obligation.MUST, today is not None and _is_over(entry, today)
    if is_over and not must:
        return ""
    who = f" ({country})" if country else ""
    sentence = _obligation(must, entry.kind in DEADLINE_KINDS, is_over)
    return sentence % {"country": who, "when": _until(entry)}


def _is_over(entry, today):
    if entry.precision in EXACT:
        return entry.due_on is not None and entry.due_on < today
    return is_bygone(entry.due_on, entry.precision, today)


def _obligation(must, is_handed_in, is_over):
    if not must:
        if is_handed_in:
            return _("The State%(country)s may hand this in %(when)s.")
        return _("The State%(country)s may act on this %(when)s.")
    if is_over:
        if is_handed_in:
            return _("The State%(country)s had to hand this in %(when)s.")
        return _("The State%(country)s had to take part in this %(when)s.")
    if is_handed_in:
        return _("The State%(country)s must hand this in %(when)s.")
    return _("The State%(country)s must take part in this %(when)s.")


def _until(entry):
    """When it is due, as it ends a sentence."""
    if entry.due_on is None:
        return _("on a day that is not announced")
    if is_year(entry):
        return _("during %(month)s") % {"month": entry.about_text}
    if entry.precision == Precision.SEASON:
        return about_text(entry.due_on)
    if entry.precision not in EXACT:
        return _("during %(month)s") % {"month": month_text(entry.due_on)}
    if entry.kind in DEADLINE_KINDS or entry.begins_on:
        return _("by %(day)s") % {"day": day_text(entry.due_on)}
    return _("on %(day)s") % {"day": day_text(entry.due_on)}


def verified_text(entry):
    """The day on which somebody last looked at the date, in words; empty where nobody has yet."""
    return day_text(clock.reader_day(entry.verified_at)) if entry.verified_at else ""


def audience_pill(entry):
    """(tone, words) when not everyone sees the date, or (“”, “”)."""
    if entry.publication == Publication.DRAFT:
        return "warn", _("Draft")
    if entry.audience == Audience.COORDINATORS:
        return "private", _("Coordinators only")
    if entry.audience == Audience.MEMBERS or entry.cluster_id:
        return "neutral", _("Shared with members")
    return "", ""
