"""What the demonstration cluster of Mozambique follows up: objectives, activities and offers are invented, the
recommendations are real."""

import datetime as dt

from clusters.enums import Aor
from clusters.models import User
from core import clock
from engagements.actions.recommended import promote_to_issue, work_on
from engagements.enums import Horizon, IssueState
from engagements.models import AdvocacyIssue, PlanLine
from hre_portal.demo.people import address, pilot_clusters
from mechanisms.queries.obstacles import obstacles_by_kind
from recommendations.actions import mark_areas
from recommendations.actions.conditions import add_condition, settle_condition
from recommendations.actions.follow_up import add_activity, adopt, move_activity, move_offer
from recommendations.actions.frameworks import add_framework, tie_follow_up
from recommendations.enums import (
    ActivityKind,
    ConditionKind,
    FrameworkKind,
    Mark,
    OfferState,
    Position,
    Progress,
    StateBody,
)
from recommendations.models import FollowUp, Recommendation


def load_follow_up():
    """Add what is not there yet; the second time nothing changes. Returns how many recommendations were adopted."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    if FollowUp.objects.visible_to(by).filter(cluster=cluster).exists():
        return 0
    supported = Recommendation.objects.filter(
        country=cluster.country, mechanism__key="upr", position=Position.SUPPORTED
    ).order_by("-cycle", "pk")
    papers = supported.filter(text__icontains="registered immediately after birth").first()
    women = supported.filter(text__icontains="violence against women").first()
    if papers is not None:
        _papers(cluster, papers, by)
    if women is not None:
        _women(cluster, women, by)
    return (papers is not None) + (women is not None)


def _papers(cluster, row, by):
    """With an activity that is overdue, one that is done and an accepted offer; on a plan line and a priority."""
    today = clock.today()
    found = adopt(
        cluster=cluster,
        recommendation=row,
        objective="Example: displaced children and their parents have papers and can claim their rights.",
        responsible_kind=StateBody.MINISTRY,
        responsible="Example: ministry of justice, directorate of registries",
        follows="Registration where displaced families live now.",
        support="Members see whether registrars reach the sites; the cluster tells the directorate, offers know-how.",
        purpose="No child in the sites is without a birth certificate when the State reports again.",
        method="Every quarter one page of findings, discussed with the directorate before anybody else reads it.",
        first_step="Ask the directorate who answers for this recommendation.",
        by=by,
    )
    law = add_condition(
        follow_up=found,
        kind=ConditionKind.ENABLER,
        text="Example: the law lets registrars work outside of their offices.",
        approach="Name the article whenever we meet the directorate.",
        by=by,
    )
    settle_condition(condition=law, is_settled=True, expected_version=1, by=by)
    add_condition(
        follow_up=found,
        kind=ConditionKind.ENABLER,
        text="Example: a line for mobile registration in the directorate’s budget.",
        approach="Show what one round of visits costs before the budget is drafted.",
        by=by,
    )
    listed = [one for kind in obstacles_by_kind() for one in kind.obstacles]
    add_condition(
        follow_up=found,
        kind=ConditionKind.OBSTACLE,
        text="" if listed else "Example: nobody in the directorate knows the procedure.",
        obstacle=listed[0] if listed else None,
        approach="Example: bring the directorate and the members to one table.",
        by=by,
    )
    meeting = add_activity(
        follow_up=found,
        kind=ActivityKind.SUPPORT,
        what="Meet the directorate: who answers for this recommendation, and by when?",
        owner_role="coordinator",
        due_on=today - dt.timedelta(days=40),
        by=by,
    )
    done_on = today - dt.timedelta(days=42)
    move_activity(activity=meeting, progress=Progress.DONE, done_on=done_on, expected_version=1, by=by)
    findings = add_activity(
        follow_up=found,
        kind=ActivityKind.SUPPORT,
        what="Collect on one page what members see in six districts",
        owner_role="member",
        starts_on=today - dt.timedelta(days=30),
        due_on=today - dt.timedelta(days=3),
        cost_source="Example: monitoring budget of the members",
        by=by,
    )
    move_activity(activity=findings, progress=Progress.GOING_ON, expected_version=1, by=by)
    offer = add_activity(
        follow_up=found,
        kind=ActivityKind.OFFER,
        what="Help to train registrars who visit the sites",
        counterpart="Example: ministry of justice, directorate of registries",
        owner_role="co_coordinator",
        due_on=today + dt.timedelta(days=60),
        cost_source="Example: rule of law programme",
        by=by,
    )
    move_offer(
        activity=offer,
        offer=OfferState.ACCEPTED,
        reason="Example: yes for two provinces, after the holidays.",
        expected_version=1,
        by=by,
    )
    plan = add_framework(
        cluster=cluster,
        kind=FrameworkKind.OTHER,
        title="Example: provincial plan for civil registration",
        year_from=today.year,
        year_to=today.year + 4,
        source="Invented for the demonstration; no such plan exists.",
        by=by,
    )
    tie_follow_up(follow_up=found, framework=plan, place="Example: outcome 2, indicator 2.3", by=by)
    mark_areas(recommendation=row, areas=[Aor.CHILD_PROTECTION], by=by)
    line = PlanLine.objects.visible_to(by).filter(cluster=cluster).order_by("pk").first()
    if line is not None:
        work_on(plan_line=line, recommendation=row, by=by)
    issue = AdvocacyIssue.objects.visible_to(by).filter(cluster=cluster, state=IssueState.OPEN).order_by("pk").first()
    if issue is not None:
        promote_to_issue(issue=issue, recommendation=row, horizon=Horizon(issue.horizon), by=by)


def _women(cluster, row, by):
    """For coordinators only, with an offer that waits for an answer."""
    mark_areas(recommendation=row, areas=[Aor.GBV], by=by)
    found = adopt(
        cluster=cluster,
        recommendation=row,
        mark=Mark.COORDINATORS,
        objective="Example: survivors of violence reach help that they can trust.",
        responsible_kind=StateBody.MINISTRY,
        responsible="Example: ministry for women and social action",
        support="Partners show which way survivors go today, and where it ends.",
        purpose="Survivors in displacement are part of the ministry’s plan.",
        first_step="Read the ministry’s plan for displaced women.",
        by=by,
    )
    add_activity(
        follow_up=found,
        kind=ActivityKind.OFFER,
        what="Help to draft the chapter on displaced women",
        counterpart="Example: ministry for women and social action",
        owner_role="coordinator",
        due_on=clock.today() + dt.timedelta(days=25),
        by=by,
    )
