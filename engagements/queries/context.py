"""Reads of the context of a plan and of the objectives it serves."""

from dataclasses import dataclass

from clusters.policy import reaches
from engagements.enums import AimPurpose, LineState
from engagements.models import PlanAim, PlanContext, PlanLine, RecommendationWork


def versions(user, cluster, year):
    """The versions of the context, the newest first."""
    rows = PlanContext.objects.visible_to(user).filter(cluster=cluster, year=year)
    return list(rows.select_related("created_by").order_by("-number")[:30])


def latest(user, cluster, year):
    """The newest version of the context, or None. One query."""
    return PlanContext.objects.visible_to(user).filter(cluster=cluster, year=year).order_by("-number").first()


@dataclass
class Purpose:
    """One of the three purposes with the objectives written down for it."""

    value: str
    label: str
    aims: list


def aims_by_purpose(user, cluster):
    """The objectives of the cluster (and of the national one above it) by purpose, each with `lines`, the plan lines
    that serve it and that the reader sees, and `recommendations`, on which those lines work (MATRIX D037). Three
    queries."""
    aims = list(PlanAim.objects.visible_to(user).filter(reaches(cluster)).order_by("is_retired", "pk"))
    lines = PlanLine.objects.visible_to(user).filter(aim__in=[aim.pk for aim in aims]) if aims else []
    served = {}
    for line in lines:
        if line.state != LineState.NOT_NOW:
            served.setdefault(line.aim_id, []).append(line)
    worked_on = _worked_on(user, [line for lines_of_aim in served.values() for line in lines_of_aim])
    for aim in aims:
        aim.lines = served.get(aim.pk, [])
        aim.recommendations = list({one.pk: one for line in aim.lines for one in worked_on.get(line.pk, ())}.values())
    return [Purpose(value, label, [a for a in aims if a.purpose == value]) for value, label in AimPurpose.choices]


def _worked_on(user, lines):
    """{line id: recommendations on which it works}. One query, none without lines."""
    if not lines:
        return {}
    rows = RecommendationWork.objects.visible_to(user).filter(plan_line__in=[line.pk for line in lines])
    found: dict = {}
    for row in rows.select_related("recommendation__mechanism").order_by("created_at", "pk"):
        found.setdefault(row.plan_line_id, []).append(row.recommendation)
    return found
