"""Recommendations are open to everybody with an account, the Task Team keeps them; what a cluster does about one is
seen by its mark."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Cluster
from clusters.policy import cluster_ids, country_codes, glass_cluster_ids, has_role, has_role_in, is_task_team
from core import policy
from core.errors import Refused
from recommendations.enums import Mark
from recommendations.models import (
    FollowUp,
    FollowUpActivity,
    FollowUpCondition,
    FollowUpTie,
    Framework,
    RecommendationImport,
    RecommendationImportRow,
)

_SHARED = (Mark.OPEN, Mark.MEMBERS)


def keeps(user):
    """The Task Team imports and corrects."""
    return is_task_team(user)


def check_keeps(user):
    if not keeps(user):
        raise Refused(_("Only the Task Team keeps the recommendations."))


@policy.register(RecommendationImport)
@policy.register(RecommendationImportRow)
def visible_imports(user):
    return Q() if keeps(user) else policy.NOBODY


# --- Humanitarian law ---------------------------------------------------------------------------------------------


def leads_in(user, country_id):
    """Whether `user` leads a cluster of the country; within a request no query."""
    codes = country_codes(user, LEAD_ROLES)
    return country_id in codes if isinstance(codes, list) else codes.filter(country_id=country_id).exists()


def may_mark(user, recommendation):
    """Whether `user` may say that a recommendation is about humanitarian law: the Task Team, and the coordinators of a
    cluster of that country."""
    if is_task_team(user):
        return True
    return leads_in(user, recommendation.country_id)


def check_may_mark(user, recommendation):
    if not may_mark(user, recommendation):
        raise Refused(_("Only the Task Team and the coordinators of this country may mark a recommendation."))


# --- Follow-up ------------------------------------------------------------------------------------------------------


@policy.register(FollowUp)
def visible_follow_ups(user):
    """open: the cluster, Task Team and GPC. members only: the cluster and the Task Team. coordinators: the leads.
    Unknown marks match nothing."""
    seen = Q(mark__in=_SHARED, cluster__in=cluster_ids(user, INSIDE_ROLES))
    seen |= Q(mark__in=list(Mark), cluster__in=cluster_ids(user, LEAD_ROLES))
    if is_task_team(user):
        seen |= Q(mark__in=_SHARED)
    if has_role(user, Role.GPC):
        seen |= Q(mark=Mark.OPEN)
    return seen | Q(cluster__in=glass_cluster_ids(user))


@policy.register(FollowUpActivity)
@policy.register(FollowUpCondition)
def visible_with_follow_up(user):
    return Q(follow_up__in=FollowUp.objects.visible_to(user).order_by().values("pk"))


@policy.register(FollowUpTie)
def visible_ties(user):
    return Q(follow_up__in=FollowUp.objects.visible_to(user).order_by().values("pk"))


@policy.register(Framework)
def visible_frameworks(user):
    """Plans of a country are public documents: the cluster that keeps them, the Task Team and the Global Protection
    Cluster."""
    if is_task_team(user) or has_role(user, Role.GPC):
        return Q()
    return Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


def may_adopt(user, cluster_id):
    """Coordinators and co-coordinators decide what their cluster follows up."""
    return has_role_in(user, cluster_id, LEAD_ROLES)


def check_may_adopt(user, cluster_id):
    if not may_adopt(user, cluster_id):
        raise Refused(_("Only the coordinators of this cluster decide what it follows up."))


def clusters_that_adopt(user):
    """Clusters for which `user` may adopt."""
    rows = Cluster.objects.filter(pk__in=cluster_ids(user, LEAD_ROLES))
    return rows.select_related("country").order_by("country__name", "name")


def clusters_with_follow_up(user):
    """Clusters whose follow-up `user` may open: her own, and those of which she sees something."""
    seen = FollowUp.objects.visible_to(user).order_by().values("cluster_id")
    own = Q(pk__in=cluster_ids(user, INSIDE_ROLES)) | Q(pk__in=glass_cluster_ids(user))
    return Cluster.objects.filter(own | Q(pk__in=seen)).select_related("country").order_by("country__name", "name")
