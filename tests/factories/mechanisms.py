import itertools

from mechanisms.enums import Acceptance, Anchor, DoorKind, Family, InstrumentKind, MechanismKind, Phase
from mechanisms.models import (
    Component,
    DeadlineRule,
    Document,
    Door,
    Instrument,
    Mechanism,
    NationalInstitution,
    Obstacle,
    Ratification,
    StepTemplate,
    Theme,
)
from tests.factories.clusters import make_country

_number = itertools.count(1)


def make_mechanism(key="upr", **fields):
    defaults = {
        "family": Family.UPR,
        "name": "Universal Periodic Review",
        "short_name": "UPR",
        "time_zone": "Europe/Zurich",
        **fields,
    }
    return Mechanism.objects.get_or_create(key=key, defaults=defaults)[0]


def make_rule(**fields):
    n = next(_number)
    defaults = {
        "mechanism": fields.pop("mechanism", None) or make_mechanism(),
        "key": f"rule-{n}",
        "title": f"Rule {n}",
        "entry_kind": "submission",
        "anchor": Anchor.SESSION_OPENS,
        "days": -28,
        "time_zone": "Europe/Zurich",
        "confidence": "checked",
        "source": "https://example.org/rule",
    }
    return DeadlineRule.objects.create(**{**defaults, **fields})


def make_step_template(**fields):
    n = next(_number)
    defaults = {
        "key": f"upr.step_{n}",
        "mechanism_kind": MechanismKind.UPR,
        "phase": Phase.CONTRIBUTE,
        "title": f"Step {n}",
        "source": "000:67",
        "lead_days": 30,
        "position": n,
    }
    return StepTemplate.objects.create(**{**defaults, **fields})


def make_instrument(key="cedaw-op", **fields):
    defaults = {
        "kind": InstrumentKind.PROTOCOL,
        "short_name": key.upper(),
        "name": f"Instrument {key}",
        "confidence": "checked",
        "source": "https://example.org/treaty",
        **fields,
    }
    return Instrument.objects.get_or_create(key=key, defaults=defaults)[0]


def make_ratification(country=None, instrument=None, **fields):
    defaults = {
        "country": country or make_country(),
        "instrument": instrument or make_instrument(),
        "status": Acceptance.PARTY,
        "as_of": "2022-06",
        "confidence": "checked",
        "source": "https://example.org/record",
    }
    return Ratification.objects.create(**{**defaults, **fields})


def make_door(key=None, **fields):
    """A door to a treaty body that needs CEDAW-OP, unless `instrument` says otherwise (None: needs nothing)."""
    if "instrument" not in fields:
        fields["instrument"] = make_instrument()
    if "mechanism" not in fields:
        fields["mechanism"] = make_mechanism(
            "cedaw",
            family=Family.TREATY_BODY,
            name="Committee on the Elimination of Discrimination against Women",
            short_name="CEDAW",
            confidence="checked",
        )
    n = next(_number)
    defaults = {
        "key": key or f"door-{n}",
        "kind": DoorKind.COMPLAINT,
        "confidence": "checked",
        "source": "https://example.org/door",
        "position": n,
    }
    return Door.objects.create(**{**defaults, **fields})


def make_document(mechanism, **fields):
    n = next(_number)
    defaults = {
        "kind": "general_comment",
        "symbol": f"CRC/C/GC/{n}",
        "title": f"General comment {n}",
        "year": 2020,
        "confidence": "checked",
        "source": "https://example.org/comments",
    }
    return Document.objects.create(mechanism=mechanism, **{**defaults, **fields})


def make_component(key=None, **fields):
    n = next(_number)
    defaults = {"name": f"Component {n}", "text": "What it is.", "position": n}
    return Component.objects.create(key=key or f"component-{n}", **{**defaults, **fields})


def make_obstacle(key=None, **fields):
    n = next(_number)
    defaults = {"kind": "structural", "name": f"Obstacle {n}", "text": "What it is.", "position": n}
    return Obstacle.objects.create(key=key or f"obstacle-{n}", **{**defaults, **fields})


def make_theme(key="displacement", **fields):
    return Theme.objects.get_or_create(key=key, defaults={"name": key.capitalize(), **fields})[0]


def make_institution(country=None, **fields):
    defaults = {"name": "Commission on Human Rights", "accreditation": "a", "as_of": "2024", "confidence": "checked"}
    return NationalInstitution.objects.create(country=country or make_country(), **{**defaults, **fields})
