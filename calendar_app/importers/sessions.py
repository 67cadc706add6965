"""Sessions, reviews and official dates from the reference files."""

from django.utils.translation import gettext as _

from calendar_app.enums import EXACT, Certainty, Precision, ReviewBasis, SessionState
from calendar_app.models import OfficialDate, Review, Session
from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync

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
OFFICIAL_COLUMNS = (
    "session",
    "rule",
    "precision",
    "due_on",
    "at",
    "time_zone",
    "certainty",
    "confidence",
    "source",
    "note",
)


def load_sessions(folder, report, mechanisms):
    """Load `sessions.csv`. Returns {key: id}. A session that a person has moved or
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
    sync(
        Session,
        wanted,
        existing=existing,
        report=report,
        edits=edits_by_people(Session),
        whole_row=True,
        stamp=("updated_at",),
    )
    return {key: session.pk for key, session in existing.items()}


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
    """Load `reviews.csv`. One that a person has touched stays as it is; one that a person has moved to another session
    is recognised, so that it is not made a second time."""
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
    edits = edits_by_people(Review)
    _recognise_moved(wanted, existing, edits)
    sync(
        Review,
        wanted,
        existing=existing,
        report=report,
        edits=edits,
        whole_row=True,
        stamp=("updated_at",),
    )


def _recognise_moved(wanted, existing, edits):
    """Enter reviews that a person moved under the session in which the file still has them."""
    body_of = dict(Session.objects.values_list("pk", "mechanism"))
    in_file, moved = {key for _row, key, _values in wanted}, {}
    for key, review in existing.items():
        theirs = edits.get((Review._meta.label_lower, str(review.pk)), ())
        if key not in in_file and ("session_id" in theirs or "session" in theirs):
            moved.setdefault((review.country_id, review.session.mechanism_id), []).append(review)
    for _row, key, _values in wanted:
        candidates = moved.get((key[0], body_of[key[1]]), [])
        if key not in existing and len(candidates) == 1:
            existing[key] = candidates.pop()


def load_official_dates(folder, report, sessions, rules):
    """Load `official_dates.csv`: what a secretariat published for a session takes the place of what the rule would
    compute, for each country reviewed there. One that a person has set or verified stays."""
    wanted = []
    for row in read_csv(folder, "official_dates.csv", OFFICIAL_COLUMNS):
        session = row.one_of("session", sessions, required=True)
        rule = row.one_of("rule", rules, required=True)
        due_on = row.day("due_on")
        if due_on is None:
            raise row.broken("due_on", _("a value is missing."))
        values = {
            "session_id": session,
            "rule_id": rule,
            "due_on": due_on,
            "at": row.hour("at"),
            "time_zone": row.zone("time_zone"),
            "precision": row.choice("precision", Precision),
            "certainty": row.choice("certainty", Certainty),
            "confidence": row.choice("confidence", Confidence),
            "source": row.text("source", required=True),
            "note": row.text("note"),
        }
        if values["at"] is not None and not values["time_zone"]:
            raise row.broken("time_zone", _("an hour needs its time zone."))
        wanted.append((row, (session, rule), values))
    existing = {
        (item.session_id, item.rule_id): item
        for item in OfficialDate.objects.select_related("session__mechanism", "rule")
    }
    sync(
        OfficialDate,
        wanted,
        existing=existing,
        report=report,
        edits=edits_by_people(OfficialDate),
        whole_row=True,
        stamp=("updated_at",),
    )
