"""The line of time of an engagement as plain values: what happened when, and for how long a component was open."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from engagements.enums import ComponentAct

STATE, MECHANISM = "state", "mechanism"
# At least so much is drawn before the first and after the last happening.
_MARGIN = dt.timedelta(days=30)
_LEAST_MONTHS = 6
_MOST_YEARS = 8


@dataclass(frozen=True)
class Happening:
    """Something on the day `on` in a lane. `kind`: opened, closed, reopened, looked_back, version, date or outcome.
    `from_lane` is where an arrow comes from, on `from_on` (the same day if None). `about`: the date in words where the
    day is not known."""

    on: dt.date
    lane: str
    kind: str
    words: str
    why: str = ""
    cause: str = ""
    who: str = ""
    about: str = ""
    from_lane: str = ""
    from_on: dt.date | None = None
    component: Any = None
    number: int = 0
    entry: Any = None
    outcome: Any = None
    # Within a day: dates, outcomes, then what the cluster did, by its instant.
    order: int = 0
    at: dt.datetime | None = None

    @property
    def place(self):
        """For sorting."""
        return self.on, self.order, self.at.timestamp() if self.at else 0.0


def span_of(days, planned_for, today, starts_on=None, ends_on=None):
    """(first, last) day to draw: from a month before the first happening to a month after the last one, today and the
    opportunity included, and the engagement's own start and end, as far as they lie within eight years; half a year at
    least."""
    known = [*days, today, *(day for day in (starts_on, ends_on) if day)]
    first = min(known) - _MARGIN
    last = max([*known, *([planned_for] if planned_for and planned_for > today else [])]) + _MARGIN
    last = min(last, first + dt.timedelta(days=365 * _MOST_YEARS))
    least = first + dt.timedelta(days=31 * _LEAST_MONTHS)
    return first, max(last, least)


def open_spans(happenings, today):
    """[(lane, from, to, whether it is open still)] for how long each component was open."""
    spans: list[tuple] = []
    since: dict[str, dt.date] = {}
    for happening in happenings:
        if happening.kind in (ComponentAct.OPENED, ComponentAct.REOPENED):
            since.setdefault(happening.lane, happening.on)
        elif happening.kind == ComponentAct.CLOSED and happening.lane in since:
            spans.append((happening.lane, since.pop(happening.lane), happening.on, False))
    return spans + [(lane, begun, max(today, begun), True) for lane, begun in since.items()]
