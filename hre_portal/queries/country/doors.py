"""Doors of a country ready to print, grouped by what one can do."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import as_of_text
from core.enums import Confidence
from core.reasons import explain
from mechanisms.enums import DoorKind, DoorState, Family

# Value of the group that is no kind of door: bodies set up to investigate this country.
INVESTIGATION = "investigation"

# What one can do, in the order of the page, with one sentence each.
GROUPS = {
    DoorKind.COMPLAINT: gettext_lazy("A person, or somebody in her name, complains of a violation of her rights."),
    DoorKind.INTERIM_MEASURES: gettext_lazy("The State is asked to prevent harm that could not be made good."),
    DoorKind.URGENT_ACTION: gettext_lazy("A body takes up a single case at once."),
    DoorKind.INQUIRY: gettext_lazy("Reliable information on grave or systematic violations leads to an inquiry."),
    DoorKind.EARLY_WARNING: gettext_lazy("A body takes up a situation before it gets worse."),
    DoorKind.COMMUNICATION: gettext_lazy(
        "Information on a case, a law or a practice; the body may write to the State."
    ),
    DoorKind.VISIT: gettext_lazy("Experts come to the country and meet people there."),
    DoorKind.COURT: gettext_lazy("A court decides on cases; who may bring one differs."),
    INVESTIGATION: gettext_lazy("A body set up for this country gathers information, often confidentially."),
    DoorKind.REVIEW: gettext_lazy("The State's record is examined; others may send information."),
}
_STATES = {
    (DoorState.OPEN, True): ("open", "ok", "check", gettext_lazy("Open")),
    (DoorState.OPEN, False): ("verify", "warn", "alert", gettext_lazy("Open, to be verified")),
    (DoorState.CLOSED, True): ("closed", "neutral", "close", gettext_lazy("Closed")),
    (DoorState.CLOSED, False): ("verify", "warn", "alert", gettext_lazy("Closed, to be verified")),
    (DoorState.UNKNOWN, False): ("unknown", "accent", "info", gettext_lazy("Not known")),
}
PLACES = (
    ("open", "check", gettext_lazy("Open")),
    ("verify", "alert", gettext_lazy("To be verified")),
    ("closed", "close", gettext_lazy("Closed")),
    ("unknown", "info", gettext_lazy("Not known")),
)


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with the numbers of its sources in the list at the end of the page."""

    text: str
    numbers: list


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door ready to print. `place` is the column of the overview: open, verify, closed or unknown."""

    anchor: str
    body: str
    body_name: str
    family: str
    url: str
    instrument: str
    place: str
    tone: str
    icon: str
    word: str
    is_open: bool
    as_of: str
    why: list
    wanted: list
    confidence: str


@dataclass(slots=True)
class DoorGroup:
    """What one can do, with the doors to it."""

    value: str
    title: str
    text: str
    rows: list = field(default_factory=list)

    @property
    def states(self):
        """[(column, icon, word, rows)] of the columns that hold a door, open ones first."""
        found = [(place, icon, word, [row for row in self.rows if row.place == place]) for place, icon, word in PLACES]
        return [state for state in found if state[3]]


def door_groups(lines, bodies, sources):
    """(groups that have a door, regional bodies of which nothing is recorded)."""
    labels = dict(DoorKind.choices) | {INVESTIGATION: _("Investigation")}
    groups = {value: DoorGroup(value, labels[value], text) for value, text in GROUPS.items()}
    elsewhere = []
    with_door = set()
    for line in lines:
        if line.is_elsewhere:
            elsewhere.append(_door_row(line, sources))
            continue
        body = line.door.mechanism
        is_investigation = body.family == Family.INVESTIGATION
        with_door.add(body.pk)
        groups[INVESTIGATION if is_investigation else line.door.kind].rows.append(_door_row(line, sources))
    groups[INVESTIGATION].rows += [
        body_row(line, sources)
        for line in bodies
        if line.mechanism.family == Family.INVESTIGATION and line.mechanism.pk not in with_door
    ]
    return [group for group in groups.values() if group.rows], elsewhere


def halves(groups):
    """The groups in their order, cut where both sides are about as long: heading and sentence count as two rows."""
    sizes = [len(group.rows) + 2 for group in groups]
    cut = min(range(len(groups) + 1), key=lambda place: abs(sum(sizes[:place]) - sum(sizes[place:])))
    return groups[:cut], groups[cut:]


def _row(verdict, mechanism, anchor, sources, instrument=""):
    place, tone, icon, word = _STATES[verdict.state, verdict.is_verified]
    confidence = Confidence(verdict.confidence)
    return DoorRow(
        anchor=anchor,
        body=mechanism.label,
        body_name=str(mechanism),
        family=mechanism.family,
        url=mechanism.get_absolute_url(),
        instrument=instrument,
        place=place,
        tone=tone,
        icon=icon,
        word=str(word),
        is_open=verdict.state == DoorState.OPEN,
        as_of=as_of_text(verdict.as_of),
        why=[Why(each.text, sources.numbers(each.source)) for each in explain(verdict.why)],
        wanted=[each.text for each in explain(verdict.wanted)],
        confidence="" if confidence == Confidence.NONE else str(confidence.label),
    )


def _door_row(line, sources):
    door = line.door
    instrument = door.instrument.short_name if door.instrument_id else ""
    return _row(line.verdict, door.mechanism, f"door-{door.key}", sources, instrument)


def body_row(line, sources):
    return _row(line.verdict, line.mechanism, f"body-{line.mechanism.key}", sources)
