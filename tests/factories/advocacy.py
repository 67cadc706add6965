import itertools

from engagements.enums import AdvocacyLead, AdvocacyLevel, Audience, Exposure
from engagements.models import ActionPartner, AdvocacyAction, AdvocacyIssue, AdvocacyMessage
from tests.factories.clusters import make_cluster

_number = itertools.count(1)


def make_issue(**fields):
    defaults = {
        "cluster": fields.pop("cluster", None) or make_cluster(),
        "title": f"Issue {next(_number)}",
        "why": "It matters.",
        "level": AdvocacyLevel.WORKING,
        "level_reason": "They listen here.",
        "lead": AdvocacyLead.COORDINATOR,
        "exposure": Exposure.MEMBERS,
    }
    return AdvocacyIssue.objects.create(**{**defaults, **fields})


def make_message(**fields):
    issue = fields.pop("issue", None) or make_issue()
    defaults = {
        "issue": issue,
        "cluster": issue.cluster,
        "audience": Audience.HCT,
        "text": f"Message {next(_number)}",
        "exposure": Exposure.MEMBERS,
    }
    return AdvocacyMessage.objects.create(**{**defaults, **fields})


def make_advocacy_action(*, partners=(), **fields):
    defaults = {
        "issue": fields.pop("issue", None) or make_issue(),
        "what": f"Action {next(_number)}",
        "level": AdvocacyLevel.WORKING,
        "lead": AdvocacyLead.COORDINATOR,
    }
    action = AdvocacyAction.objects.create(**{**defaults, **fields})
    ActionPartner.objects.bulk_create([ActionPartner(action=action, organisation=one) for one in partners])
    return action
