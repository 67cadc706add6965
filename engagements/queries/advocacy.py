"""Reads of advocacy: the ladder, one issue with all that hangs on it, warnings about partners."""

from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from engagements.enums import ActionChannel, ActionState, AdvocacyLevel, IssueState, Tolerance
from engagements.models import (
    ActionPartner,
    AdvocacyAction,
    AdvocacyIssue,
    AdvocacyMessage,
    AnalysisFinding,
    IssueInstrument,
    PartnerTolerance,
)

NEXT_ACTIONS = 8


@dataclass
class Rung:
    """One level of the ladder with the issues raised there."""

    level: str
    label: str
    issues: list = field(default_factory=list)


def _count_of(model, user, **conditions):
    """How many rows of `model` the reader sees on each issue."""
    rows = model.objects.visible_to(user).filter(issue=OuterRef("pk"), **conditions).order_by()
    return Coalesce(Subquery(rows.values("issue").annotate(n=Count("pk")).values("n")), 0)


def issues_of(user, cluster):
    """The issues of the cluster that `user` sees, those open first, with the number of messages and open actions."""
    found = AdvocacyIssue.objects.visible_to(user).filter(cluster=cluster).select_related("plan_line")
    return found.annotate(
        n_messages=_count_of(AdvocacyMessage, user),
        n_actions=_count_of(AdvocacyAction, user, state=ActionState.PLANNED),
    ).order_by("horizon", "title", "pk")


def ladder(user, cluster):
    """(rungs from the top down, issues closed or paused). One query."""
    rungs = {level.value: Rung(level.value, level.label) for level in AdvocacyLevel}
    rest = []
    for issue in issues_of(user, cluster):
        (rungs[issue.level].issues if issue.state == IssueState.OPEN else rest).append(issue)
    return list(reversed(rungs.values())), rest


def issue(user, pk):
    """The issue, or None for whoever may not see it."""
    found = AdvocacyIssue.objects.visible_to(user).filter(pk=pk)
    return found.select_related("cluster__country", "plan_line", "created_by").first()


def instruments_of_issue(user, issue):
    rows = IssueInstrument.objects.visible_to(user).filter(issue=issue)
    return list(rows.select_related("instrument"))


def finding_of(user, issue):
    """The finding on which an issue rests, if the reader sees that too."""
    if issue.finding_id is None:
        return None
    return AnalysisFinding.objects.visible_to(user).filter(pk=issue.finding_id).first()


def messages_of_issue(user, issue):
    rows = AdvocacyMessage.objects.visible_to(user).filter(issue=issue)
    return list(rows.select_related("document__mechanism", "created_by"))


# --- The action plan ------------------------------------------------------------------------------------------


def actions_of_issue(user, issue):
    """The action plan in order of its dates, each with `partners` (their tolerance where the reader may know it) and
    `is_risky`: a partner with little tolerance stands on a public action. Three queries."""
    rows = list(
        AdvocacyAction.objects.visible_to(user)
        .filter(issue=issue)
        .select_related("message")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return with_partners(user, issue.cluster_id, rows)


def next_actions(user, cluster, *, limit=NEXT_ACTIONS):
    """What comes next in the action plans of the open issues of the cluster."""
    issues = AdvocacyIssue.objects.visible_to(user).filter(cluster=cluster, state=IssueState.OPEN).order_by()
    rows = AdvocacyAction.objects.visible_to(user).filter(issue__in=issues.values("pk"), state=ActionState.PLANNED)
    rows = rows.select_related("issue").order_by(F("due_on").asc(nulls_last=True), "pk")
    return with_partners(user, cluster.pk, list(rows[:limit]))


def action(user, issue_pk, pk):
    """An action of that very issue, or None."""
    rows = AdvocacyAction.objects.visible_to(user).filter(pk=pk, issue_id=issue_pk)
    return rows.select_related("issue__cluster").first()


def with_partners(user, cluster_id, actions):
    """Put `partners` and `is_risky` on each action. Two queries, none without actions."""
    if not actions:
        return actions
    named = ActionPartner.objects.visible_to(user).filter(action__in=[one.pk for one in actions])
    known = tolerances(user, cluster_id)
    by_action = {}
    for row in named.select_related("organisation"):
        row.tolerance = known.get(row.organisation_id)
        by_action.setdefault(row.action_id, []).append(row)
    for one in actions:
        one.partners = by_action.get(one.pk, [])
        one.risky = [row for row in one.partners if is_risky(one.channel, row.tolerance)]
    return actions


def is_risky(channel, tolerance):
    """A public action beside a partner that can carry little risk (MATRIX T014)."""
    return channel == ActionChannel.PUBLIC and tolerance == Tolerance.LOW


def tolerances(user, cluster_id):
    """{organisation id: tolerance} of the cluster; empty for whoever does not coordinate it."""
    rows = PartnerTolerance.objects.visible_to(user).filter(cluster_id=cluster_id).order_by()
    return dict(rows.values_list("organisation_id", "tolerance"))


def tolerance_rows(user, cluster):
    rows = PartnerTolerance.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("organisation").order_by("organisation__name", "pk"))


def tolerance_row(user, pk):
    rows = PartnerTolerance.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "organisation").first()


# --- Of a plan line -------------------------------------------------------------------------------------------


def advocacy_of_line(user, line):
    """The issues that hang on a plan line, for its page. One query."""
    return list(AdvocacyIssue.objects.visible_to(user).filter(plan_line=line).order_by("state", "title", "pk"))
