"""Who belongs where, asked of the database each time: a membership that ended yesterday opens nothing today.

Everything above builds its own rules from these subqueries; none of them joins, so none needs DISTINCT.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import BreakGlass, Cluster, Membership
from core import clock, memo, policy
from core.errors import Refused
from core.models import AuditEntry


def running(today=None):
    """Memberships in force on `today` (UTC)."""
    today = today or clock.today()
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def cluster_ids(user, roles=INSIDE_ROLES):
    """Subquery of the ids of clusters in which `user` holds one of `roles` now. A role in the national cluster
    reaches its sub-national nodes; a role in a node does not reach up."""
    held = Membership.objects.filter(running(), user=user, role__in=sorted(roles), cluster__isnull=False)
    return Cluster.objects.filter(
        Q(pk__in=held.values("cluster_id")) | Q(parent_id__in=held.values("cluster_id"))
    ).values("pk")


def country_codes(user, roles=INSIDE_ROLES):
    """Subquery of the ISO codes of countries in whose clusters `user` holds one of `roles` now."""
    return Cluster.objects.filter(pk__in=cluster_ids(user, roles)).values("country_id")


def glass_cluster_ids(user):
    """Subquery of the ids of clusters that `user` has broken the glass of, for as long as it lasts."""
    now = clock.now()
    return BreakGlass.objects.filter(user=user, started_at__lte=now, ends_at__gt=now).values("cluster_id")


def has_role(user, *roles):
    """Whether `user` holds one of the world-level `roles` now."""
    return user.is_active and not _world_roles(user).isdisjoint(roles)


def _world_roles(user):
    """Asked by nearly every rule; a change takes effect at the next request."""
    held = Membership.objects.filter(running(), user=user, cluster=None)
    return memo.remembered(("world roles", user.pk), lambda: frozenset(held.values_list("role", flat=True)))


def has_role_in(user, cluster_id, roles):
    """Whether `user` holds one of `roles` in the cluster (or in the national cluster above it) now."""
    return user.is_active and cluster_ids(user, roles).filter(pk=cluster_id).exists()


def is_task_team(user):
    return has_role(user, Role.TASK_TEAM)


def is_administrator(user):
    return has_role(user, Role.ADMINISTRATOR)


def check_can_lead(user, cluster):
    """Coordinators and co-coordinators only."""
    if not has_role_in(user, cluster.pk, LEAD_ROLES):
        raise Refused(_("Only the coordinators of this cluster may do this."))


def check_is_task_team(user):
    if not is_task_team(user):
        raise Refused(_("Only the Task Team may do this."))


@policy.register(AuditEntry)
def visible_audit(user):
    """The trail of a cluster belongs to its leads; acts without a cluster to Task Team and administrators.
    A superuser's flag opens nothing."""
    seen = Q(cluster_id__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster_id__in=glass_cluster_ids(user))
    if has_role(user, Role.TASK_TEAM, Role.ADMINISTRATOR):
        seen |= Q(cluster_id=None)
    return seen
