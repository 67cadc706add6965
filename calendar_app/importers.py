"""Sessions, reviews and official deadlines from the reference files."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_app.enums import EXACT, Certainty, EntryKind, Precision, ReviewBasis, SessionState
from calendar_app.models import Review, Session
from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.enums import AuthorType, Obligation

SESSION_COLUMNS = (
    "key",
    "mechanism",
    "number",
    "kind",
    "cycle",
    "place",
    "opens_on",
    "closes_on",
    "precision",
    "about_on",
    "about_text",
    "certainty",
    "state",
    "confidence",
    "source",
    "note",
)
REVIEW_COLUMNS = (
    "session",
    "country",
    "basis",
    "review_on",
    "adoption_session",
    "symbol",
    "confidence",
    "source",
    "note",
)
DEADLINE_COLUMNS = (
    "session",
    "country",
    "key",
    "rule",
    "entry_kind",
    "title",
    "precision",
    "due_on",
    "about_text",
    "at",
    "time_zone",
    "author_type",
    "obligation",
    "confidence",
    "source",
    "note",
)


@dataclass(frozen=True)
class OfficialDeadline:
    """A deadline published for one session. `country` None: for every country reviewed there, or, without reviews,
    for the session itself. `rule`: id of the rule whose computed date it stands in for, or None."""

    key: str
    session_id: int
    country: str | None
    rule_id: int | None
    kind: str
    title: str
    precision: str
    due_on: dt.date
    about_text: str
    at: dt.time | None
    time_zone: str
    author_type: str
    obligation: str
    confidence: str
    source: str
    note: str


def load_sessions(folder, report, mechanisms):
    """Load `sessions.csv`. Returns ({key: id}, sessions whose row changed). A session that a person has moved or
    verified stays as it is; the difference is reported."""
    wanted = []
    for row in read_csv(folder, "sessions.csv", SESSION_COLUMNS):
        key = row.text("key", required=True)
        values = {name: row.text(name) for name in ("number", "kind", "place", "about_text", "source", "note")}
        values |= {
            "key": key,
            "mechanism_id": row.one_of("mechanism", mechanisms, required=True),
            "cycle": row.number("cycle"),
            "opens_on": row.day("opens_on"),
            "closes_on": row.day("closes_on"),
            "precision": row.choice("precision", Precision),
            "about_on": row.day("about_on"),
            "certainty": row.choice("certainty", Certainty),
            "state": row.choice("state", SessionState),
            "confidence": row.choice("confidence", Confidence),
        }
        _check_dates(row, values)
        wanted.append((row, key, values))
    existing = {session.key: session for session in Session.objects.exclude(key="").select_related("mechanism")}
    _created, changed = sync(
        Session,
        wanted,
        existing=existing,
        report=report,
        edits=edits_by_people(Session),
        whole_row=True,
        stamp=("updated_at",),
    )
    return {key: session.pk for key, session in existing.items()}, changed


def _check_dates(row, values):
    """The precision says which of the dates are there: a day needs a day, a month or season needs `about_on`."""
    if values["opens_on"] and values["closes_on"] and values["closes_on"] < values["opens_on"]:
        raise row.broken("closes_on", _("the session would close before it opens."))
    exact = values["precision"] in EXACT
    if exact != bool(values["opens_on"]):
        raise row.broken("opens_on", _("does not fit the precision “%(value)s”.") % {"value": values["precision"]})
    about = values["precision"] in (Precision.MONTH, Precision.SEASON)
    if about != bool(values["about_on"]):
        raise row.broken("about_on", _("does not fit the precision “%(value)s”.") % {"value": values["precision"]})


def load_reviews(folder, report, countries, sessions):
    """Load `reviews.csv`. Returns the reviews whose row changed."""
    wanted = []
    for row in read_csv(folder, "reviews.csv", REVIEW_COLUMNS):
        country = row.one_of("country", countries, required=True)
        session = row.one_of("session", sessions, required=True)
        values = {
            "country_id": country,
            "session_id": session,
            "basis": row.choice("basis", ReviewBasis),
            "review_on": row.day("review_on"),
            "adoption_session_id": row.one_of("adoption_session", sessions),
            "symbol": row.text("symbol"),
            "confidence": row.choice("confidence", Confidence),
            "source": row.text("source"),
            "note": row.text("note"),
        }
        wanted.append((row, (country, session), values))
    existing = {
        (review.country_id, review.session_id): review
        for review in Review.objects.select_related("country", "session__mechanism")
    }
    _created, changed = sync(
        Review,
        wanted,
        existing=existing,
        report=report,
        edits=edits_by_people(Review),
        whole_row=True,
        stamp=("updated_at",),
    )
    return changed


def read_official_deadlines(folder, countries, sessions, rules):
    """The rows of `official_deadlines.csv`, checked, for the action that makes calendar entries of them."""
    deadlines, seen = [], {}
    for row in read_csv(folder, "official_deadlines.csv", DEADLINE_COLUMNS):
        place = (row.text("session"), row.text("country"), row.text("key"))
        if place in seen:
            raise row.broken("key", _("the same record stands on line %(line)s.") % {"line": seen[place]})
        seen[place] = row.line
        due_on = row.day("due_on")
        if due_on is None:
            raise row.broken("due_on", _("a value is missing."))
        deadlines.append(
            OfficialDeadline(
                key=row.text("key", required=True),
                session_id=row.one_of("session", sessions, required=True),
                country=row.one_of("country", countries),
                rule_id=row.one_of("rule", rules),
                kind=row.choice("entry_kind", EntryKind),
                title=row.text("title", required=True),
                precision=row.choice("precision", Precision),
                due_on=due_on,
                about_text=row.text("about_text"),
                at=row.hour("at"),
                time_zone=row.zone("time_zone"),
                author_type=row.choice("author_type", AuthorType),
                obligation=row.choice("obligation", Obligation),
                confidence=row.choice("confidence", Confidence),
                source=row.text("source"),
                note=row.text("note"),
            )
        )
    return deadlines
