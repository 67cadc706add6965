import itertools

from mechanisms.enums import Anchor, Family, MechanismKind, Phase
from mechanisms.models import DeadlineRule, Mechanism, StepTemplate

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
