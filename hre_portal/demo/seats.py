"""Seats in advisory groups, the analytical framework, an adviser and partners in a step in the demonstration world. All
invented: bodies and functions, no persons. Written through the actions that people use."""

import datetime as dt

from clusters.actions import add_seat
from clusters.models import AdvisorySeat, User
from core import clock
from engagements.actions.framework import add_update, record_rollout
from engagements.actions.partners import add_partner
from engagements.enums import SHARED_MARKS, RolloutStatus, StepPart
from engagements.models import AnalysisUpdate, EngagementStep
from hre_portal.demo.people import address, pilot_clusters
from stakeholders.actions import add_stakeholder
from stakeholders.enums import ActorFamily, Brings, Relation, StakeholderKind
from stakeholders.models import Stakeholder


def load_seats():
    """Add what is not there yet; the second time nothing changes. Returns how many seats were added."""
    clusters = pilot_clusters()
    number = 0
    for iso3, with_ohchr in (("MOZ", True), ("NGA", False)):
        cluster = clusters[iso3]
        by = User.objects.get(email=address("coordinator", iso3))
        if AdvisorySeat.objects.visible_to(by).filter(cluster=cluster).exists():
            continue
        number += _seats(cluster, by, with_ohchr=with_ohchr)
        _framework(cluster, by)
        _adviser(cluster, by)
    return number


def _seats(cluster, by, *, with_ohchr):
    begins = clock.today() - dt.timedelta(days=300)
    rows = [{"body": "Demonstration: network of women’s organisations", "held_by": "Chair", "starts_on": begins}]
    if with_ohchr:
        rows.append({"body": "Demonstration: OHCHR presence", "is_ohchr": True, "held_by": "Head of office"})
    else:
        rows.append({"body": "Demonstration: legal aid forum", "held_by": "Director", "ends_on": begins})
    for row in rows:
        add_seat(cluster=cluster, by=by, **row)
    return len(rows)


def _framework(cluster, by):
    today = clock.day_of(by)
    if AnalysisUpdate.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    record_rollout(
        cluster=cluster,
        status=RolloutStatus.UNDER_WAY,
        as_of=today - dt.timedelta(days=20),
        note="Example: used for the national update; two hubs begin next quarter.",
        expected_version=0,
        by=by,
    )
    for days, title, has_section in (
        (30, "Demonstration: protection analysis update, third quarter", True),
        (120, "Demonstration: protection analysis update, second quarter", False),
        (210, "Demonstration: protection analysis update, first quarter", None),
    ):
        add_update(
            cluster=cluster,
            title=title,
            published_on=today - dt.timedelta(days=days),
            has_rights_section=has_section,
            by=by,
        )


def _adviser(cluster, by):
    """An adviser deployed around now, and partners in the first shared step that is due while they are there."""
    today = clock.day_of(by)
    adviser = add_stakeholder(
        cluster=cluster,
        kind=StakeholderKind.ADVISER,
        family=ActorFamily.RIGHTS,
        name="Demonstration: human rights adviser to the Resident Coordinator",
        brings=[Brings.EXPERTISE, Brings.STANDARDS],
        deployed_from=today - dt.timedelta(days=90),
        deployed_until=today + dt.timedelta(days=270),
        relation=Relation.REGULAR,
        by=by,
    )
    steps = EngagementStep.objects.visible_to(by).filter(
        plan_line__cluster=cluster, plan_line__exposure__in=SHARED_MARKS, due_on__range=(today, adviser.deployed_until)
    )
    step = steps.select_related("plan_line__cluster").order_by("due_on", "pk").first()
    if step is None:
        return
    add_partner(step=step, stakeholder=adviser, part=StepPart.PRESENTER, by=by)
    leagues = Stakeholder.objects.visible_to(by).filter(cluster=cluster, kind=StakeholderKind.RIGHTS_ORGANISATION)
    for league in leagues[:1]:
        add_partner(step=step, stakeholder=league, by=by)
