"""Who belongs where, asked of the database each time: a membership that ended yesterday opens nothing today.

Everything above builds its own rules from these subqueries; none of them joins, so none needs DISTINCT.
"""

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import BreakGlass, Cluster, Membership
from core import clock, memo
from core.errors import Refused

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
    its own, and that of the national cluster above it. Without a join: a national cluster with three nodes must not
    show what is its own three times."""
    inner = OuterRef(cluster) if isinstance(cluster, OuterRef) else getattr(cluster, "pk", cluster)
    return Q(cluster=cluster) | Q(cluster__in=Cluster.objects.filter(pk=inner).order_by().values("parent"))


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
