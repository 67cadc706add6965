"""Who sees what a cluster does with recommendations: citations as the message, watched ones by their mark."""

from django.db.models import Q

from clusters.enums import INSIDE_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from engagements.models import (
    AdvocacyIssue,
    AdvocacyMessage,
    DiscussionList,
    MessageCitation,
    PlanLine,
    RecommendationWatch,
    RecommendationWork,
)
from engagements.policy.marks import visible_by_mark
from engagements.policy.plans import holds_role


@policy.register(MessageCitation)
def visible_message_citations(user):
    return Q(message__in=AdvocacyMessage.objects.visible_to(user).order_by().values("pk"))


@policy.register(RecommendationWork)
def visible_work(user):
    """As the plan line or the issue that works on it."""
    lines = PlanLine.objects.visible_to(user).order_by().values("pk")
    issues = AdvocacyIssue.objects.visible_to(user).order_by().values("pk")
    return Q(plan_line__in=lines) | Q(issue__in=issues)


@policy.register(RecommendationWatch)
def visible_watches(user):
    return visible_by_mark(user)


@policy.register(DiscussionList)
def visible_discussion_lists(user):
    """The name of a list, for all who may see what stands on it."""
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    return inside | holds_role(user, Role.TASK_TEAM)
