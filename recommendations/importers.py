"""The recommendations that the portal ships with, from recommendations/reference/recommendations.csv."""

from pathlib import Path

from django.utils.translation import gettext as _

from calendar_app.models import Review
from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.importers.themes import link_themes, theme_ids
from recommendations.enums import Kind, Position, Wording
from recommendations.importing.labels import sdg_numbers
from recommendations.models import Recommendation
from recommendations.rules.text import cycle_of, digest_of

FOLDER = Path(__file__).resolve().parent / "reference"
COLUMNS = (
    "key",
    "country",
    "mechanism",
    "kind",
    "symbol",
    "paragraph",
    "language",
    "wording",
    "session",
    "recommending",
    "position",
    "position_on",
    "position_source",
    "text",
    "themes",
    "theme_labels",
    "person_labels",
    "sdg_labels",
    "published_on",
    "annotation_id",
    "as_of",
    "confidence",
    "source",
    "note",
)
_IDENTITY = ("country_id", "mechanism_id", "symbol", "session", "paragraph", "digest")


def load_recommendations(folder, report, countries, mechanisms, themes):
    """Load `recommendations.csv`: `countries`, `mechanisms`, `themes` give the ids of their codes and keys. A row that
    somebody imported before is recognised by its identifier in the Index or by body, State, symbol, session, paragraph
    and words. Twice: the second time nothing is written, and what a person changed stays."""
    reviews = _reviews()
    wanted, of_theme = [], []
    for row in read_csv(folder, "recommendations.csv", COLUMNS):
        key, values = _values(row, countries, mechanisms, reviews)
        wanted.append((row, key, values))
        of_theme.append((key, theme_ids(row, themes)))
    existing = _existing(wanted)
    edits = edits_by_people(Recommendation)
    sync(Recommendation, wanted, existing=existing, report=report, edits=edits)
    link_themes(Recommendation, [(existing[key], ids) for key, ids in of_theme], report, edits)


def _reviews():
    """{(country, number of the UPR session): review id}."""
    rows = Review.objects.filter(session__mechanism__key="upr").values_list("country_id", "session__number", "pk")
    return {(country, number): pk for country, number, pk in rows if number}


def _existing(wanted):
    """{reference key: object} of rows loaded before, and of imported rows that are the same recommendation."""
    rows = list(Recommendation.objects.select_related("mechanism"))
    found = {row.reference_key: row for row in rows if row.reference_key}
    free = [row for row in rows if not row.reference_key]
    by_annotation = {row.annotation_id: row for row in free if row.annotation_id}
    by_identity = {tuple(getattr(row, name) for name in _IDENTITY): row for row in free}
    for _row, key, values in wanted:
        if key not in found:
            same = by_annotation.get(values["annotation_id"]) if values["annotation_id"] else None
            same = same or by_identity.get(tuple(values[name] for name in _IDENTITY))
            if same is not None:
                found[key] = same
    return found


def _values(row, countries, mechanisms, reviews):
    key = row.text("key", required=True)
    country = row.one_of("country", countries, required=True)
    session = row.text("session")
    codes = row.text("recommending").split()
    for code in codes:
        if code not in countries:
            raise row.broken("recommending", _("“%(value)s” is not known.") % {"value": code})
    labels = {
        name: [label.strip() for label in row.text(column).split(" | ") if label.strip()]
        for name, column in (("themes", "theme_labels"), ("persons", "person_labels"), ("sdgs", "sdg_labels"))
    }
    text = row.text("text", required=True)
    names = ("symbol", "paragraph", "position_source", "annotation_id", "as_of", "source", "note")
    values = {name: row.text(name) for name in names} | {
        "reference_key": key,
        "country_id": country,
        "mechanism_id": row.one_of("mechanism", mechanisms, required=True),
        "kind": row.choice("kind", Kind),
        "language": row.text("language", required=True),
        "wording": row.choice("wording", Wording),
        "position": row.choice("position", Position, blank=True),
        "position_on": row.day("position_on"),
        "published_on": row.day("published_on"),
        "confidence": row.choice("confidence", Confidence),
        "recommending": f" {' '.join(codes)} " if codes else "",
        "session": session,
        "cycle": cycle_of(session) if row.text("mechanism") == "upr" else None,
        "review_id": reviews.get((country, session)),
        "text": text,
        "digest": digest_of(text),
        "labels": {name: found for name, found in labels.items() if found},
        "sdgs": sdg_numbers(labels["sdgs"]),
    }
    return key, values
