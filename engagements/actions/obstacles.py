"""Writes to what stands in the way of a plan (MATRIX A025). The trail keeps the key of the obstacle, never the note."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from core import audit, clock
from core import policy as visibility
from core.errors import Stale
from core.saving import save_version
from engagements import policy, rules
from engagements.models import PlanObstacle


def _kept(row):
    return {"is_shared": row.is_shared, "ended_on": row.ended_on.isoformat() if row.ended_on else None}


def _record(verb, row, by, *, before=None, after=None):
    parent = f"engagements.planline:{row.plan_line_id}" if row.plan_line_id else ""
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=row.cluster_id,
        parent=parent,
        before=before,
        after=after,
        label=str(row),
    )


@transaction.atomic
def name_obstacle(*, cluster, year, obstacle, plan_line=None, note="", is_shared=False, by):
    """Say that an obstacle of the list stands in the way of the plan of `year`, or of one line of it. Coordinators.
    With `is_shared` the Task Team reads it, if it sees the line. The same one twice: `ValidationError`."""
    policy.check_can_plan(by, cluster.pk)
    if plan_line is not None:
        if plan_line.cluster_id != cluster.pk or not visibility.is_visible(plan_line, by):
            raise ValidationError({"plan_line": _("This plan line does not exist.")})
        # A line over several years has its obstacle in the plan in which it was named.
        year = year if year in rules.years_of_line(plan_line) else plan_line.year
    if not obstacle.is_active:
        raise ValidationError({"obstacle": _("This obstacle is no longer offered.")})
    # Of two who name it at once the second finds it named.
    hold_cluster(cluster)
    there = PlanObstacle.objects.visible_to(by).filter(obstacle=obstacle, plan_line=plan_line)
    if plan_line is None:
        there = there.filter(cluster=cluster, year=year)
    if there.exists():
        raise ValidationError({"obstacle": _("It is named here already.")})
    row = PlanObstacle(
        cluster=cluster,
        year=year,
        plan_line=plan_line,
        obstacle=obstacle,
        note=note.strip(),
        is_shared=is_shared,
        named_by=by,
    )
    row.full_clean(exclude=["cluster", "plan_line", "named_by"], validate_unique=False, validate_constraints=False)
    row.save(force_insert=True)
    _record("plan_obstacle.named", row, by, after={"obstacle": obstacle.key, "year": year, **_kept(row)})
    return row


@transaction.atomic
def change_plan_obstacle(*, row, note, is_shared, is_over, expected_version, by):
    """Another note, shared or not, in the way no longer or again. Coordinators. `Stale` when somebody was quicker."""
    policy.check_can_plan(by, row.cluster_id)
    before = _kept(row)
    ended_on = (row.ended_on or clock.day_of(by)) if is_over else None
    row.note = note.strip()
    row.full_clean(
        exclude=["cluster", "plan_line", "obstacle", "named_by"], validate_unique=False, validate_constraints=False
    )
    save_version(row, expected_version, by, note=row.note, is_shared=is_shared, ended_on=ended_on)
    _record("plan_obstacle.changed", row, by, before=before, after=_kept(row))
    return row


@transaction.atomic
def remove_plan_obstacle(*, row, expected_version, by):
    """Take off what was named by mistake; what was overcome is marked so instead. Coordinators."""
    policy.check_can_plan(by, row.cluster_id)
    _record("plan_obstacle.removed", row, by, before={"obstacle": row.obstacle.key, **_kept(row)})
    gone, _rows = PlanObstacle.objects.visible_to(by).filter(pk=row.pk, version=expected_version).delete()
    if not gone:
        raise Stale
