"""Who sees the workspace of a visit or a session, and press proposals."""

from django.db.models import Q

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from engagements.models import (
    LineInput,
    LineReport,
    PlanLine,
    PressProposal,
    ReadingItem,
    SessionConcern,
    StopSafety,
    VisitStop,
)
from engagements.policy.marks import visible_by_mark
from engagements.policy.plans import holds_role, through_visible_line, trusted_on_line

# What hangs on a plan line is seen by whoever sees the line.
for _model in (SessionConcern, LineInput, LineReport, VisitStop):
    policy.register(_model)(through_visible_line)


@policy.register(StopSafety)
def visible_safety_notes(user):
    """The coordinators and the people named on the line: what protects people on the road is not for every member."""
    line = "stop__plan_line"
    seen = Q(**{f"{line}__in": PlanLine.objects.visible_to(user).values("pk")})
    return seen & trusted_on_line(user, LEAD_ROLES, line=line)


@policy.register(PressProposal)
def visible_press_proposals(user):
    return visible_by_mark(user)


@policy.register(ReadingItem)
def visible_reading(user):
    """The cluster's members and the Task Team."""
    seen = Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | holds_role(user, Role.TASK_TEAM)
    return seen | Q(cluster__in=glass_cluster_ids(user))
