"""Why something is as it is: reasons as plain data, worded in the language of whoever reads them.

A reason is {"text": English sentence (the message id), "values": {...}, "source": ..., "confidence": ...}: plain enough
to be stored as JSON. Dates are ISO text, hours HH:MM, names as they are, with "_fr", "_ar" and so on beside them where
they differ. The rooms keep their own sentences, and say here how their own values are worded.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext

from core import clock
from core.dates import as_of_text, day_text, month_text, zone_label
from core.texts import short_language

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_plurals: dict[str, Callable] = {}
_pasts: dict[str, str] = {}
_wordings: dict[str, Callable] = {}


@dataclass(frozen=True, slots=True)
class Reason:
    """One numbered line in the reader's language; `source` and `confidence` may be empty."""

    text: str
    source: str = ""
    confidence: str = ""


def reason(text, *, source="", confidence="", **values):
    """The stored form. Dates and hours become text, so that the row is plain JSON."""
    return {
        "text": text,
        "values": {name: _plain(value) for name, value in values.items()},
        "source": source,
        "confidence": str(confidence),
    }


def explain(reasons):
    """The reasons as sentences in the active language, in their order. Dates read "4 May 2027", months "May 2027",
    "2022-06" in `as_of` "June 2022", zones by their city. Looks nothing up: safe on any page, about ten microseconds a
    reason."""
    language = short_language()
    return [
        Reason(_sentence(entry, language), entry.get("source", ""), entry.get("confidence", "")) for entry in reasons
    ]


def has_plural(text, choose):
    """Say that `text` counts its value `count`: `choose(number)` gives the sentence by `ngettext`."""
    _plurals[text] = choose


def has_past(text, past):
    """Say how `text` reads once the day in its value `date`, or the whole of the month in its value `month`, is over by
    the reader's clock. What is stored stays as it is: the sentence follows the day on which it is read."""
    _pasts[text] = past


def word_values(name, word):
    """Say how values called `name` are worded: `word(value, is_translated, language)`, where `is_translated` says that
    the value was kept in the reader's language already."""
    _wordings[name] = word


def _plain(value):
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def _sentence(entry, language):
    values, text = entry.get("values", {}), entry["text"]
    plural = _plurals.get(text)
    if text in _pasts and _is_over(values):
        text = _pasts[text]
    template = plural(values["count"]) if plural else gettext(text)
    if not values:
        return template
    return template % {name: _worded(name, values, language) for name in values}


def _is_over(values):
    day = dt.date.fromisoformat(values["date"] if "date" in values else values["month"])
    last = day if "date" in values else day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return last < clock.reader_day(clock.now())


def _worded(name, values, language):
    value = values.get(f"{name}_{language}") or values[name]
    if name in _wordings:
        return _wordings[name](value, value != values[name], language)
    return _written(name, value, language) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _written(name, value, language):
    """Dates, months and zones in words; kept per language, since a page repeats the same few dates many times."""
    if name == "zone":
        return zone_label(value)
    if name == "as_of":
        return as_of_text(value)
    if _ISO_DAY.match(value):
        day = dt.date.fromisoformat(value)
        return month_text(day) if name == "month" else day_text(day)
    return value
