"""Requests of others for inputs: those of a cluster, one of them, what it may be taken up on."""

from django.db.models import F

from engagements.enums import AskedState
from engagements.models import InputRequest, PlanLine

PER_PAGE = 30


def requests_of(user, cluster, *, state=""):
    """The requests of a cluster that `user` may see, the nearest due first; `state` empty for all."""
    rows = InputRequest.objects.visible_to(user).filter(cluster=cluster)
    if state:
        rows = rows.filter(state=state)
    rows = rows.select_related("mechanism", "plan_line", "created_by")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def waiting_count(user, cluster):
    """How many wait for an answer."""
    return InputRequest.objects.visible_to(user).filter(cluster=cluster, state=AskedState.OPEN).count()


def request(user, pk):
    """One request with what its page shows, or None."""
    rows = InputRequest.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "mechanism", "plan_line", "created_by", "answered_by").first()


def lines_for(user, cluster):
    """Plan lines of the cluster on which a request may be taken up, newest year first."""
    return PlanLine.objects.visible_to(user).filter(cluster=cluster).order_by("-year", "title")
