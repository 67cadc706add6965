"""Outcomes from the reference file: real resolutions and reports, with their symbols and sources."""

from django.utils.translation import gettext as _

from calendar_app.enums import OutcomeKind, Publication
from calendar_app.models import Outcome
from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync

COLUMNS = (
    "mechanism",
    "session",
    "countries",
    "kind",
    "title",
    "title_fr",
    "title_ar",
    "symbol",
    "published_on",
    "url",
    "summary",
    "confidence",
    "source",
    "note",
)


def load_outcomes(folder, report, mechanisms, countries, sessions):
    """Load `outcomes.csv`; each is known by its mechanism and symbol. Published at once and told to nobody: they are
    old, so no mail goes out and no line is asked to look back; the room of results lists them beside each input. One
    that a person has changed or verified stays, and the difference is reported."""
    wanted, of_countries = [], {}
    for row in read_csv(folder, "outcomes.csv", COLUMNS):
        mechanism = row.one_of("mechanism", mechanisms, required=True)
        symbol = row.text("symbol", required=True)
        codes = [code.strip() for code in row.text("countries").split(";") if code.strip()]
        for code in codes:
            if code not in countries:
                raise row.broken("countries", _("“%(value)s” is not known.") % {"value": code})
        values = {name: row.text(name) for name in ("title_fr", "title_ar", "url", "summary", "source", "note")}
        values |= {
            "mechanism_id": mechanism,
            "session_id": row.one_of("session", sessions),
            "kind": row.choice("kind", OutcomeKind),
            "title": row.text("title", required=True),
            "symbol": symbol,
            "published_on": row.day("published_on"),
            "confidence": row.choice("confidence", Confidence),
            "publication": Publication.PUBLISHED,
        }
        wanted.append((row, (mechanism, symbol), values))
        of_countries[mechanism, symbol] = {countries[code] for code in codes}
    rows = Outcome.objects.exclude(symbol="").select_related("mechanism")
    existing = {(outcome.mechanism_id, outcome.symbol): outcome for outcome in rows}
    edits = edits_by_people(Outcome)
    sync(Outcome, wanted, existing=existing, report=report, edits=edits, whole_row=True, stamp=("updated_at",))
    _set_countries(existing, of_countries, edits)


def _set_countries(existing, of_countries, edits):
    through = Outcome.countries.through
    there = {}
    for outcome, country in through.objects.values_list("outcome_id", "country_id"):
        there.setdefault(outcome, set()).add(country)
    new = []
    for key, codes in of_countries.items():
        outcome = existing[key]
        is_kept = (Outcome._meta.label_lower, str(outcome.pk)) in edits or outcome.verified_by_id
        if not is_kept:
            missing = codes - there.get(outcome.pk, set())
            new += [through(outcome_id=outcome.pk, country_id=code) for code in sorted(missing)]
    through.objects.bulk_create(new)
