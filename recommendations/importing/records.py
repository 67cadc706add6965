"""What every reader gives: one record after the other, with what is wrong in it."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from calendar_app.importing.problems import UnreadableFile

NO_TEXT = noop("The text is missing.")
UNKNOWN_STATE = noop("“%(value)s” is no State known here.")
NO_STATE = noop("No State is named, and the symbol does not tell it.")
SEVERAL_STATES = noop("Several States are named. Give each its own line.")
UNKNOWN_BODY = noop("“%(value)s” is no mechanism of the catalogue.")
UNKNOWN_POSITION = noop("“%(value)s” is no position of a State.")
NOT_A_DAY = noop("“%(value)s” is not a date.")
NOT_AN_IDENTIFIER = noop("“%(value)s” is not an identifier of the Index.")
TOO_LONG = noop("Longer than %(limit)s characters.")
TWICE = noop("The same stands in line %(line)s.")
IDENTIFIER_TWICE = noop("The same identifier stands in line %(line)s.")
IDENTIFIER_ELSEWHERE = noop("This identifier belongs to a recommendation to %(value)s here.")
NOT_A_RECORD = noop("This is no record of the Index.")

MOST_TEXT = 20_000
# Length of the columns.
LIMITS = {"symbol": 80, "paragraph": 30, "session": 10, "position_source": 200}
_BULLET = re.compile(r"(?:^|\r?\n)\s*-\s+")
_COUNTRY_OF_SYMBOL = re.compile(r"^[A-Z\-]+/(?:C|OP|TYP)/([A-Z]{2,3})/")


@dataclass
class Record:
    """One recommendation as a file gives it. `values` by field of the model, as JSON holds them; `problems`:
    [{"column", "text", "values", "cell"}]; a record with problems is not written."""

    line: int
    values: dict
    problems: list = field(default_factory=list)

    def refuse(self, column, text, cell="", **values):
        self.problems.append({"column": column, "text": text, "values": values, "cell": str(cell)[:160]})


def most_rows():
    return settings.HRE_RECOMMENDATIONS_MAX_ROWS


def check_rows(number):
    """Refuses a file with too many records of the countries that are asked for."""
    if number > most_rows():
        sentence = _("The file has more than %(limit)s recommendations. Choose fewer countries, or split it.")
        raise UnreadableFile(sentence % {"limit": most_rows()}, status=413)


def values_of(cell):
    """The values of a cell: each begins with "- ", several stand on lines of their own. Labels hold commas, semicolons
    and hyphens themselves."""
    text = str(cell or "").strip()
    if not text:
        return []
    return [" ".join(part.split()) for part in _BULLET.split(f"\n{text}") if part.strip(" -\r\n")]


def one_of(cell):
    """The only value of a cell, without the hyphen before it."""
    found = values_of(cell)
    return found[0] if found else ""


def iso_day(record, column, value):
    """The day of a cell as ISO text, empty when there is none; what is no day is a problem."""
    if value in (None, ""):
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        record.refuse(column, NOT_A_DAY, text, value=text[:60])
        return ""


def identifier(record, column, value):
    """The UUID of a cell in small letters, empty when there is none."""
    text = str(value or "").strip()
    if not text:
        return ""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        record.refuse(column, NOT_AN_IDENTIFIER, text, value=text[:60])
        return ""


def country_of_symbol(symbol, states):
    """The State that a symbol of a committee names ("CEDAW/C/IRQ/CO/8"), or empty."""
    found = _COUNTRY_OF_SYMBOL.match(symbol)
    return states.code(found.group(1)) if found else ""


def check_lengths(record, columns):
    """`columns`: {field: name of the column}."""
    for name, limit in LIMITS.items():
        if len(record.values.get(name, "")) > limit:
            record.refuse(columns.get(name, ""), TOO_LONG, record.values[name], limit=limit)
    if len(record.values.get("text", "")) > MOST_TEXT:
        record.refuse(columns.get("text", ""), TOO_LONG, record.values["text"], limit=MOST_TEXT)
