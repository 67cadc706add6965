"""Who sees what stands in the way of a plan: the circle of the cluster; of a line, whoever sees that line as well. The
Task Team, where the cluster shares it."""

from django.db.models import Q

from clusters.enums import INSIDE_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from engagements.models import PlanLine, PlanObstacle
from engagements.policy.plans import holds_role


@policy.register(PlanObstacle)
def visible_plan_obstacles(user):
    lines = PlanLine.objects.visible_to(user).values("pk")
    mine = Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    shared = Q(is_shared=True) & holds_role(user, Role.TASK_TEAM)
    return (mine | shared) & (Q(plan_line=None) | Q(plan_line__in=lines))
