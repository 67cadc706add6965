"""Cells into values: days, hours, zones. Everything that can be read in two ways is refused, not guessed."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.translation import override

from calendar_app.importing import problems as say
from calendar_app.importing.columns import plain_word
from core.dates import zone_label

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::00(?:\.0+)?)?)?")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|\.)?\s+([^\W\d]+\.?)(?:\s+de)?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_ONLY = re.compile(r"([^\W\d]+\.?)\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
# Russian writes "4 мая 2027 г.".
_WORD_YEAR = re.compile(r"(?<=\d)\s*(?:г\.?|года?)$")
_HOUR = re.compile(r"(\d{1,2})[:h.](\d{2})(?::00)?\s*(am|pm)?", re.IGNORECASE)
_ARABIC_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


class BadCell(ValueError):
    """A cell that cannot be read: `text` says why (untranslated), with its values."""

    def __init__(self, text, **values):
        super().__init__(text)
        self.text, self.values = text, values


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a cell gives it: perhaps with an hour, perhaps only a month, perhaps an instant (aware, UTC)."""

    on: dt.date
    at: dt.time | None = None
    is_month: bool = False
    instant: dt.datetime | None = None


@cache
def known_zones():
    return frozenset(available_timezones())


@cache
def _months():
    names = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
    names |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
    names["sept"] = 9
    for code, _name in settings.LANGUAGES:
        with override(code):
            for table in (MONTHS, MONTHS_3, MONTHS_ALT):
                names |= {str(name).casefold().rstrip("."): number for number, name in table.items()}
    # Arabic has two sets of names; Django knows one.
    levant = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول")
    names |= {name: number for number, name in enumerate((*levant, "تشرين الثاني", "كانون الأول"), start=1)}
    return names


def day_of(value):
    """The `Day` of a cell: a date cell, ISO, or the month in words. Raises BadCell."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            return Day(value.date(), instant=value)
        at = value.time().replace(second=0, microsecond=0)
        return Day(value.date(), at=at if at != dt.time() else None)
    if isinstance(value, dt.date):
        return Day(value)
    if not isinstance(value, str):
        raise BadCell(say.NOT_A_DAY, value=str(value))
    text = _WORD_YEAR.sub("", " ".join(value.translate(_ARABIC_FIGURES).split()))
    if found := _ISO.fullmatch(text):
        year, month, day, hour, minute = found.groups()
        return Day(_day(value, year, month, day), at=_time(value, hour, minute) if hour else None)
    if found := _ISO_MONTH.fullmatch(text):
        return Day(_day(value, found[1], found[2], 1), is_month=True)
    if found := _YEAR_FIRST.fullmatch(text):
        return Day(_day(value, found[1], found[2], found[3] or 1), is_month=found[3] is None)
    if found := _NUMBERS.fullmatch(text):
        return Day(_numbers(value, *found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        return Day(_day(value, found[3], _month(value, found[2]), found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return Day(_day(value, found[3], _month(value, found[1]), found[2]))
    if found := _MONTH_ONLY.fullmatch(text):
        return Day(_day(value, found[2], _month(value, found[1]), 1), is_month=True)
    if text.isdecimal():
        raise BadCell(say.SERIAL_DAY, value=value[:60])
    raise BadCell(say.NOT_A_DAY, value=value[:60])


def _numbers(value, first, separator, second, year):
    if len(year) == 2:
        raise BadCell(say.SHORT_YEAR, value=value)
    first, second = int(first), int(second)
    # With full stops the day always comes first; with strokes it depends on the country.
    if separator == "." or first > 12 or first == second:
        return _day(value, year, second, first)
    if second > 12:
        return _day(value, year, first, second)
    raise BadCell(say.AMBIGUOUS_DAY, value=value)


def _month(value, word):
    number = _months().get(word.casefold().rstrip("."))
    if number is None:
        raise BadCell(say.NOT_A_DAY, value=value[:60])
    return number


def _day(value, year, month, day):
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError as error:
        raise BadCell(say.NO_SUCH_DAY, value=str(value)[:60]) from error


def hour_of(value):
    """The hour in a cell: 18:00, 18h00, 6:00 pm, an hour cell. Raises BadCell."""
    if isinstance(value, dt.datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, dt.time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    found = _HOUR.fullmatch(str(value).translate(_ARABIC_FIGURES).strip())
    if not found:
        raise BadCell(say.NOT_AN_HOUR, value=str(value)[:60])
    return _time(value, found[1], found[2], (found[3] or "").lower())


def _time(value, hour, minute, half=""):
    hour = int(hour)
    if half:
        if not 1 <= hour <= 12:
            raise BadCell(say.NOT_AN_HOUR, value=str(value)[:60])
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return dt.time(hour, int(minute))
    except ValueError as error:
        raise BadCell(say.NOT_AN_HOUR, value=str(value)[:60]) from error


# Places by which people call a zone.
_NAMED = ("Europe/Zurich", "America/New_York", "Africa/Banjul", "Africa/Addis_Ababa", "America/Costa_Rica")


@cache
def _zones_by_place():
    found: dict = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {plain_word(zone_label(name)): name for name in _NAMED}
    return found


def zone_of_cell(value):
    """The IANA name in a cell, or the seat by which the portal calls the zone ("Geneva"). Raises BadCell."""
    name = str(value).strip()
    if name in known_zones():
        return name
    if plain_word(name) in _zones_by_place():
        return _zones_by_place()[plain_word(name)]
    raise BadCell(say.UNKNOWN_ZONE, value=name[:64])
