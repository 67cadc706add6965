"""Who belongs where, asked of the database each time: a membership that ended yesterday opens nothing today.

Everything above builds its own rules from these subqueries; none of them joins, so none needs DISTINCT.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import CLUSTER_ROLES, GLOBAL_ROLES, INSIDE_ROLES, LEAD_ROLES, SECOND_FACTOR_ROLES, Role
from clusters.models import BreakGlass, Cluster, Membership, ProfileNote, User
from core import clock, memo, policy
from core.errors import Refused
from core.models import AuditEntry

# Who may care for the people of every cluster.
CARING_ROLES = frozenset({Role.TASK_TEAM, Role.ADMINISTRATOR})
# Who supports the work of every cluster.
SUPPORTING_ROLES = frozenset({Role.TASK_TEAM, Role.GPC})


def running(today=None):
    """Memberships in force on `today` (UTC)."""
    today = today or clock.today()
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def held_memberships(user):
    """The memberships of `user` in force, once for each sub-national node below their cluster (`node_id`,
    `node_country_id`), with `cluster.country` and `organisation`, by country; one query a request, from which frame,
    pages and rules all answer. A change takes effect at the next request."""

    return memo.remembered(("roles held", user.pk), lambda: list(with_nodes(Membership.objects.filter(user=user))))


def with_nodes(memberships):
    """Those of `memberships` that are in force, as `held_memberships` gives them."""
    rows = memberships.filter(running()).select_related("cluster__country", "organisation")
    rows = rows.annotate(node_id=F("cluster__nodes__pk"), node_country_id=F("cluster__nodes__country_id"))
    return rows.order_by(F("cluster__country__name").asc(nulls_last=True), "pk")


def learn_roles(people):
    """Read the memberships of all `people` in one query, so that the rules need not ask about each of them. Within a
    request, or `memo.one_request()`; elsewhere nothing would be remembered. Who is known already stays as known."""
    unknown = [person.pk for person in people if memo.recalled(("roles held", person.pk)) is None]
    if not unknown or not memo.remembers():
        return
    learn(with_nodes(Membership.objects.filter(user__in=unknown)), unknown)


def learn(memberships, user_ids):
    """Remember for the rest of the request that `memberships`, from `with_nodes`, are all that these people hold."""
    rows: dict[int, list] = {pk: [] for pk in user_ids}
    for row in memberships:
        rows[row.user_id].append(row)
    for pk, held in rows.items():
        memo.remembered(("roles held", pk), lambda held=held: held)


def reaches(cluster):
    """Q over what belongs to a cluster (memberships, signatures) and holds in `cluster` (a key, a row, an OuterRef):
    its own, and that of the national cluster above it."""
    return Q(cluster=cluster) | Q(cluster__nodes=cluster)


def _held(user):
    """(role, cluster, its country, node of it, the node's country) for each role that `user` holds now."""
    return [
        (row.role, row.cluster_id, row.cluster.country_id if row.cluster_id else None, row.node_id, row.node_country_id)
        for row in held_memberships(user)
    ]


def _places(user, roles):
    """(cluster, its country) in which `user` holds one of `roles`, nodes included; within a request only."""
    held = [row for row in _held(user) if row[0] in roles]
    return {row[1:3] for row in held if row[1]} | {row[3:5] for row in held if row[3]}


def roles_held(user, cluster_id):
    """The roles that `user` holds now in the cluster, in the national one above it, or at world level; within a
    request only."""
    held = (row for row in _held(user) if row[1] is None or cluster_id in (row[1], row[3]))
    return frozenset(Role(row[0]) for row in held)


def cluster_ids(user, roles=INSIDE_ROLES):
    """The ids of clusters in which `user` holds one of `roles` now, to be used with `__in` only. A role in the
    national cluster reaches its sub-national nodes; a role in a node does not reach up. Outside a request it is a
    subquery, within one a list: rules nest it many times over, and building those queries costs more than all the
    rest of a page."""
    if memo.remembers():
        return sorted(cluster_id for cluster_id, _country in _places(user, roles))
    held = Membership.objects.filter(running(), user=user, role__in=sorted(roles), cluster__isnull=False)
    return Cluster.objects.filter(
        Q(pk__in=held.values("cluster_id")) | Q(parent_id__in=held.values("cluster_id"))
    ).values("pk")


def country_codes(user, roles=INSIDE_ROLES):
    """The ISO codes of countries in whose clusters `user` holds one of `roles` now, to be used with `__in` only."""
    if memo.remembers():
        return sorted({country for _cluster, country in _places(user, roles)})
    return Cluster.objects.filter(pk__in=cluster_ids(user, roles)).values("country_id")


def glass_cluster_ids(user):
    """The ids of clusters that `user` has broken the glass of, for as long as it lasts and she still is an
    administrator, to be used with `__in` only. None where this request has found at its beginning that no glass of
    hers is open."""
    if memo.recalled(("glass open", user.pk)) is False:
        return []
    now = clock.now()
    opened = BreakGlass.objects.filter(user=user, started_at__lte=now, ends_at__gt=now).values("cluster_id")
    if memo.remembers():
        return opened if is_administrator(user) else []
    held = Membership.objects.filter(running(), user=user, role=Role.ADMINISTRATOR, cluster=None)
    return opened.filter(Exists(held))


def has_role(user, *roles):
    """Whether `user` holds one of the world-level `roles` now."""
    return user.is_active and not world_roles(user).isdisjoint(roles)


def world_roles(user):
    """The world-level roles that `user` holds now. Asked by nearly every rule; a change takes effect at the next
    request."""
    if not user.is_active:
        return frozenset()
    return frozenset(Role(role) for role, cluster_id, *_rest in _held(user) if cluster_id is None)


def has_role_in(user, cluster_id, roles):
    """Whether `user` holds one of `roles` in the cluster (or in the national cluster above it) now."""
    if not user.is_active:
        return False
    if memo.remembers():
        return cluster_id in cluster_ids(user, roles)
    return cluster_ids(user, roles).filter(pk=cluster_id).exists()


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


# --- People ---------------------------------------------------------------------------------------------


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


def glasses_q(user):
    """One's own, and those of the clusters that one leads; administrators see that they happened."""
    if is_administrator(user):
        return Q()
    return Q(user=user) | Q(cluster_id__in=cluster_ids(user, LEAD_ROLES))


def check_can_break_glass(user):
    if not is_administrator(user):
        raise Refused(_("Only administrators may look into a cluster's confidential material, with a reason."))


def may_log_in(user):
    """Inactive people never; demonstration logins share a password and therefore only in a demonstration."""
    return user.is_active and (settings.HRE_DEMO or not user.is_demo)


# --- Second factor ----------------------------------------------------------------------------------------


def needs_second_factor_q():
    """People who may not use the portal without a second factor: world-level roles that can change dates or
    people, the administration, and everybody in a cluster that demands it. Above it too: a role in the national cluster
    reaches its sub-national nodes."""
    held = Membership.objects.filter(running(), user=OuterRef("pk"))
    demanding = Q(cluster__requires_second_factor=True) | Q(cluster__parent__requires_second_factor=True)
    demanding |= Q(cluster__nodes__requires_second_factor=True)
    return (
        Q(is_superuser=True)
        | Q(is_staff=True)
        | Exists(held.filter(Q(role__in=sorted(SECOND_FACTOR_ROLES)) | demanding))
    )


def has_second_factor_q():
    """Recovery codes alone are no second factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=kinds))


def lacks_second_factor(user):
    """Whether `user` must set up a second factor before anything else. Demonstration logins never, in a
    demonstration. One query."""
    if settings.HRE_DEMO and user.is_demo:
        return False
    return User.objects.filter(needs_second_factor_q(), ~has_second_factor_q(), pk=user.pk).exists()
