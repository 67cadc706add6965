"""The register belongs to the circle of the cluster. Protected stakeholders are seen by its coordinators and by the few
whom they name; notes on independence by the coordinators alone."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.models import Cluster, Membership, User
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, reaches, running
from core import policy
from core.errors import Refused
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader, StakeholderStanding


@policy.register(Stakeholder)
def visible_stakeholders(user):
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES))
    named = StakeholderReader.objects.unscoped("whether the asker herself is named").filter(user=user)
    return (
        Q(cluster__in=cluster_ids(user, LEAD_ROLES))
        | Q(cluster__in=glass_cluster_ids(user))
        | (inside & Q(is_protected=False))
        | (inside & Q(pk__in=named.values("stakeholder_id")))
    )


@policy.register(StakeholderReader)
def visible_readers(user):
    return Q(stakeholder__cluster__in=cluster_ids(user, LEAD_ROLES))


@policy.register(IndependenceNote)
def visible_notes(user):
    return Q(stakeholder__cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(
        stakeholder__cluster__in=glass_cluster_ids(user)
    )


@policy.register(StakeholderStanding)
def visible_standings(user):
    """Whoever sees the entry."""
    return Q(stakeholder__in=Stakeholder.objects.visible_to(user).order_by().values("pk"))


def keeps_register(user, cluster_id):
    """Coordinators keep it."""
    return has_role_in(user, cluster_id, LEAD_ROLES)


def check_keeps_register(user, cluster_id):
    if not keeps_register(user, cluster_id):
        raise Refused(_("Only the coordinators of this cluster may do this."))


def nameable_people(cluster):
    """People of the circle who may be named as readers: naming anybody else would open nothing."""
    held = Membership.objects.filter(running(), reaches(cluster), role__in=sorted(INSIDE_ROLES))
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name", "pk")


def clusters_with_register(user):
    """Clusters whose register `user` may open."""
    inside = Q(pk__in=cluster_ids(user, INSIDE_ROLES)) | Q(pk__in=glass_cluster_ids(user))
    return Cluster.objects.filter(inside).select_related("country").order_by("country__name", "name")
