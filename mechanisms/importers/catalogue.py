"""Mechanisms and the facts about them."""

from django.utils.translation import gettext as _

from core.enums import Confidence
from core.importing import edits_by_people, read_csv, read_yaml, sync
from mechanisms.enums import Family, MechanismState, Region
from mechanisms.importers.themes import link_themes, theme_ids
from mechanisms.models import Fact, Mechanism

COLUMNS = (
    "key",
    "family",
    "kind",
    "name",
    "short_name",
    "name_fr",
    "name_ar",
    "also_known_as",
    "parent",
    "country",
    "region",
    "state",
    "state_since",
    "merged_into",
    "as_of",
    "active_from",
    "active_to",
    "url",
    "url_confidence",
    "seat",
    "time_zone",
    "themes",
    "confidence",
    "source",
    "note",
    "position",
)
PLAIN = (
    "kind",
    "short_name",
    "name_fr",
    "name_ar",
    "also_known_as",
    "state_since",
    "as_of",
    "url",
    "seat",
    "source",
    "note",
)
FACT_COLUMNS = ("mechanism", "section", "key", "label", "value", "confidence", "source", "note")


def load_mechanisms(folder, report, countries, themes):
    """Load `mechanisms.csv` with the texts of `descriptions.yaml`. Returns {key: id}, people's own ones included.
    `themes`: {key: id}.

    A mechanism may name its parent and its successor anywhere in the file; circles are refused."""
    rows = {}
    for row in read_csv(folder, "mechanisms.csv", COLUMNS):
        key = row.text("key", required=True)
        if key in rows:
            raise row.broken("key", _("the same record stands on line %(line)s.") % {"line": rows[key].line})
        rows[key] = row
    texts = _descriptions(folder, rows)
    edits = edits_by_people(Mechanism)
    existing = {mechanism.key: mechanism for mechanism in Mechanism.objects.all()}
    waiting, done = dict(rows), set()
    while waiting:
        # Those whose parent and successor are already in the table; the others wait a round.
        ready = {key: row for key, row in waiting.items() if _named(row, rows) <= done}
        if not ready:
            key, row = next(iter(waiting.items()))
            raise row.broken("parent", _("“%(key)s” leads back to itself.") % {"key": key})
        wanted = [(row, key, _values(row, key, countries, existing, texts)) for key, row in ready.items()]
        sync(Mechanism, wanted, existing=existing, report=report, edits=edits)
        done |= set(ready)
        waiting = {key: row for key, row in waiting.items() if key not in ready}
    link_themes(Mechanism, [(existing[key], theme_ids(row, themes)) for key, row in rows.items()], report, edits)
    # Stands in no file: it is no mechanism.
    Mechanism.everything.none_of_them()
    return {key: mechanism.pk for key, mechanism in existing.items()}


def _named(row, rows):
    return {row.one_of(name, {key: key for key in rows}) for name in ("parent", "merged_into")} - {None}


def _values(row, key, countries, existing, texts):
    known = {key: mechanism.pk for key, mechanism in existing.items()}
    is_text, is_not_text = texts.get(key, ("", ""))
    values = {name: row.text(name) for name in PLAIN}
    values |= {
        "key": key,
        "family": row.choice("family", Family),
        "name": row.text("name", required=True),
        "parent_id": row.one_of("parent", known),
        "merged_into_id": row.one_of("merged_into", known),
        "country_id": row.one_of("country", countries),
        "state": row.choice("state", MechanismState),
        "region": row.choice("region", Region, blank=True),
        "active_from": row.day("active_from"),
        "active_to": row.day("active_to"),
        "url_confidence": row.choice("url_confidence", Confidence),
        "time_zone": row.zone("time_zone"),
        "confidence": row.choice("confidence", Confidence),
        "position": row.number("position", default=0),
        "what_it_is": is_text,
        "what_it_is_not": is_not_text,
    }
    return values


def _descriptions(folder, rows):
    texts = {}
    for row in read_yaml(folder, "descriptions.yaml", "descriptions", ("key", "what_it_is", "what_it_is_not")):
        key = row.one_of("key", {key: key for key in rows}, required=True)
        texts[key] = (" ".join(row.text("what_it_is").split()), " ".join(row.text("what_it_is_not").split()))
    return texts


def load_facts(folder, report, mechanisms):
    """Load `facts.csv`, in the order of the file."""
    wanted, position = [], {}
    for row in read_csv(folder, "facts.csv", FACT_COLUMNS):
        mechanism = row.one_of("mechanism", mechanisms, required=True)
        key = row.text("key", required=True)
        position[mechanism] = position.get(mechanism, 0) + 1
        values = {
            "mechanism_id": mechanism,
            "section": row.text("section", required=True),
            "key": key,
            "label": row.text("label", required=True),
            "value": row.text("value"),
            "confidence": row.choice("confidence", Confidence),
            "source": row.text("source"),
            "note": row.text("note"),
            "position": position[mechanism],
        }
        wanted.append((row, (mechanism, key), values))
    existing = {(fact.mechanism_id, fact.key): fact for fact in Fact.objects.select_related("mechanism")}
    sync(Fact, wanted, existing=existing, report=report, edits=edits_by_people(Fact))
