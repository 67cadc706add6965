"""Dates as every page writes them."""

import datetime as dt

from django.utils import timezone
from django.utils.html import format_html

from core import clock, dates

SOON_DAYS = 14
FAR_DAYS = 60


def day(value):
    """`{% day entry.due_on %}`: "4 May 2027" in the reader's language; nothing known gives "not announced"."""
    if value is None:
        return dates.day_text(None)
    if isinstance(value, dt.datetime):
        # Of an instant the reader's own day.
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}" dir="auto">{}</time>', f"{value:%Y-%m-%d}", dates.day_text(value))


def as_of(value):
    """`{{ holder.as_of|as_of }}`: "2022-06" in words of the reader's language; what is no date stays as found."""
    return dates.as_of_text(value)


def instant(value, zone=""):
    """`{% instant entry.due_at entry.time_zone %}`: "4 May 2027, 12:00 (Geneva)". Without `zone` the reader's own."""
    if value is None:
        return dates.day_text(None)
    text = dates.instant_text(value, zone or timezone.get_current_timezone_name())
    return format_html('<time datetime="{}" dir="auto">{}</time>', value.isoformat(timespec="minutes"), text)


def days_left(value):
    """`{% days_left entry.due_on %}`: "10 days", counted from the reader's own today; 14 days or fewer stand out."""
    if value is None:
        return ""
    days = (value - clock.today(timezone.get_current_timezone_name())).days
    tone = "days-past" if days < 0 else "days-soon" if days <= SOON_DAYS else "days-far" if days > FAR_DAYS else ""
    return format_html('<span class="days-left {}" dir="auto">{}</span>', tone, dates.days_left_text(days))
