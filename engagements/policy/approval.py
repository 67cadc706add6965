"""Who sees and who adopts the approval policy of a cluster, and which version binds a plan line."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Cluster
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from engagements.models import ApprovalPolicy, PolicyRule
from engagements.policy.common import check_role
from engagements.policy.plans import holds_role


@policy.register(ApprovalPolicy)
def visible_approval_policies(user):
    """The circle of the cluster and of the nodes below it, its OHCHR partner, and the Task Team."""
    near = cluster_ids(user, INSIDE_ROLES | {Role.OHCHR})
    above = Cluster.objects.filter(nodes__in=near).order_by().values("pk")
    seen = Q(cluster__in=near) | Q(cluster__in=above) | Q(cluster__in=glass_cluster_ids(user))
    return seen | (Q(pk__isnull=False) & holds_role(user, Role.TASK_TEAM))


@policy.register(PolicyRule)
def visible_policy_rules(user):
    return Q(policy__in=ApprovalPolicy.objects.visible_to(user).order_by().values("pk"))


def check_can_adopt(user, cluster_id):
    """The coordinators write down what the cluster adopted."""
    check_role(
        user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may write down its approval policy.")
    )


def binding_and_followed(plan_line):
    """(the version in force, the one that `plan_line` follows), either None. One query."""
    cluster = plan_line.cluster
    near = Q(cluster__in=[pk for pk in (cluster.pk, cluster.parent_id) if pk])
    found = ApprovalPolicy.objects.unscoped("which policy binds does not depend on who asks")
    found = list(found.filter(near | Q(pk=plan_line.policy_version_id)))
    followed = next((version for version in found if version.pk == plan_line.policy_version_id), None)
    return _in_force(found, cluster), followed


def binding_policy(cluster):
    """The newest version of `cluster`, or of the national cluster above it where it has none of its own; None where
    neither adopted any. Whoever asks: what binds an engagement does not depend on its reader. One query."""
    found = ApprovalPolicy.objects.unscoped("which policy binds does not depend on who asks")
    found = found.filter(cluster__in=[pk for pk in (cluster.pk, cluster.parent_id) if pk])
    return _in_force(found, cluster)


def _in_force(versions, cluster):
    near = [version for version in versions if version.cluster_id in (cluster.pk, cluster.parent_id)]
    return max(near, key=lambda version: (version.cluster_id == cluster.pk, version.number), default=None)


def rules_binding(plan_line):
    """The rules of the version that `plan_line` follows; one query a line object, none where it follows the portal's
    default."""
    if plan_line.policy_version_id is None:
        return []
    known = getattr(plan_line, "_binding_rules", None)
    if known is None or known[0] != plan_line.policy_version_id:
        found = PolicyRule.objects.unscoped("a gate depends on the policy, not on its reader")
        known = plan_line.policy_version_id, list(found.filter(policy=plan_line.policy_version_id))
        plan_line._binding_rules = known
    return known[1]
