"""Which doors are open for a country: the records of the catalogue put before the rule (mechanisms/rules)."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q
from django.http import Http404

from clusters.models import Country
from core import clock
from core.enums import Confidence
from core.found import found_or_404
from mechanisms.enums import DoorState, Family, InstrumentKind, MechanismState
from mechanisms.models import Door, Instrument, Mechanism, NationalInstitution, Ratification
from mechanisms.regions import is_of_region
from mechanisms.rules import BodyFacts, DoorFacts, Standing, Verdict, body_state
from mechanisms.rules import door_state as state_of

# Of a body a door needs its names, its state and its sources, not what its own page tells.
_LONG_TEXTS = ("what_it_is", "what_it_is_not")
# From what helps most to what helps least, for a question that several doors answer.
_HELP = {DoorState.OPEN: 0, DoorState.UNKNOWN: 1, DoorState.CLOSED: 2}


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A door with its verdict for one country. `is_elsewhere`: a regional body of which nothing at all is recorded for
    the country and which, as it seems, works in another region."""

    door: Door
    verdict: Verdict
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A mandate or an investigation set up for one country, with whether it works."""

    mechanism: Mechanism
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """Where a country stands towards an instrument; `ratification` is None where nothing is recorded."""

    instrument: Instrument
    ratification: Ratification | None


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What a step that depends on acceptance wants to know: the best state among the doors asked for, whether it may
    be relied on, and the lines it rests on. No such door at all: `state` is None."""

    state: DoorState | None
    is_verified: bool
    lines: tuple[DoorLine, ...]


def country_of(user, iso3):
    """The country with the ISO code, in any case of letters; Http404 where there is none or nobody is logged in."""
    if not user.is_authenticated:
        raise Http404
    return found_or_404(Country.objects.filter(pk=iso3.upper()).first() if iso3.isascii() and iso3.isalpha() else None)


def doors_of(user, country, *, on=None, recorded=None):
    """Every door with its verdict for `country` on the day `on` (today in UTC unless said), in the order of the
    catalogue. Doors of bodies set up for another country are left out. Two queries; one with `recorded` at hand
    ({instrument id: Ratification}, see `recorded_in`)."""
    if not user.is_authenticated:
        return []
    return _lines(country, Door.objects.all(), on, recorded)


def door_state(country, key, *, on=None):
    """The `Verdict` of the door `key` for `country`, or None where the catalogue has no such door (or it belongs to a
    body set up for another country). For gates of steps: public facts, the same for every reader. Two queries."""
    lines = _lines(country, Door.objects.filter(key=key), on)
    return lines[0].verdict if lines else None


def gate_answer(country, mechanism, kind, *, on=None):
    """Whether a step of the kind `kind` (a DoorKind) towards `mechanism` is open for `country`: the ratification check
    of the step library (MATRIX D029). Two queries."""
    return gate_answers(country, mechanism, (kind,), on=on).get(kind, GateAnswer(None, False, ()))


def gate_answers(country, mechanism, kinds, *, on=None):
    """{kind: GateAnswer} of the kinds of doors that `mechanism` has. Two queries whatever the kinds."""
    by_kind = {}
    for line in _lines(country, Door.objects.filter(mechanism=mechanism, kind__in=kinds), on):
        by_kind.setdefault(line.door.kind, []).append(line)
    return {kind: _best(lines) for kind, lines in by_kind.items()}


def _best(lines):
    best = min(lines, key=lambda line: (_HELP[line.verdict.state], not line.verdict.is_verified))
    return GateAnswer(best.verdict.state, best.verdict.is_verified, tuple(lines))


def instruments_of(user, country):
    """Where the country stands towards every instrument of the catalogue, domestic law left out. One query."""
    if not user.is_authenticated:
        return []
    found = Instrument.objects.filter(country=None).annotate(
        record=FilteredRelation("ratifications", condition=Q(ratifications__country=country))
    )
    found = found.select_related("mechanism", "record").defer(*(f"mechanism__{name}" for name in _LONG_TEXTS))
    return [InstrumentLine(each, getattr(each, "record", None)) for each in found]


def recorded_in(lines):
    """{instrument id: Ratification} of what is recorded."""
    return {line.instrument.pk: line.ratification for line in lines if line.ratification}


def without_other_regions(lines):
    """`lines` without what nobody would expect there: regional instruments, memberships and invitations stand only
    where something is recorded."""
    universal = {InstrumentKind.TREATY, InstrumentKind.PROTOCOL, InstrumentKind.DECLARATION}
    return [
        line
        for line in lines
        if line.ratification or (line.instrument.kind in universal and not _is_regional(line.instrument))
    ]


def ratifications_of(user, country):
    """The records themselves, for the API. No row means not known."""
    if not user.is_authenticated:
        return Ratification.objects.none()
    return Ratification.objects.filter(country=country).select_related("instrument").order_by("instrument__position")


def institutions_of(user, country):
    """The national human rights institutions of the country. One query."""
    if not user.is_authenticated:
        return []
    return list(NationalInstitution.objects.filter(country=country).order_by("pk"))


def bodies_for(user, country, *, on=None):
    """(mandates and investigations set up for `country`, active thematic mandates, which concern every country), each
    in the order of the catalogue. One query."""
    if not user.is_authenticated:
        return [], []
    on = on or clock.today("UTC")
    thematic = Q(country=None, family=Family.SPECIAL_PROCEDURE, state=MechanismState.ACTIVE)
    found = list(Mechanism.objects.filter(Q(country=country) | thematic).exclude(kind="family").defer(*_LONG_TEXTS))
    own = [BodyLine(each, body_state(_body_facts(each), on)) for each in found if each.country_id]
    return own, [each for each in found if not each.country_id]


def _lines(country, doors, on, recorded=None):
    on = on or clock.today("UTC")
    name = str(country)
    if recorded is None:
        recorded = {each.instrument_id: each for each in Ratification.objects.filter(country=country)}
    doors = doors.filter(Q(mechanism__country=None) | Q(mechanism__country=country))
    doors = doors.select_related("mechanism", "instrument__parent")
    doors = doors.defer(*(f"mechanism__{name}" for name in _LONG_TEXTS))
    return [_line(door, recorded, country, name, on) for door in doors]


def _line(door, recorded, country, name, on):
    instrument = door.instrument
    record = recorded.get(door.instrument_id)
    above = instrument.parent if instrument and instrument.kind == InstrumentKind.DECLARATION else None
    verdict = state_of(
        _door_facts(door, above),
        _standing(record),
        _body_facts(door.mechanism, is_sourced=True),
        name,
        on,
        is_un_member=country.is_un_member,
        treaty_standing=_standing(recorded.get(above.pk)) if above else None,
    )
    is_elsewhere = (
        door.mechanism.family == Family.REGIONAL
        and verdict.state == DoorState.UNKNOWN
        and record is None
        and not (instrument and instrument.parent_id in recorded)
        and not is_of_region(door.mechanism, country)
    )
    return DoorLine(door, verdict, is_elsewhere)


def _is_regional(instrument):
    return bool(instrument.mechanism_id and instrument.mechanism.family == Family.REGIONAL)


def _standing(record):
    if record is None:
        return None
    return Standing(
        status=record.status,
        signed_on=record.signed_on,
        accepted_on=record.accepted_on,
        accepted_year=record.accepted_year,
        withdrawn_on=record.withdrawn_on,
        as_of=record.as_of,
        confidence=record.confidence,
        source=record.source,
        note=record.note,
    )


def _door_facts(door, treaty):
    instrument = door.instrument
    return DoorFacts(
        needs=door.needs,
        instrument=instrument.short_name if instrument else "",
        instrument_kind=instrument.kind if instrument else "",
        treaty=treaty.short_name if treaty else "",
        basis=door.basis,
        confidence=door.confidence,
        source=door.source,
        note=door.note,
    )


def _body_facts(mechanism, *, is_sourced=False):
    """`is_sourced`: where a door leads to a standing body, the door's own source says that there is such a body.
    Notes of standing bodies are about other things (holders, names), those of investigations about the mandate."""
    is_temporary = mechanism.family == Family.INVESTIGATION
    return BodyFacts(
        name=mechanism.label,
        state=mechanism.state,
        active_from=mechanism.active_from,
        active_to=mechanism.active_to,
        confidence=Confidence.CHECKED if is_sourced and not is_temporary else mechanism.confidence,
        source=mechanism.source,
        note=mechanism.note if is_temporary else "",
    )
