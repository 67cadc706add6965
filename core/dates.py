"""How dates are written, on page, in mail and in documents alike: one function per form, in the reader's language.

Every function returns plain text in the active language. Instants must be aware; zones are IANA names and are always
named in the text, because a deadline without its zone is half a deadline.
"""

import calendar
import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy, gettext_noop, ngettext, pgettext
from django.utils.translation import gettext as _

from core import clock
from core.words import paused

# Zones are named after the seat people know, not after the city of the zone table.
_SEATS = {"Europe/Zurich": gettext_noop("Geneva"), "America/New_York": gettext_noop("New York")}

# Up to here people count days, then months, then years.
_DAYS_SHOWN = 60
_MONTHS_SHOWN = 23
_DAYS_PER_MONTH = 30.44

# "January 2027", "February-April 2027": announcements are stored as published, in English.
_MONTH_NUMBERS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH_NAME = re.compile("|".join(_MONTH_NUMBERS))
_ANNOUNCED = re.compile(rf"(?:{_MONTH_NAME.pattern})(?:-(?:{_MONTH_NAME.pattern}))? \d{{4}}")

no_date = gettext_lazy("not announced")


def _language():
    return (get_language() or "en").split("-")[0]


def _is_year_first():
    """Chinese writes from the year down to the day, each with its sign: 2027年5月4日."""
    return _language() == "zh"


def _day_number(value):
    # French writes "1er mai 2027".
    return f"{value.day}er" if value.day == 1 and _language() == "fr" else str(value.day)


def _month_of_year(value):
    """ "May 2027", as it follows a day: Spanish and Portuguese write "de mayo de 2027"."""
    return format_date(value, pgettext("date format after a day", "F Y"))


def day_text(value):
    """ "4 May 2027"; for a datetime its own date is taken, unconverted. None gives "not announced"."""
    if value is None:
        return str(no_date)
    if _is_year_first():
        return format_date(value, "Y年n月j日")
    return f"{_day_number(value)} {_month_of_year(value)}"


def short_day_text(value):
    """ "4 May": where the year is plain from the place."""
    if _is_year_first():
        return format_date(value, "n月j日")
    pattern = pgettext("date format after a day", "F")
    return f"{_day_number(value)} {format_date(value, pattern)}"


def month_text(value):
    """ "May 2027": for dates known by month only, and as a heading. Capitalised where it begins a line."""
    return format_date(value, pgettext("date format", "F Y"))


def short_month_text(value):
    """ "Jan 2027": beside a day in a list that has no heading of its own."""
    return format_date(value, pgettext("date format", "M Y"))


def weekday_text(value):
    """ "Tue": the short name of the weekday."""
    return format_date(value, "D")


def long_day_text(value):
    """ "Tuesday 4 May 2027"."""
    if _is_year_first():
        return f"{day_text(value)}，{format_date(value, 'l')}"
    return f"{format_date(value, 'l')} {day_text(value)}"


def period_text(begins, ends):
    """ "18–29 January 2027", "28 February – 3 April 2027", "20 December 2027 – 4 January 2028", or one day."""
    if begins is None or begins == ends:
        return day_text(ends)
    if ends is None:
        return day_text(begins)
    if _is_year_first():
        return f"{day_text(begins)}至{_end_of_period(begins, ends)}"
    if (begins.year, begins.month) == (ends.year, ends.month):
        return f"{_day_number(begins)}–{day_text(ends)}"
    if begins.year == ends.year:
        return f"{short_day_text(begins)} – {day_text(ends)}"
    return f"{day_text(begins)} – {day_text(ends)}"


def _end_of_period(begins, ends):
    """The last day in Chinese, without what it shares with the first: "29日", "4月3日"."""
    if begins.year != ends.year:
        return day_text(ends)
    return format_date(ends, "j日") if begins.month == ends.month else short_day_text(ends)


def time_text(value, zone):
    """ "12:00": the hour of the aware instant `value` in `zone`. Raises ZoneInfoNotFoundError for an unknown zone."""
    return f"{_in_zone(value, zone):%H:%M}"


def zone_label(zone):
    """The place people know a zone by: "Europe/Zurich" is "Geneva", "Africa/Port-au-Prince" its last part."""
    if zone in _SEATS:
        return _(_SEATS[zone])
    return zone.rpartition("/")[2].replace("_", " ")


def instant_text(value, zone):
    """ "4 May 2027, 12:00 (Geneva)": the aware instant `value` as the clocks of the IANA `zone` show it. An hour that
    they show twice says which it is: "25 October 2026, 02:30 (Geneva, UTC+01:00)"."""
    local = _in_zone(value, zone)
    is_twice = len(clock.readings(local.replace(tzinfo=None), zone)) > 1
    return _("%(day)s, %(time)s (%(place)s)") % {
        "day": day_text(local),
        "time": f"{local:%H:%M}",
        "place": paused(zone_label(zone), offset_text(value, zone) if is_twice else ""),
    }


def offset_text(value, zone):
    """ "UTC+01:00": how far the clocks of the IANA `zone` are from UTC at the aware instant `value`."""
    offset = f"{_in_zone(value, zone):%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def _in_zone(value, zone):
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise ValueError("An instant must be an aware datetime.")
    return value.astimezone(ZoneInfo(zone))


def days_left_text(days):
    """How far off a date is, `days` from today (negative: past): "today", "tomorrow", "10 days", "3 months",
    "2 years", "4 days ago". Beyond 60 days rounded to months, beyond 23 months to years."""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    unit, number = _rounded(abs(days))
    return (_AGO if days < 0 else _AHEAD)[unit](number) % {"number": number}


def _rounded(days):
    if days <= _DAYS_SHOWN:
        return "days", days
    months = round(days / _DAYS_PER_MONTH)
    if months <= _MONTHS_SHOWN:
        return "months", months
    return "years", round(months / 12)


_AHEAD = {
    "days": lambda n: ngettext("%(number)d day", "%(number)d days", n),
    "months": lambda n: ngettext("%(number)d month", "%(number)d months", n),
    "years": lambda n: ngettext("%(number)d year", "%(number)d years", n),
}
_AGO = {
    "days": lambda n: ngettext("%(number)d day ago", "%(number)d days ago", n),
    "months": lambda n: ngettext("%(number)d month ago", "%(number)d months ago", n),
    "years": lambda n: ngettext("%(number)d year ago", "%(number)d years ago", n),
}


def announced_text(words):
    """The words in which a date was announced, in the reader's language where they name only months and a year
    ("February-April 2027"); anything else stays as it was published."""
    if not _ANNOUNCED.fullmatch(words):
        return words
    months, _space, year = words.rpartition(" ")
    if _is_year_first():
        return f"{year}年" + _MONTH_NAME.sub(lambda found: f"{_MONTH_NUMBERS[found[0]]}月", months).replace("-", "至")
    pattern = str(pgettext("date format", "F Y")).removeprefix("F")
    named = _MONTH_NAME.sub(lambda found: str(MONTHS[_MONTH_NUMBERS[found[0]]]), months)
    return named + format_date(dt.date(int(year), 1, 1), pattern)


def about_text(value):
    """ "about May 2027": a date of which only the season is known."""
    return pgettext("date", "about %(month)s") % {"month": month_text(value)}


_AS_OF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")


def as_of_text(value):
    """The day, month or year of which a record is, kept as found: "2022-06" reads "June 2022", "2015-03-14" reads
    "14 March 2015", "2024" stays. Anything else is shown as it was found."""
    found = _AS_OF.match(value)
    if found is None:
        return value
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        known = dt.date(year, month or 1, day or 1)
    except ValueError:
        return value
    if day:
        return day_text(known)
    return month_text(known) if month else str(year)
