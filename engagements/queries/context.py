"""Reads of the context of a plan and of the objectives it serves."""

from dataclasses import dataclass

from clusters.policy import reaches
from engagements.enums import AimPurpose, LineState
from engagements.models import PlanAim, PlanContext, PlanLine


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
    that serve it and that the reader sees. Two queries."""
    aims = list(PlanAim.objects.visible_to(user).filter(reaches(cluster)).order_by("is_retired", "pk"))
    lines = PlanLine.objects.visible_to(user).filter(aim__in=[aim.pk for aim in aims]) if aims else []
    served = {}
    for line in lines:
        if line.state != LineState.NOT_NOW:
            served.setdefault(line.aim_id, []).append(line)
    for aim in aims:
        aim.lines = served.get(aim.pk, [])
    return [Purpose(value, label, [a for a in aims if a.purpose == value]) for value, label in AimPurpose.choices]
