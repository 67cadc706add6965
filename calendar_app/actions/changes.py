"""What a run of the generator did to the calendar, and how the audit trail tells it."""

import datetime as dt
from dataclasses import dataclass, field

from calendar_app.models import Entry
from core import audit, events

DATE_FIELDS = ("begins_on", "due_on", "due_at", "precision")
DATED_FIELDS = (
    *DATE_FIELDS,
    "time_zone",
    "about_text",
    "origin",
    "certainty",
    "computed_from",
    "explanation",
    "confidence",
    "source",
)
NAMING_FIELDS = (
    "kind",
    *Entry.TITLES,
    "mechanism_id",
    "country_id",
    "session_id",
    "review_id",
    "rule_id",
    "author_type",
    "obligation",
    "publication",
)
# Changes of these reach people's calendars: SEQUENCE rises.
SEEN_FIELDS = (*DATE_FIELDS, *Entry.TITLES, "state", "time_zone", "certainty", "publication")
WRITTEN_FIELDS = (
    *DATED_FIELDS,
    "kind",
    *Entry.TITLES,
    "mechanism",
    "country",
    "session",
    "review",
    "rule",
    "author_type",
    "obligation",
    "publication",
    "state",
    "anchor_moved",
    "sequence",
    "version",
    "computed_at",
    "updated_at",
)


@dataclass(frozen=True, slots=True)
class When:
    """The day and the hour that a date had."""

    starts_on: dt.date | None
    due_on: dt.date | None
    due_at: dt.datetime | None

    @classmethod
    def of(cls, entry):
        return cls(entry.starts_on, entry.due_on, entry.due_at)


def announce_move(entry, was, *, cause, by):
    """Tell the portal that `entry` is no longer at the `When` that it was at."""
    events.announce(
        "entry_moved",
        entry=entry,
        old_on=was.due_on,
        new_on=entry.due_on,
        old_starts_on=was.starts_on,
        old_at=was.due_at,
        cause=cause,
        by=by,
    )


@dataclass
class Change:
    """One existing date that changed: the row with its new values, and the plain old values."""

    entry: Entry
    before: dict

    @property
    def was(self):
        """The `When` of the date before it changed."""
        return When(self.before["begins_on"] or self.before["due_on"], self.before["due_on"], self.before["due_at"])

    @property
    def is_move(self):
        return any(self.before[name] != getattr(self.entry, name) for name in DATE_FIELDS)


@dataclass
class Result:
    """What a run did: rows added, dates that changed, dates flagged because their anchor moved, dates withdrawn."""

    created: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    flagged: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)

    @property
    def moved(self):
        return [change for change in self.changed if change.is_move]

    def __len__(self):
        return len(self.created) + len(self.changed) + len(self.flagged) + len(self.withdrawn)


def plain(entry, names=DATE_FIELDS):
    """Values for the audit trail: dates and instants as ISO text."""
    values = {}
    for name in names:
        value = entry[name] if isinstance(entry, dict) else getattr(entry, name)
        values[name] = value.isoformat() if isinstance(value, dt.date | dt.time) else value
    return values


def record_result(result, *, cause, by):
    for change in result.changed:
        names = [name for name in SEEN_FIELDS if change.before[name] != getattr(change.entry, name)]
        if names:
            audit.record(
                verb="entry.moved" if change.is_move else "entry.changed",
                target=change.entry,
                by=by,
                cluster_id=change.entry.cluster_id,
                before=plain(change.before, names),
                after=plain(change.entry, names),
                reason=cause,
            )
    for entry in result.flagged:
        audit.record(
            verb="entry.anchor_moved",
            target=entry,
            by=by,
            cluster_id=entry.cluster_id,
            after=plain(entry),
            reason=cause,
        )
    for entry in result.withdrawn:
        audit.record(verb="entry.cancelled", target=entry, by=by, cluster_id=entry.cluster_id, reason=cause)
    counts = {}
    for entry in result.created:
        counts.setdefault(entry.session or entry.rule, []).append(entry)
    for origin, entries in counts.items():
        verb = "session.dates_generated" if entries[0].session_id else "rule.dates_generated"
        audit.record(verb=verb, target=origin, by=by, after={"created": len(entries)}, reason=cause)
