"""Who sees reprisals: the small circle that the coordinators name, as long as its people belong to the cluster. The
circle is not asked for signatures: it is named for this alone, and a report that nobody can read harms more."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Cluster
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, reaches
from core import policy
from core.errors import Refused
from engagements.models import CirclePerson, ReprisalCircle, ReprisalIncident, ReprisalProtocol
from engagements.policy.common import check_role, holders, nameable_people

_BELONG = INSIDE_ROLES | {Role.OHCHR}


def circled_cluster_ids(user):
    mine = CirclePerson.objects.unscoped("whether the asker belongs to a circle").filter(user=user)
    return mine.values("circle__cluster_id")


def _of_the_circle(user):
    return Q(cluster__in=circled_cluster_ids(user)) & Q(cluster__in=cluster_ids(user, _BELONG))


@policy.register(ReprisalIncident)
def visible_incidents(user):
    return _of_the_circle(user) | Q(cluster__in=glass_cluster_ids(user))


@policy.register(ReprisalCircle)
def visible_circles(user):
    """Who is in it is known to those who set it up and to itself."""
    leads = Q(cluster__in=cluster_ids(user, LEAD_ROLES))
    return leads | _of_the_circle(user) | Q(cluster__in=glass_cluster_ids(user))


@policy.register(CirclePerson)
def visible_circle_people(user):
    return Q(circle__in=ReprisalCircle.objects.visible_to(user).values("pk"))


@policy.register(ReprisalProtocol)
def visible_reprisal_protocols(user):
    """The cluster's own people, and an OHCHR partner who looks after reprisals; what the national cluster has written
    holds in its sub-national nodes too."""
    inside = Cluster.objects.filter(pk__in=cluster_ids(user, INSIDE_ROLES))
    of_circle = Cluster.objects.filter(pk__in=circled_cluster_ids(user)).filter(pk__in=cluster_ids(user, _BELONG))
    seen = Q(cluster__in=glass_cluster_ids(user))
    for clusters in (inside, of_circle):
        above = clusters.filter(parent__isnull=False).order_by()
        seen |= Q(cluster__in=clusters.order_by().values("pk")) | Q(cluster__in=above.values("parent"))
    return seen


def can_write_protocol(user, cluster_id):
    """The coordinators, and the circle: it knows what helps."""
    return has_role_in(user, cluster_id, LEAD_ROLES) or is_of_circle(user, cluster_id)


def check_can_write_protocol(user, cluster_id):
    if not can_write_protocol(user, cluster_id):
        raise Refused(_("Only the coordinators and the circle for reprisals may write the protocol."))


def is_of_circle(user, cluster_id):
    if not has_role_in(user, cluster_id, _BELONG):
        return False
    return circled_cluster_ids(user).filter(circle__cluster_id=cluster_id).exists()


def check_is_of_circle(user, cluster_id):
    if not is_of_circle(user, cluster_id):
        raise Refused(_("Only the circle may do this."))


def check_can_report(user, cluster_id):
    check_role(user, cluster_id, INSIDE_ROLES, _("Only people of this cluster may report here."))


def check_can_set_circle(user, cluster_id):
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may set up the circle."))


def circle_of(cluster):
    """The people of the circle who still belong to the cluster, whoever asks: reports go to them."""
    named = CirclePerson.objects.unscoped("reports go to the circle").filter(circle__cluster=cluster)
    return nameable_people(cluster).filter(pk__in=named.values("user_id"))


def asked_before_sending(cluster, mechanism):
    """The people with whom whoever sends from `cluster` to `mechanism` (its key) is asked to speak first; empty where
    nothing warns. Incidents of the national cluster warn its nodes too: then its circle is named. Where nobody of the
    circle is left, the coordinators. One answer for one incident and for many; it tells nothing else."""
    rows = ReprisalIncident.objects.unscoped("a warning without content, before the next input")
    rows = rows.filter(reaches(cluster), mechanism=mechanism, warns=True, deleted_at=None)
    told = set(rows.order_by().values_list("cluster_id", flat=True))
    if not told:
        return []
    named = CirclePerson.objects.unscoped("a warning names whom to ask").filter(circle__cluster__in=told)
    people = list(nameable_people(cluster).filter(pk__in=named.values("user_id")))
    return people or list(holders(cluster, LEAD_ROLES).order_by("name", "pk"))
