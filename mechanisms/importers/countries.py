"""What countries have accepted, the doors this opens, and their national institutions."""

from django.utils.translation import gettext as _

from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.enums import Acceptance, Accreditation, DoorKind, DoorNeed, InstrumentKind
from mechanisms.models import Door, Instrument, NationalInstitution, Ratification

INSTRUMENT_COLUMNS = (
    "key",
    "kind",
    "short_name",
    "name",
    "name_fr",
    "name_ar",
    "mechanism",
    "parent",
    "confidence",
    "source",
    "note",
)
RATIFICATION_COLUMNS = (
    "country",
    "instrument",
    "status",
    "signed_on",
    "accepted_on",
    "accepted_year",
    "withdrawn_on",
    "act",
    "as_of",
    "confidence",
    "source",
    "note",
)
DOOR_COLUMNS = ("key", "mechanism", "kind", "instrument", "needs", "basis", "confidence", "source", "note")
INSTITUTION_COLUMNS = (
    "country",
    "name",
    "accreditation",
    "as_of",
    "next_event",
    "regional_affiliation",
    "confidence",
    "source",
    "note",
)


def load_instruments(folder, report, mechanisms):
    """Load `instruments.csv`, in the order of the file; an instrument stands below the one it belongs to. Returns
    {key: id}."""
    edits = edits_by_people(Instrument)
    existing = {instrument.key: instrument for instrument in Instrument.objects.all()}
    rows = read_csv(folder, "instruments.csv", INSTRUMENT_COLUMNS)
    above, below = [], []
    for position, row in enumerate(rows, start=1):
        (below if row.text("parent") else above).append((position, row))
    # A parent may itself have one: the deepest line is treaty, protocol, declaration.
    for group in (above, *_generations(below)):
        known = {key: instrument.pk for key, instrument in existing.items()}
        wanted = [_instrument(row, position, mechanisms, known) for position, row in group]
        sync(Instrument, wanted, existing=existing, report=report, edits=edits)
    return {key: instrument.pk for key, instrument in existing.items()}


def _generations(below):
    """The rows in groups, so that each group finds its parents in the table; a circle stays in the last group, where
    its unknown parent breaks the file."""
    waiting = list(below)
    while waiting:
        names = {row.text("key") for _position, row in waiting}
        ready = [(position, row) for position, row in waiting if row.text("parent") not in names] or waiting
        yield ready
        waiting = [each for each in waiting if each not in ready]


def _instrument(row, position, mechanisms, known):
    key = row.text("key", required=True)
    values = {name: row.text(name) for name in ("name_fr", "name_ar", "source", "note")}
    values |= {
        "key": key,
        "kind": row.choice("kind", InstrumentKind),
        "short_name": row.text("short_name", required=True),
        "name": row.text("name", required=True),
        "mechanism_id": row.one_of("mechanism", mechanisms),
        "parent_id": row.one_of("parent", known),
        "confidence": row.choice("confidence", Confidence),
        "position": position,
    }
    return row, key, values


def load_ratifications(folder, report, countries, instruments):
    """Load `ratifications.csv`. A country without a row is not known, and stays so."""
    wanted = []
    for row in read_csv(folder, "ratifications.csv", RATIFICATION_COLUMNS):
        country = row.one_of("country", countries, required=True)
        instrument = row.one_of("instrument", instruments, required=True)
        values = {name: row.text(name) for name in ("act", "as_of", "source", "note")}
        values |= {
            "country_id": country,
            "instrument_id": instrument,
            "status": row.choice("status", Acceptance),
            "signed_on": row.day("signed_on"),
            "accepted_on": row.day("accepted_on"),
            "accepted_year": row.number("accepted_year"),
            "withdrawn_on": row.day("withdrawn_on"),
            "confidence": row.choice("confidence", Confidence),
        }
        accepted, year = values["accepted_on"], values["accepted_year"]
        if accepted and year and accepted.year != year:
            raise row.broken("accepted_year", _("the year is not that of the day."))
        wanted.append((row, (country, instrument), values))
    existing = {
        (each.country_id, each.instrument_id): each
        for each in Ratification.objects.select_related("country", "instrument")
    }
    sync(Ratification, wanted, existing=existing, report=report, edits=edits_by_people(Ratification))


def load_doors(folder, report, mechanisms, instruments):
    """Load `doors.csv`, in the order of the file. A door that needs an acceptance names the instrument."""
    wanted = []
    for position, row in enumerate(read_csv(folder, "doors.csv", DOOR_COLUMNS), start=1):
        key = row.text("key", required=True)
        values = {name: row.text(name) for name in ("basis", "source", "note")}
        values |= {
            "key": key,
            "mechanism_id": row.one_of("mechanism", mechanisms, required=True),
            "kind": row.choice("kind", DoorKind),
            "instrument_id": row.one_of("instrument", instruments),
            "needs": row.choice("needs", DoorNeed),
            "confidence": row.choice("confidence", Confidence),
            "position": position,
        }
        if (values["needs"] in DoorNeed.without_instrument()) == bool(values["instrument_id"]):
            raise row.broken("instrument", _("a door names an instrument exactly when it needs one."))
        wanted.append((row, key, values))
    existing = {door.key: door for door in Door.objects.select_related("mechanism")}
    sync(Door, wanted, existing=existing, report=report, edits=edits_by_people(Door))


def load_institutions(folder, report, countries):
    """Load `institutions.csv`. A row without a name says that no institution was found. One that a person renamed is
    recognised."""
    wanted = []
    for row in read_csv(folder, "institutions.csv", INSTITUTION_COLUMNS):
        country = row.one_of("country", countries, required=True)
        reference = f"{country}/{row.text('name')}"
        values = {name: row.text(name) for name in INSTITUTION_COLUMNS[3:] if name != "confidence"}
        values |= {
            "country_id": country,
            "reference_key": reference,
            "name": row.text("name"),
            "accreditation": row.choice("accreditation", Accreditation),
            "confidence": row.choice("confidence", Confidence),
        }
        wanted.append((row, reference, values))
    existing = {
        each.reference_key or f"{each.country_id}/{each.name}": each
        for each in NationalInstitution.objects.select_related("country")
    }
    sync(NationalInstitution, wanted, existing=existing, report=report, edits=edits_by_people(NationalInstitution))
