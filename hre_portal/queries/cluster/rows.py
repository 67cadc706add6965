"""What the home of a cluster shows, as values."""

import datetime as dt
from dataclasses import dataclass

from calendar_app.queries.rows import AgendaRow
from engagements.enums import LineState

URGENT_DAYS = 14
LIVE = (LineState.PLANNED, LineState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class StepRow:
    title: str
    url: str
    family: str
    line: str
    due: str
    left: str
    is_urgent: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    title: str
    url: str
    what: str
    tone: str
    mechanism: str
    about: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MechanismRow:
    name: str
    family: str
    url: str
    lines: int


@dataclass(frozen=True, slots=True)
class Partners:
    # Human rights actors met or invited this year, the latest met first (MATRIX A001).
    actors: list
    more_actors: int
    actors_url: str
    organisations: list
    more: int
    ohchr: list
    url: str


@dataclass(frozen=True, slots=True)
class ClusterHome:
    cluster: object
    role: str
    is_lead: bool
    is_member: bool
    strip: str
    strip_table: str
    rows: list
    next: AgendaRow | None
    steps: list
    has_more_steps: bool
    waiting: list
    # Where what is asked of the reader's own organisation stands, answered or not.
    asked_url: str
    # The yearly planning of themes and mandates, for who leads, until it is done.
    year_task: object
    moved: list
    partners: Partners | None
    mechanisms: list
    calendar_url: str
    plan_url: str
    plan_new_url: str
    record_url: str

    @property
    def waiting_first(self):
        """Whether what waits stands in place of the steps: whoever has none would else read that nothing is asked."""
        return bool(self.waiting) and not self.steps and not self.is_lead
