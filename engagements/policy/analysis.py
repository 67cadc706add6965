"""Who sees findings, monitoring tools, strategies, briefings and registers: the rule of marks, for all of them."""

from django.db.models import Q

from clusters.enums import Role
from core import policy
from engagements.enums import SHARED_MARKS, StrategyPlace
from engagements.models import (
    AdviceStrategy,
    AdvocacyIssue,
    AdvocacyStrategy,
    AnalysisFinding,
    BriefingIssue,
    FindingProvision,
    HctBriefing,
    MonitoringTool,
    RegisterEntry,
    SharingRow,
)
from engagements.policy.marks import visible_by_mark
from engagements.policy.plans import holds_role


@policy.register(AnalysisFinding)
def visible_findings(user):
    return visible_by_mark(user)


@policy.register(FindingProvision)
def visible_provisions(user):
    return Q(finding__in=AnalysisFinding.objects.visible_to(user).order_by().values("pk"))


@policy.register(MonitoringTool)
def visible_tools(user):
    return visible_by_mark(user)


@policy.register(SharingRow)
def visible_sharing_rows(user):
    return visible_by_mark(user)


@policy.register(AdvocacyStrategy)
def visible_strategies(user):
    """By its mark; that a country team has no protection strategy the GPC sees as well as the Task Team, unless it is
    closed (MATRIX O019)."""
    of_hct = Q(place=StrategyPlace.HCT, exposure__in=SHARED_MARKS, plan_line=None)
    return visible_by_mark(user) | (of_hct & holds_role(user, Role.GPC))


@policy.register(HctBriefing)
def visible_briefings(user):
    return visible_by_mark(user)


@policy.register(AdviceStrategy)
def visible_advice_strategies(user):
    """Whoever sees both."""
    entries = RegisterEntry.objects.visible_to(user).order_by().values("pk")
    strategies = AdvocacyStrategy.objects.visible_to(user).order_by().values("pk")
    return Q(entry__in=entries, strategy__in=strategies)


@policy.register(BriefingIssue)
def visible_briefing_issues(user):
    """That an issue was brought up is seen by who sees both."""
    seen = Q(briefing__in=HctBriefing.objects.visible_to(user).order_by().values("pk"))
    return seen & Q(issue__in=AdvocacyIssue.objects.visible_to(user).order_by().values("pk"))


@policy.register(RegisterEntry)
def visible_register_entries(user):
    return visible_by_mark(user)
