"""The lines of an import in words: what each does, and why a line is broken."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_app.enums import ImportVerdict, Precision, UndoneAs
from calendar_app.importing.columns import label_of
from calendar_app.importing.parsing import CHOICES, COLUMN_OF
from calendar_app.importing.problems import sentence_of
from calendar_app.models import Entry
from calendar_app.queries.importing.shared import TONES
from clusters.models import Country
from core.dates import about_text, day_text, instant_text, month_text, period_text, zone_label
from core.words import listed, paused
from mechanisms.models import Mechanism, Theme

SHORT = 160
# What a preview tells of a new date besides its name and day.
DETAILS = ("kind", "certainty", "stage", "audience", "place", "themes", "source", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changes: its heading, old and new in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an import, ready to print. `entry_pk` is set where the reader may open the date."""

    number: int
    verdict: str
    verdict_label: object
    tone: str
    icon: str
    title: str
    body: str
    country: str
    when: str
    changes: list
    # [(heading of the column, cell as it was, why)]
    problems: list
    # What else a new date would say, as short sentences.
    details: list
    entry_pk: int | None
    undone: object


class Words:
    """Puts lines into words: mechanisms, countries, themes and dates of one page are asked once."""

    def __init__(self, user, rows):
        values = [part for row in rows for part in (row.values, row.before)]
        self.entries = (
            Entry.objects.visible_to(user)
            .select_related("mechanism", "country")
            .defer("explanation", "computed_from")
            .in_bulk([row.entry_id for row in rows if row.entry_id])
        )
        self.mechanisms = Mechanism.objects.in_bulk({part.get("mechanism") for part in values} - {None})
        self.countries = Country.objects.in_bulk({part.get("country") for part in values} - {None})
        self.themes = Theme.objects.in_bulk({key for part in values for key in part.get("themes") or ()})

    def line(self, row):
        entry = self.entries.get(row.entry_id)
        tone, icon = TONES[row.verdict]
        return Line(
            number=row.line,
            verdict=row.verdict,
            verdict_label=ImportVerdict(row.verdict).label,
            tone=tone,
            icon=icon,
            title=self._title(row, entry),
            body=self._body(row, entry),
            country=self._country(row, entry),
            when=self._when(row, entry),
            changes=self._changes(row) if row.verdict in (ImportVerdict.CHANGED, ImportVerdict.MEANWHILE) else [],
            details=self._details(row) if row.verdict == ImportVerdict.NEW else [],
            problems=[self._problem(row, problem) for problem in row.problems],
            entry_pk=entry.pk if entry else None,
            undone=UndoneAs(row.undone_as).label if row.undone_as else "",
        )

    def _title(self, row, entry):
        return row.cells.get("title") or (str(entry) if entry else "") or _("(no title)")

    def _body(self, row, entry):
        if found := self.mechanisms.get(row.values.get("mechanism")):
            return found.label
        return row.cells.get("mechanism") or (entry.mechanism.label if entry else "")

    def _country(self, row, entry):
        if found := self.countries.get(row.values.get("country")):
            return str(found)
        return row.cells.get("country") or (str(entry.country or "") if entry else "")

    def _when(self, row, entry):
        """The day of a good line in words; of a broken one the cells as they were."""
        if row.verdict == ImportVerdict.BROKEN:
            parts = [row.cells.get(name, "") for name in ("starts_on", "ends_on", "hour")]
            return paused(" – ".join(part for part in parts[:2] if part), parts[2])
        values = row.values
        if "due_on" not in values and entry is not None:
            return self._of_entry(entry)
        begins_on = values.get("begins_on", entry.begins_on if entry else None)
        return period(begins_on, values.get("due_on"), values.get("at"), values.get("precision"))

    @staticmethod
    def _of_entry(entry):
        if entry.due_at is not None and entry.begins_on is None:
            return instant_text(entry.due_at, entry.time_zone)
        return period(entry.begins_on, entry.due_on, None, entry.precision)

    def _changes(self, row):
        return [
            Change(self._heading(name, row), self._value(name, row.before.get(name)), self._value(name, value))
            for name, value in row.values.items()
        ]

    @staticmethod
    def _heading(name, row):
        """Of a period the last day stands under its own heading."""
        is_end = name == "due_on" and (row.values.get("begins_on") or row.before.get("begins_on"))
        return label_of("ends_on" if is_end else COLUMN_OF.get(name, name))

    def _details(self, row):
        kept = [(name, row.values[name]) for name in DETAILS if row.values.get(name)]
        return [self._value(name, value) for name, value in kept]

    def _problem(self, row, problem):
        column = problem["column"]
        return label_of(column) if column else "", row.cells.get(column, "")[:SHORT], sentence_of(problem)

    def _value(self, name, value):
        if value in (None, "", []):
            return ""
        if name == "mechanism":
            return self.mechanisms[value].label if value in self.mechanisms else str(value)
        if name == "country":
            return str(self.countries.get(value, value))
        if name == "themes":
            return listed(str(self.themes.get(key, key)) for key in value)
        if name in ("begins_on", "due_on"):
            return day_text(dt.date.fromisoformat(value))
        if name == "time_zone":
            return zone_label(value)
        if name in CHOICES:
            return str(dict(CHOICES[name].choices).get(value, value))
        text = str(value)
        return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def period(begins_on, due_on, at, precision):
    """When, in words. Days as dates or ISO text."""
    begins_on, due_on = _as_day(begins_on), _as_day(due_on)
    if due_on is None:
        return day_text(None)
    if precision == Precision.MONTH:
        return month_text(due_on)
    if precision == Precision.SEASON:
        return about_text(due_on)
    return paused(period_text(begins_on, due_on), at)


def _as_day(value):
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else value or None
