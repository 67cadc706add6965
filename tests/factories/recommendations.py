import datetime as dt
import itertools

from core import clock
from core.enums import Confidence
from recommendations.models import FollowUp, FollowUpActivity, FollowUpCondition, Framework, Recommendation
from recommendations.rules.text import digest_of
from tests.factories.clusters import make_country
from tests.factories.mechanisms import make_mechanism

_number = itertools.count(1)


def make_recommendation(**fields):
    n = next(_number)
    defaults = {
        "country": fields.pop("country", None) or make_country(),
        "mechanism": fields.pop("mechanism", None) or make_mechanism(),
        "symbol": "A/HRC/47/14",
        "paragraph": f"122.{n}",
        "text": f"Protect displaced persons, point {n}",
        "session": "38",
        "cycle": 3,
        "position": "supported",
        "confidence": Confidence.SINGLE_SOURCE,
        "source": "Report of the Working Group",
    }
    values = {**defaults, **fields}
    themes = values.pop("themes", ())
    row = Recommendation.objects.create(digest=digest_of(values["text"]), **values)
    row.themes.set(themes)
    return row


PLAN = {
    "objective": "Displaced persons move without fear",
    "responsible_kind": "ministry",
    "responsible": "Ministry of the Interior",
    "support": "Members report what they see at checkpoints",
    "purpose": "Fewer illegal checkpoints",
    "first_step": "Ask the ministry for a meeting",
}


def make_follow_up(cluster, **fields):
    recommendation = fields.pop("recommendation", None) or make_recommendation(country=cluster.country)
    return FollowUp.objects.create(cluster=cluster, recommendation=recommendation, **{**PLAN, **fields})


def make_activity(follow_up, **fields):
    n = next(_number)
    defaults = {"what": f"Train officers, round {n}", "owner_role": "coordinator"}
    defaults["due_on"] = clock.today() + dt.timedelta(days=30)
    return FollowUpActivity.objects.create(follow_up=follow_up, **{**defaults, **fields})


def make_offer(follow_up, **fields):
    wanted = {"kind": "technical_assistance", "offer": "offered", "counterpart": "Ministry of Justice", **fields}
    return make_activity(follow_up, **wanted)


def make_condition(follow_up, **fields):
    n = next(_number)
    defaults = {"kind": "enabler", "text": f"The ministry has a budget, line {n}"}
    return FollowUpCondition.objects.create(follow_up=follow_up, **{**defaults, **fields})


def make_framework(cluster, **fields):
    n = next(_number)
    defaults = {"kind": "national", "title": f"National plan {n}", "year_from": 2026, "source": "Ministry of Planning"}
    return Framework.objects.create(cluster=cluster, **{**defaults, **fields})
