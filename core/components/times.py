"""Dates as every page writes them."""

import datetime as dt

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core import clock, dates

SOON_DAYS = 14
FAR_DAYS = 60

_WHOLE_DAY = len("2027-05-04")
_YEAR_ONLY = len("2027")
_DASH = format_html('<span class="day-number" aria-hidden="true">{}</span>', "–")


def day(value):
    """`{% day entry.due_on %}`: "4 May 2027" in the reader's language; nothing known gives "not announced"."""
    if value is None:
        return dates.day_text(None)
    if isinstance(value, dt.datetime):
        value = clock.reader_day(value)
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


def row_day(row, *, with_month=True):
    """`{% row_day row %}`: the place of the day at the start of a row of the calendar, from its `machine_day`
    ("2027-05-04", "2027-05", "2027", or empty), `day`, `month` and `day_note`. Of a day its figure stands large, else
    the month or the year, as far as it is known; a dash only where nothing is known, or where a heading names the month
    already and `with_month=False` leaves it out. Texts are final, in the reader's language."""
    month = row.month if with_month or len(row.machine_day) == _YEAR_ONLY else ""
    if len(row.machine_day) == _WHOLE_DAY:
        figure = _figure(row.day, row.machine_day)
        beneath = format_html("{}<br> {}", month, row.day_note) if month else row.day_note
    elif month:
        figure, beneath = _figure(month, row.machine_day, "day-word"), row.day_note
    else:
        figure, beneath = _DASH, row.day_note
    return _row_day(figure, beneath)


def row_date(value, *, about="", month="", unknown=None):
    """`{% row_date step.due_on %}`: the same place in a row that has a plain date. `about` is what is known in words
    where the day is not ("May-June 2027"); `month` overrides "May 2027" beneath the day; `unknown` stands beneath the
    dash where there is no date, "no date" unless told."""
    # A lookup that fails in a template gives "".
    if not value:
        words = about or (_("no date") if unknown is None else unknown)
        return _row_day(_DASH, format_html(' <span class="meta" dir="auto">{}</span>', words) if words else "")
    if about:
        return _row_day(format_html('<span class="strong" dir="auto">{}</span>', about), "")
    if isinstance(value, dt.datetime):
        value = clock.reader_day(value)
    beneath = format_html(' <span class="meta">{}</span>', month or dates.short_month_text(value))
    return _row_day(_figure(str(value.day), f"{value:%Y-%m-%d}"), beneath)


def _figure(text, machine_day, more="num"):
    """The large words of the place, as `<time>` where a machine can read them."""
    if not machine_day:
        return format_html('<span class="day-number {}">{}</span>', more, text)
    return format_html('<time class="day-number {}" datetime="{}">{}</time>', more, machine_day, text)


def _row_day(figure, beneath):
    return format_html('<div class="row-day">{}{}</div>', figure, beneath)


def days_left(value, *, is_due=True):
    """`{% days_left entry.due_on %}`: "10 days", counted from the reader's own today; 14 days or fewer stand out. With
    `is_due=False` for a date on which nothing is due of the reader (a review, a session): past, it is not late."""
    if value is None:
        return ""
    days = (value - clock.today(timezone.get_current_timezone_name())).days
    past = "days-past" if is_due else "days-far"
    tone = past if days < 0 else "days-soon" if days <= SOON_DAYS else "days-far" if days > FAR_DAYS else ""
    return format_html('<span class="days-left {}" dir="auto">{}</span>', tone, dates.days_left_text(days))
