"""Who reads and who keeps the step library. Its common steps are for anyone with an account; the steps of one cluster
are read by its circle and the Task Team, and offered there alone (MATRIX A021)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Cluster
from clusters.policy import cluster_ids, country_codes, has_role, has_role_in, held_memberships
from core.errors import Refused


def steps_q(user):
    """The steps of the library that `user` may read, retired ones among them."""
    if has_role(user, Role.TASK_TEAM):
        return Q()
    return Q(cluster=None) | Q(cluster__in=cluster_ids(user, INSIDE_ROLES))


def offered_to(cluster_id):
    """The steps that a plan of the cluster may take: the common ones and its own (a node also takes those of the
    national cluster above it), retired ones left out. None: the common ones."""
    own = Q() if cluster_id is None else Q(cluster=cluster_id) | Q(cluster__nodes=cluster_id)
    return Q(retired_at=None) & (Q(cluster=None) | own) if own else Q(retired_at=None, cluster=None)


def keeps_library(user):
    """The Task Team keeps the common library."""
    return has_role(user, Role.TASK_TEAM)


def clusters_to_keep_for(user):
    """The clusters for which `user` may add steps: the Task Team for all, coordinators for their own."""
    if keeps_library(user):
        return Cluster.objects.select_related("country")
    return Cluster.objects.filter(pk__in=cluster_ids(user, LEAD_ROLES)).select_related("country")


def plans_anywhere(user):
    """Whether `user` coordinates a cluster: only coordinators begin a plan line."""
    return any(row.role in LEAD_ROLES for row in held_memberships(user))


def can_keep(user, cluster_id):
    """Whether `user` may add and change steps of the cluster (None: of the common library)."""
    return keeps_library(user) or (cluster_id is not None and has_role_in(user, cluster_id, LEAD_ROLES))


def check_can_keep(user, cluster_id):
    """The common library: Task Team. A cluster's own steps: its coordinators and the Task Team."""
    if can_keep(user, cluster_id):
        return
    if cluster_id is None:
        raise Refused(_("Only the Task Team may change the common step library."))
    raise Refused(_("Only the coordinators of this cluster and the Task Team may change its own steps."))


def keeps_norms(user, country_id):
    """Whether `user` may put domestic law of a country on record: the Task Team, and the coordinators of a cluster
    there."""
    if keeps_library(user):
        return True
    codes = country_codes(user, LEAD_ROLES)
    return country_id in codes if isinstance(codes, list) else codes.filter(country_id=country_id).exists()


def check_keeps_norms(user, country_id):
    if not keeps_norms(user, country_id):
        raise Refused(_("Only the Task Team and the coordinators of this country may record its law."))
