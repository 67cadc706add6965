"""Reads of what stands in the way of plans, and the Task Team's count by kind."""

from collections import Counter
from dataclasses import dataclass

from core.svg import BarGroup, bar_picture
from engagements.models import PlanLine, PlanObstacle
from engagements.queries.spans import in_year
from knowledge.queries.support import obstacles_asked_about
from mechanisms.queries.obstacles import obstacles_by_kind

SHOWN = 200


@dataclass
class KindInPlan:
    """One of the three kinds with what was named of it."""

    value: str
    label: str
    rows: list


def of_plan(user, cluster, year, *, line=None):
    """What stands in the way in the plan of `year` (or of one `line`), as far as `user` sees it, by kind; what is over
    stands last. Two queries."""
    rows = PlanObstacle.objects.visible_to(user).filter(cluster=cluster, year=year)
    if line is not None:
        rows = rows.filter(plan_line=line)
    rows = rows.select_related("obstacle", "plan_line", "named_by").order_by("obstacle__position", "pk")
    found = sorted(rows[:SHOWN], key=lambda row: row.ended_on is not None)
    kinds = obstacles_by_kind(with_retired=True)
    return [KindInPlan(kind.value, kind.label, [r for r in found if r.obstacle.kind == kind.value]) for kind in kinds]


def plan_obstacle(user, pk):
    """One row, or None for whoever may not see it."""
    wanted = ("cluster__country", "plan_line", "obstacle")
    return PlanObstacle.objects.visible_to(user).filter(pk=pk).select_related(*wanted).first()


def lines_to_name(user, cluster, year):
    """Plan lines of the year that `user` may say something of, as a queryset."""
    return PlanLine.objects.visible_to(user).filter(in_year(year), cluster=cluster).order_by("planned_for", "pk")


@dataclass
class Count:
    """How often an obstacle stands in shared plans (and in how many clusters), and how often support was asked for
    because of it."""

    label: str
    plans: int
    clusters: int
    requests: int


@dataclass
class KindCount(Count):
    obstacles: list


@dataclass
class ByKind:
    kinds: list
    picture: str
    rows: list
    other_requests: int

    @property
    def has_any(self):
        return any(kind.plans or kind.requests for kind in self.kinds)


def by_kind(user, year, *, title, series):
    """What stands in the way by kind, in all clusters: plans of `year` as far as the clusters share them, and requests
    asked in that year, nothing else (MATRIX A025). `title` and `series` are words of the picture. Four queries,
    whatever the rows."""
    rows = PlanObstacle.objects.visible_to(user).filter(year=year, ended_on=None, is_shared=True)
    rows = rows.select_related("cluster__country", "obstacle", "plan_line").order_by("-named_at", "-pk")
    found = list(rows[:SHOWN])
    plans, clusters = Counter(), {}
    for obstacle_id, kind, cluster_id in rows.order_by().values_list("obstacle_id", "obstacle__kind", "cluster_id"):
        for key in (obstacle_id, kind):
            plans[key] += 1
            clusters.setdefault(key, set()).add(cluster_id)
    requests = Counter(obstacles_asked_about(user, year))
    kinds = []
    for kind in obstacles_by_kind(with_retired=True):
        counted = [
            Count(str(one), plans[one.pk], len(clusters.get(one.pk, ())), requests[one.pk]) for one in kind.obstacles
        ]
        counted = [one for one in counted if one.plans or one.requests]
        asked = sum(requests[one.pk] for one in kind.obstacles)
        kinds.append(KindCount(kind.label, plans[kind.value], len(clusters.get(kind.value, ())), asked, counted))
    groups = [BarGroup(kind.label, (kind.plans, kind.requests)) for kind in kinds]
    return ByKind(kinds, bar_picture(groups=groups, series=series, title=title), found, requests[None])
