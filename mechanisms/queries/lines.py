"""The lines of the page of a body."""

import datetime as dt
from dataclasses import dataclass, field

from mechanisms.models import DeadlineRule, Fact, Instrument


@dataclass
class FactLine:
    fact: Fact
    # Numbers of its sources in the list of the page.
    numbers: list


@dataclass
class FactSection:
    title: str
    lines: list = field(default_factory=list)


@dataclass
class RuleLine:
    rule: DeadlineRule
    words: str


@dataclass
class StepGroup:
    phase: str
    steps: list = field(default_factory=list)


@dataclass
class DocumentGroup:
    """The newest documents of a kind; `count`: how many there are."""

    kind: str
    label: str
    documents: list
    count: int


@dataclass(frozen=True, slots=True)
class CoveredState:
    """A State that a regional instrument binds or bound. `is_sure`: a source was found."""

    name: str
    is_sure: bool
    left_on: dt.date | None


@dataclass
class Covered:
    """The States a regional instrument binds, as recorded, and those that left; `dates`: of when the records are."""

    instrument: Instrument
    parties: list = field(default_factory=list)
    left: list = field(default_factory=list)
    dates: list = field(default_factory=list)
