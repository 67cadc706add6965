"""Reads of concerns: those of a cluster, and the Task Team's list of those without an answer."""

from engagements.models import PlanConcern, PlanLine

SHOWN = 100


def concern(user, pk):
    """A concern, or None for whoever may not see it."""
    return PlanConcern.objects.visible_to(user).filter(pk=pk).select_related("cluster__country").first()


def number_waiting(user, cluster):
    """How many concerns of the cluster, as far as the reader sees them, have no answer yet. One query."""
    return PlanConcern.objects.visible_to(user).filter(cluster=cluster, answered_at=None).count()


def concerns(user, cluster=None, *, waiting=None, limit=SHOWN):
    """The concerns of a cluster (None: of all that `user` sees), the newest first; `waiting`: only those with (False)
    or without (True) an answer. Each with `line`, the plan line that took it up where the reader sees it. Two
    queries."""
    rows = PlanConcern.objects.visible_to(user)
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    if waiting is not None:
        rows = rows.filter(answered_at__isnull=waiting)
    rows = rows.select_related("cluster__country", "raised_by", "answered_by").order_by("-raised_at", "-pk")
    found = list(rows[:limit])
    taken = {row.plan_line_id for row in found if row.plan_line_id}
    lines = PlanLine.objects.visible_to(user).in_bulk(taken) if taken else {}
    for row in found:
        row.line = lines.get(row.plan_line_id)
    return found
