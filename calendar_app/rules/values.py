"""What the engine takes and gives. All frozen; a value that could not bind is refused when it is made."""

import datetime as dt
from dataclasses import dataclass, field

from calendar_app.enums import EXACT, Certainty, Origin, Precision
from calendar_app.rules.arithmetic import zone_of
from core.enums import Confidence
from mechanisms.enums import Roll


@dataclass(frozen=True, slots=True)
class AnchorDate:
    """What a rule counts from. `subject` names it ("UPR 54"); `on` is None when nothing is announced and the first day
    of the month when only the month is. `as_announced` are the published words, if vague."""

    on: dt.date | None
    precision: str
    subject: str = ""
    certainty: str = Certainty.CONFIRMED
    confidence: str = Confidence.CHECKED
    source: str = ""
    as_announced: str = ""

    def __post_init__(self):
        if (self.on is None) != (self.precision == Precision.NONE):
            raise ValueError("An anchor has a date exactly when its precision is not NONE.")

    @property
    def is_exact(self):
        return self.precision in EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What all rules share: the anchor, the local hour and its zone, what happens on a day off, whose rule it is."""

    anchor: str
    at: dt.time | None = None
    time_zone: str = ""
    roll: str = Roll.NONE
    key: str = ""
    version: int = 1
    # Title by language: {"": English, "_fr": ..., "_ar": ...}.
    titles: tuple = ()
    source: str = ""
    confidence: str = Confidence.CHECKED
    is_approximate: bool = False

    def __post_init__(self):
        if self.at is not None and not self.time_zone:
            raise ValueError("An hour binds only in a time zone.")
        if self.time_zone:
            zone_of(self.time_zone)
        if self.roll not in Roll.values:
            raise ValueError(f"{self.roll!r} is no way to treat days off.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeRule(_Rule):
    """`months`, then `days`, counted from `anchor`; negative counts back. With `cycle_halves` the months are that many
    halves of the UPR cycle (mid-term 1, next review 2)."""

    months: int = 0
    days: int = 0
    cycle_halves: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDayRule(_Rule):
    """A fixed day of the calendar, whatever the anchor's own day: `month`/`day` of the anchor's year plus `years`
    ("1 March each year"). With `month` 0 the day `day` of the month that lies `months` from the anchor's ("1 December
    before a working group in February"). `in_months`: the months of the anchor for which the rule names a day."""

    month: int = 1
    day: int = 1
    years: int = 0
    months: int = 0
    in_months: frozenset = frozenset()

    @property
    def cycle_halves(self):
        return 0

    def covers(self, month):
        return not self.in_months or month in self.in_months


@dataclass(frozen=True, slots=True)
class WindowRule:
    """A door that opens and closes; the closing day is the one that binds."""

    opens: RelativeRule | CalendarDayRule
    closes: RelativeRule | CalendarDayRule


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date with its precision and its reasons. `at` (UTC) only with precision INSTANT; a period has `begins_on`."""

    on: dt.date | None
    at: dt.datetime | None
    precision: str
    explanation: tuple = field(default=(), compare=False)
    begins_on: dt.date | None = None
    origin: str = Origin.COMPUTED
    certainty: str = Certainty.CONFIRMED
    anchor_on: dt.date | None = None

    @property
    def is_exact(self):
        return self.precision in EXACT
