"""Who sees what surrounds the plan of a cluster: its aims, context, concerns and steps of the letter are for its circle
and the Task Team; a link of two plan lines for whoever sees both."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, Role
from clusters.models import Cluster
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, is_task_team
from core import policy
from engagements.models import (
    AnalysisUpdate,
    FrameworkRollout,
    LetterStep,
    PlanAim,
    PlanConcern,
    PlanContext,
    PlanLine,
    PlanLink,
)
from engagements.policy.common import check_role
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


@policy.register(LetterStep)
def visible_letter_steps(user):
    """The circle of the cluster and the Task Team, which lays all clusters side by side (MATRIX T)."""
    return _circle(user)


@policy.register(FrameworkRollout)
def visible_rollouts(user):
    """The circle of the cluster and the Task Team, as the step of the letter that they show (MATRIX T006)."""
    return _circle(user)


@policy.register(AnalysisUpdate)
def visible_updates(user):
    """The circle of the cluster and the Task Team."""
    return _circle(user)


@policy.register(PlanLink)
def visible_links(user):
    lines = PlanLine.objects.visible_to(user).values("pk")
    return Q(source__in=lines) & Q(target__in=lines)


def check_can_raise_concern(user, cluster_id):
    """Everybody who belongs to the cluster."""
    check_role(user, cluster_id, INSIDE_ROLES, _("Only people of this cluster may raise a concern here."))


def reads_rooms_of_plan(user, cluster):
    """Whether what surrounds the plan of `cluster` is for `user`: the circle and the Task Team, as above. A page that
    shows what is missing, too, must not be shown to anybody else, who would take it for the truth."""
    if has_role_in(user, cluster.pk, INSIDE_ROLES) or is_task_team(user):
        return True
    return Cluster.objects.filter(pk=cluster.pk).filter(pk__in=glass_cluster_ids(user)).exists()
