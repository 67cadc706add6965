"""Lines into values of dates. What is wrong is gathered cell by cell, so that one look shows all of it."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field

from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Precision, VisitStage
from calendar_app.importing import problems as say
from calendar_app.importing.cells import BadCell, day_of, hour_of, zone_of_cell
from calendar_app.importing.lookups import choice_of
from calendar_app.importing.problems import Problem
from calendar_app.models import Entry
from core.enums import Confidence
from mechanisms.enums import AuthorType, Obligation

# Column: (field of the date, length).
TEXTS = {
    **{name: (name, 250) for name in Entry.TITLES},
    "place": ("place", 120),
    "about": ("about_text", 80),
    "source": ("source", 4000),
    "note": ("note", 10_000),
}
CHOICES = {
    "kind": EntryKind,
    "precision": Precision,
    "certainty": Certainty,
    "stage": VisitStage,
    "audience": Audience,
    "author_type": AuthorType,
    "obligation": Obligation,
    "confidence": Confidence,
    "state": EntryState,
}
# Longer cells are cut for keeping; no text of a date may be that long.
LONGEST = 10_001
# The values that make up when a date is; they are compared and changed together.
WHEN = ("begins_on", "due_on", "at", "time_zone", "precision")
COLUMN_OF = {
    **{field_name: column for column, (field_name, _length) in TEXTS.items()},
    "begins_on": "starts_on",
    "due_on": "starts_on",
    "due_at": "hour",
    "at": "hour",
}
_BETWEEN = re.compile(r"[;|\n]")
_ROUGH = (Precision.MONTH, Precision.SEASON)


@dataclass
class Parsed:
    """A line as values. `values` holds only what the file gives (days and hours as such, ids of things); `cleared`:
    texts whose cell is there and empty; `has_when`: the line says something about when."""

    line: int
    cells: dict
    source_uid: str = ""
    uid: uuid.UUID | None = None
    values: dict = field(default_factory=dict)
    cleared: set = field(default_factory=set)
    problems: list = field(default_factory=list)
    has_when: bool = False
    # An instant in UTC: which day that is, is known with the zone.
    instant: dt.datetime | None = None

    @property
    def starts_on(self):
        return self.values.get("begins_on") or self.values.get("due_on")


def parse(raw, columns, lookups, defaults):
    """The `Parsed` of one `RawRow`. `defaults`: values by column ("kind", "mechanism", "country") where the file says
    nothing."""
    row = Parsed(raw.line, {name: shown(value) for name, value in raw.cells.items()}, raw.source_uid)
    row.problems += raw.problems
    reader = _Reader(row, raw.cells, columns, lookups)
    reader.read_uid()
    for name, (field_name, length) in TEXTS.items():
        reader.read_text(name, field_name, length)
    for name, enum in CHOICES.items():
        if name != "precision":
            reader.read_choice(name, enum)
    reader.read_things()
    reader.read_when()
    if row.uid is None:
        reader.read_defaults(defaults)
        reader.demand("title", "kind", "mechanism")
    return row


def shown(value):
    """A cell as text, for showing and keeping, without the one character that PostgreSQL refuses."""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return str(value)[:LONGEST].replace("\x00", "")


class _Reader:
    def __init__(self, row, cells, columns, lookups):
        self.row, self.cells, self.columns, self.lookups = row, cells, columns, lookups
        # One reason for a cell is enough.
        self.spoilt = {problem.column for problem in row.problems}

    def text(self, name):
        value = self.cells.get(name)
        return "" if value is None or name in self.spoilt else str(value).strip()

    def wrong(self, name, text, **values):
        if name not in self.spoilt:
            self.spoilt.add(name)
            self.row.problems.append(Problem(name, text, values))

    def read_uid(self):
        if text := self.text("uid"):
            try:
                self.row.uid = uuid.UUID(text.removesuffix("@hre-portal"))
            except ValueError:
                self.wrong("uid", say.NOT_A_UID, value=text[:60])

    def read_text(self, name, field_name, length):
        text = shown(self.cells[name]).strip() if name in self.cells and name not in self.spoilt else ""
        if text.startswith("'") and text[1:2] in ("=", "+", "-", "@", "\t", "\r", "\n"):
            # The export's guard against formulas.
            text = text[1:]
        if len(text) > length:
            self.wrong(name, say.TOO_LONG, limit=length)
        elif text:
            self.row.values[field_name] = text
        elif name in self.columns and name not in self.spoilt:
            self.row.cleared.add(field_name)

    def read_choice(self, name, enum):
        if text := self.text(name):
            try:
                self.row.values[name] = choice_of(enum, text)
            except BadCell as bad:
                self.wrong(name, bad.text, **bad.values)

    def read_things(self):
        for name, names in (("mechanism", self.lookups.mechanisms), ("country", self.lookups.countries)):
            if text := self.text(name):
                try:
                    self.row.values[name] = names.find(text).pk
                except BadCell as bad:
                    self.wrong(name, bad.text, **bad.values)
        self._read_themes()

    def _read_themes(self):
        text = self.text("themes")
        if not text:
            if "themes" in self.columns and "themes" not in self.spoilt:
                self.row.cleared.add("themes")
            return
        words = [word.strip() for word in _BETWEEN.split(text) if word.strip()]
        found = set()
        try:
            for word in words:
                found.add(self.lookups.themes.find(word).pk)
        except BadCell as bad:
            if self.row.source_uid:
                # Categories of a calendar file are words of its own.
                self._read_categories(words)
                return
            self.wrong("themes", bad.text, **bad.values)
        self.row.values["themes"] = sorted(found)

    def _read_categories(self, words):
        """Categories of a foreign calendar: a kind, a mechanism, themes; what is none of these says nothing here."""
        themes = set()
        for word in words:
            for name, find in (
                ("themes", lambda word: self.lookups.themes.find(word).pk),
                ("mechanism", lambda word: self.lookups.mechanisms.find(word).pk),
                ("kind", lambda word: choice_of(EntryKind, word)),
            ):
                try:
                    value = find(word)
                except BadCell:
                    continue
                if name == "themes":
                    themes.add(value)
                else:
                    self.row.values.setdefault(name, value)
                break
        if themes:
            self.row.values["themes"] = sorted(themes)

    def read_defaults(self, defaults):
        for name, value in defaults.items():
            if value and name not in self.spoilt:
                self.row.values.setdefault(name, value)

    def demand(self, *names):
        for name in names:
            if name not in self.row.values:
                self.wrong(name, say.MISSING)

    # --- when ---------------------------------------------------------------------------------------------------

    def _day(self, name):
        value = self.cells.get(name)
        if value is None or value == "" or name in self.spoilt:
            return None
        try:
            return day_of(value)
        except BadCell as bad:
            self.wrong(name, bad.text, **bad.values)
            return None

    def _hour(self, start):
        value = self.cells.get("hour")
        at = start.at if start else None
        if value is None or value == "" or "hour" in self.spoilt:
            return at
        try:
            hour = hour_of(value)
        except BadCell as bad:
            self.wrong("hour", bad.text, **bad.values)
            return None
        if at is not None and at != hour:
            self.wrong("hour", say.TWO_HOURS)
        return hour

    def read_when(self):
        row = self.row
        if zone := self.text("time_zone"):
            try:
                row.values["time_zone"] = zone_of_cell(zone)
            except BadCell as bad:
                self.wrong("time_zone", bad.text, **bad.values)
        start, end = self._day("starts_on"), self._day("ends_on")
        hour = self._hour(start)
        precision = None
        if text := self.text("precision"):
            try:
                precision = choice_of(Precision, text)
            except BadCell as bad:
                self.wrong("precision", bad.text, **bad.values)
        if self.spoilt & {"starts_on", "ends_on", "hour", "precision"}:
            return
        row.has_when = "starts_on" in self.columns and (start is not None or row.uid is not None)
        if start is None:
            self._without_day(end, hour, precision)
        else:
            self._with_day(start, end, hour, precision)

    def _without_day(self, end, hour, precision):
        if end is not None:
            self.wrong("ends_on", say.END_WITHOUT_START)
        elif hour is not None:
            self.wrong("hour", say.HOUR_WITHOUT_DAY)
        elif precision not in (None, Precision.NONE):
            self.wrong("precision", say.PRECISION_WITHOUT_DATE, value=self.text("precision")[:40])
        else:
            self.row.values |= {"begins_on": None, "due_on": None, "at": None, "precision": Precision.NONE}

    def _with_day(self, start, end, hour, precision):
        if precision == Precision.NONE:
            return self.wrong("precision", say.DATE_NOT_ANNOUNCED)
        if start.is_month and precision in (Precision.DAY, Precision.INSTANT):
            return self.wrong("precision", say.MONTH_AS_DAY)
        if start.is_month and precision is None:
            precision = Precision.MONTH
        if precision in _ROUGH:
            if hour is not None:
                return self.wrong("hour", say.HOUR_OF_MONTH)
            if end is not None and end.on != start.on:
                return self.wrong("ends_on", say.END_OF_MONTH)
            day = start.on.replace(day=1)
            self.row.values |= {"begins_on": None, "due_on": day, "at": None, "precision": precision}
            return None
        has_hour = hour is not None or start.instant is not None
        if precision == Precision.INSTANT and not has_hour:
            return self.wrong("hour", say.INSTANT_WITHOUT_HOUR)
        if precision == Precision.DAY and has_hour:
            return self.wrong("precision", say.DAY_WITH_HOUR)
        last = end.on if end is not None else start.on
        if last < start.on:
            return self.wrong("ends_on", say.END_BEFORE_START)
        self.row.instant = start.instant
        self.row.values |= {
            "begins_on": start.on if last > start.on else None,
            "due_on": last,
            "at": hour,
            "precision": Precision.INSTANT if has_hour else Precision.DAY,
        }
        return None
