"""Who sees what surrounds the plan of a cluster: its aims, context and concerns are for its circle and the Task Team;
a link of two plan lines for whoever sees both."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in
from core import policy
from core.errors import Refused
from engagements.models import PlanAim, PlanConcern, PlanContext, PlanLine, PlanLink
from engagements.policy.plans import holds_role


def _circle(user):
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    return inside | (Q(cluster__isnull=False) & holds_role(user, Role.TASK_TEAM))


@policy.register(PlanAim)
def visible_aims(user):
    """The circle of the cluster and the Task Team."""
    return _circle(user)


@policy.register(PlanContext)
def visible_contexts(user):
    """The circle of the cluster and the Task Team."""
    return _circle(user)


@policy.register(PlanConcern)
def visible_concerns(user):
    """The circle of the cluster and the Task Team, which looks after concerns without an answer (MATRIX A018)."""
    return _circle(user)


@policy.register(PlanLink)
def visible_links(user):
    lines = PlanLine.objects.visible_to(user).values("pk")
    return Q(source__in=lines) & Q(target__in=lines)


def check_can_raise_concern(user, cluster_id):
    """Everybody who belongs to the cluster."""
    if not has_role_in(user, cluster_id, INSIDE_ROLES):
        raise Refused(_("Only people of this cluster may raise a concern here."))
