"""A support request is read by the coordinators who asked and by the Task Team, by nobody else."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import LEAD_ROLES
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, is_task_team
from core import policy
from core.errors import Refused
from knowledge.models import SupportRequest
from knowledge.workflow import MOVES, Side


@policy.register(SupportRequest)
def visible_requests(user):
    if is_task_team(user):
        return Q()
    return Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


def check_can_ask(user, cluster_id):
    if not has_role_in(user, cluster_id, LEAD_ROLES):
        raise Refused(_("The coordinators of the cluster ask the Task Team for support."))


def sides_of(user, request):
    """On which sides of the request `user` stands; somebody may stand on both."""
    sides = []
    if has_role_in(user, request.cluster_id, LEAD_ROLES):
        sides.append(Side.CLUSTER)
    if is_task_team(user):
        sides.append(Side.TASK_TEAM)
    return sides


def check_sides(user, request, verb):
    wanted = MOVES[verb].sides
    if set(wanted) & set(sides_of(user, request)):
        return
    if Side.TASK_TEAM in wanted and Side.CLUSTER not in wanted:
        raise Refused(_("Only the Task Team may do this."))
    raise Refused(_("Only the coordinators of this cluster may do this."))
