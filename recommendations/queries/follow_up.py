"""Reads of what clusters follow up, each as its reader may see it."""

from collections import defaultdict

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations import policy
from recommendations.enums import FollowUpState
from recommendations.models import FollowUp, FollowUpActivity
from recommendations.queries.conditions import conditions_of
from recommendations.queries.used import Use, answers_used
from recommendations.workflow import STILL_OPEN

LISTS = ("followed", "overdue", "ended", "all")
_JOINED = ("cluster__country", "recommendation__mechanism", "recommendation__country")


def clusters(user):
    """Clusters whose follow-up `user` may open; those she leads first."""
    leads = set(policy.clusters_that_adopt(user).values_list("pk", flat=True))
    return sorted(policy.clusters_with_follow_up(user), key=lambda cluster: cluster.pk not in leads)


def clusters_to_adopt(user, recommendation):
    """Clusters of the country that a recommendation is addressed to, for which `user` may adopt it."""
    return list(policy.clusters_that_adopt(user).filter(country=recommendation.country_id))


def _overdue(user, today):
    rows = FollowUpActivity.objects.visible_to(user).filter(progress__in=STILL_OPEN, due_on__lt=today)
    return rows.filter(follow_up__state=FollowUpState.FOLLOWED)


def follow_ups(user, cluster, *, today, shown="followed"):
    """What the cluster follows up, as far as `user` sees it, whatever comes next first. `shown` is "followed",
    "overdue", "ended" or "all"."""
    rows = FollowUp.objects.visible_to(user).filter(cluster=cluster).select_related(*_JOINED)
    if shown == "overdue":
        rows = rows.filter(Exists(_overdue(user, today).filter(follow_up=OuterRef("pk"))))
    elif shown in ("followed", "ended"):
        rows = rows.filter(state=shown)
    still = FollowUpActivity.objects.visible_to(user).filter(follow_up=OuterRef("pk"), progress__in=STILL_OPEN)
    return rows.annotate(next_on=Subquery(still.order_by("due_on").values("due_on")[:1])).order_by(
        F("next_on").asc(nulls_last=True), "-created_at", "-pk"
    )


def counts(user, cluster, *, today):
    """{list: how many} of the lists of a cluster. One query."""
    late = Exists(_overdue(user, today).filter(follow_up=OuterRef("pk")))
    rows = FollowUp.objects.visible_to(user).filter(cluster=cluster).order_by()
    return rows.annotate(is_late=late).aggregate(
        followed=Count("pk", filter=Q(state=FollowUpState.FOLLOWED)),
        overdue=Count("pk", filter=Q(is_late=True)),
        ended=Count("pk", filter=Q(state=FollowUpState.ENDED)),
        all=Count("pk"),
    )


def dressed(user, rows, *, today, with_conditions=False):
    """Hang on each of `rows` its `activities`, the `next_activity`, the number of those done and `n_overdue`; and its
    `conditions`, where they are wanted. One query or two, none without rows."""
    rows = list(rows)
    activities = defaultdict(list)
    if rows:
        found = FollowUpActivity.objects.visible_to(user).filter(follow_up__in=[row.pk for row in rows])
        for one in found.select_related("organisation").order_by("due_on", "pk"):
            activities[one.follow_up_id].append(one)
    conditions = conditions_of(user, [row.pk for row in rows] if with_conditions else [])
    for row in rows:
        row.activities, row.conditions = activities[row.pk], conditions[row.pk]
        still = [one for one in row.activities if one.is_open]
        row.next_activity = still[0] if still and row.state == FollowUpState.FOLLOWED else None
        row.n_done = sum(one.progress == "done" for one in row.activities)
        row.n_overdue = sum(one.due_on < today for one in still) if row.state == FollowUpState.FOLLOWED else 0
    return rows


def follow_up(user, pk):
    """One recommendation followed up, or None for whoever may not see it."""
    found = FollowUp.objects.visible_to(user).filter(pk=pk)
    return found.select_related(*_JOINED, "created_by").first()


def follow_up_of(user, cluster, recommendation):
    """How `cluster` follows a recommendation up, or None where it does not or `user` may not see it."""
    return FollowUp.objects.visible_to(user).filter(cluster=cluster, recommendation=recommendation).first()


def activities_of(user, found):
    """The activities of a follow-up, whatever is still open first, in the order of their days. One query."""
    rows = FollowUpActivity.objects.visible_to(user).filter(follow_up=found).select_related("organisation")
    return sorted(rows, key=lambda one: (not one.is_open, one.due_on, one.pk))


def activity(user, follow_up_pk, pk):
    """An activity of that very follow-up, or None."""
    rows = FollowUpActivity.objects.visible_to(user).filter(pk=pk, follow_up_id=follow_up_pk)
    return rows.select_related("follow_up__cluster", "organisation").first()


@answers_used
def followed_up_by(user, recommendation_ids):
    """{recommendation id: [Use]}: the clusters that follow them up, as far as the reader sees it. One query."""
    rows = FollowUp.objects.visible_to(user).filter(recommendation__in=recommendation_ids).select_related("cluster")
    found: dict = {}
    for row in rows.order_by("state", "-created_at", "-pk"):
        is_live = row.state == FollowUpState.FOLLOWED
        words = _("%(cluster)s: followed up") if is_live else _("%(cluster)s: no longer followed up")
        use = Use(words % {"cluster": row.cluster}, reverse("recommendations:follow-detail", args=[row.pk]))
        found.setdefault(row.recommendation_id, []).append(use)
    return found
