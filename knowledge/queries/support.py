"""Reads of support requests."""

from clusters.enums import LEAD_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids, is_task_team
from knowledge import policy, workflow
from knowledge.models import SupportRequest
from knowledge.origins import origin_of


def clusters_that_ask(user):
    """The clusters for which `user` may ask."""
    rows = Cluster.objects.filter(pk__in=cluster_ids(user, LEAD_ROLES))
    return rows.select_related("country").order_by("country__name", "name")


def requests(user, *, state="open", cluster=None, mine=False):
    """Requests that `user` may read, next wished day first. `state` is "open", "ended" or "all"; `mine`: only those
    that she has taken on."""
    rows = SupportRequest.objects.visible_to(user).select_related("cluster__country", "taken_by")
    if state == "open":
        rows = rows.filter(state__in=workflow.OPEN)
    elif state == "ended":
        rows = rows.filter(state__in=workflow.ENDED).order_by("-ended_at", "-pk")
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    if mine:
        rows = rows.filter(taken_by=user)
    return rows


def request_detail(user, pk):
    """The request with `verbs` that `user` may do now and `page`, the place it was asked from where she sees it; or
    None."""
    wanted = ("cluster__country", "asked_by", "taken_by", "obstacle")
    found = SupportRequest.objects.visible_to(user).filter(pk=pk).select_related(*wanted).first()
    if found is None:
        return None
    found.verbs = workflow.moves_from(found.state, policy.sides_of(user, found))
    found.page = origin_of(user, found.origin, found.origin_id)
    return found


def is_desk(user):
    """Whether the list is the desk of the Task Team."""
    return is_task_team(user)


def obstacles_asked_about(user, year):
    """The id of the obstacle (None: none was named) of each request of `year` that `user` may read. One query."""
    rows = SupportRequest.objects.visible_to(user).filter(asked_at__year=year)
    return list(rows.order_by().values_list("obstacle_id", flat=True))
