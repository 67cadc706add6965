"""What people may see and do in a cluster: its people, profile, advisory group and trail."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import CLUSTER_ROLES, GLOBAL_ROLES, INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import AdvisorySeat, ProfileNote
from clusters.policy.membership import (
    CARING_ROLES,
    SUPPORTING_ROLES,
    check_can_lead,
    cluster_ids,
    glass_cluster_ids,
    has_role,
    has_role_in,
    is_administrator,
    world_roles,
)
from core import policy
from core.errors import Refused
from core.models import AuditEntry


@policy.register(AuditEntry)
def visible_audit(user):
    """The trail of a cluster belongs to its leads; acts without a cluster to Task Team and administrators.
    A superuser's flag opens nothing."""
    seen = Q(cluster_id__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster_id__in=glass_cluster_ids(user))
    if has_role(user, Role.TASK_TEAM, Role.ADMINISTRATOR):
        seen |= Q(cluster_id=None)
    return seen


def grantable_roles(user, cluster):
    """The roles that `user` may give now, in `cluster` or (with None) at world level. Nobody gives a role above
    the own one: coordinators and co-coordinators, equal in rights (MATRIX B001, B002), reach no world-level role,
    and only an administrator makes administrators."""
    world = world_roles(user)
    if cluster is None:
        if Role.ADMINISTRATOR in world:
            return GLOBAL_ROLES
        return frozenset({Role.TASK_TEAM, Role.GPC}) if Role.TASK_TEAM in world else frozenset()
    if world & CARING_ROLES or has_role_in(user, cluster.pk, LEAD_ROLES):
        return CLUSTER_ROLES
    return frozenset()


def check_can_grant(user, role, cluster):
    """`user` may invite to, give, change and end `role` in `cluster` (None: at world level)."""
    if role not in grantable_roles(user, cluster):
        raise Refused(_("You may not give or end this role here."))


def can_care_for_people(user, cluster):
    """Whether `user` may invite people to `cluster` (None: to world-level roles)."""
    return bool(grantable_roles(user, cluster))


def people_clusters_q(user):
    """Clusters whose people `user` may see: the circle that belongs to them, Task Team and administrators.
    An OHCHR partner sees what is shared by name, not the list of people (MATRIX B009)."""
    if world_roles(user) & CARING_ROLES:
        return Q()
    return Q(pk__in=cluster_ids(user, INSIDE_ROLES))


def memberships_q(user):
    """Memberships that `user` may see: the own ones and those of the circle."""
    world = world_roles(user)
    if world & CARING_ROLES:
        return Q()
    return Q(user=user) | Q(cluster_id__in=cluster_ids(user, INSIDE_ROLES))


def check_can_record_kinds(user, cluster):
    """Whoever cares for the people of the cluster says what kind of organisation they speak for."""
    if not can_care_for_people(user, cluster):
        raise Refused(_("Only the coordinators of this cluster may do this."))


def invitations_q(user):
    """Invitations that `user` may see: those of the clusters that one leads."""
    world = world_roles(user)
    if world & CARING_ROLES:
        return Q()
    return Q(cluster_id__in=cluster_ids(user, LEAD_ROLES))


@policy.register(ProfileNote)
def visible_profiles(user):
    """A profile tells what a cluster can and dares: its circle reads it, and those at world level who support it
    (MATRIX O019: the Global Protection Cluster acts where the HCT has no protection strategy)."""
    if has_role(user, *SUPPORTING_ROLES):
        return Q()
    return Q(cluster_id__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster_id__in=glass_cluster_ids(user))


def profile_clusters_q(user):
    """Clusters whose profile `user` may read."""
    if has_role(user, *SUPPORTING_ROLES):
        return Q()
    return Q(pk__in=cluster_ids(user, INSIDE_ROLES)) | Q(pk__in=glass_cluster_ids(user))


def check_can_record_profile(user, cluster):
    """Coordinators and co-coordinators say how their cluster stands; nobody says it for them."""
    check_can_lead(user, cluster)


@policy.register(AdvisorySeat)
def visible_seats(user):
    """Whoever sees the people of the cluster: a seat says who advises it."""
    if world_roles(user) & CARING_ROLES:
        return Q()
    return Q(cluster_id__in=cluster_ids(user, INSIDE_ROLES))


def check_can_seat(user, cluster):
    """Coordinators and co-coordinators say who sits in their advisory group."""
    check_can_lead(user, cluster)


def glasses_q(user):
    """One's own, and those of the clusters that one leads; administrators see that they happened."""
    if is_administrator(user):
        return Q()
    return Q(user=user) | Q(cluster_id__in=cluster_ids(user, LEAD_ROLES))


def check_can_break_glass(user):
    if not is_administrator(user):
        raise Refused(_("Only administrators may look into a cluster's confidential material, with a reason."))
