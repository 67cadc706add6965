"""Recommendations in the work of a cluster: what a message rests on, where one is used, what is watched."""

import operator
from functools import reduce

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.enums import IssueState, WatchKind
from engagements.models import AdvocacyIssue, DiscussionList, MessageCitation, RecommendationWatch, Section
from mechanisms.enums import Family
from recommendations.queries import Use, answers_used

# Families that speak in recommendations or reports; what the picker narrows to.
CITED_FAMILIES = (Family.UPR, Family.TREATY_BODY, Family.SPECIAL_PROCEDURE, Family.HRC, Family.REGIONAL)


def recommendations_of(user, messages):
    """{message id: [Recommendation]} in their order. One query, none without messages."""
    keys = [message.pk for message in messages]
    if not keys:
        return {}
    rows = MessageCitation.objects.visible_to(user).filter(message__in=keys)
    found: dict = {}
    for row in rows.select_related("recommendation__mechanism", "recommendation__country"):
        found.setdefault(row.message_id, []).append(row.recommendation)
    return found


def watches_of(user, *, kind="", country="", cluster=None, closed=False):
    """The watched recommendations that `user` sees, with what pages print joined; latest first."""
    found = RecommendationWatch.objects.visible_to(user).filter(is_closed=closed)
    if kind:
        found = found.filter(kind=kind)
    if country:
        found = found.filter(recommendation__country=country)
    if cluster is not None:
        found = found.filter(cluster=cluster)
    joined = ("recommendation__mechanism", "recommendation__country", "cluster", "created_by", "plan_line")
    return found.select_related(*joined).order_by("-is_listed", "-updated_at", "-pk")


def watch(user, pk):
    """One watched recommendation, or None for whoever may not see it."""
    joined = ("recommendation__mechanism", "recommendation__country", "cluster__country", "plan_line")
    return RecommendationWatch.objects.visible_to(user).filter(pk=pk).select_related(*joined).first()


def discussion_list(user, cluster):
    """(name, version) of the cluster's list of discussions; version 0 while it has its first name."""
    row = DiscussionList.objects.visible_to(user).filter(cluster=cluster).first() if cluster else None
    return (row.name, row.version) if row else (_("RMR discussions"), 0)


def open_issues(user, cluster):
    """The issues of the cluster to which a message can be written."""
    found = AdvocacyIssue.objects.visible_to(user).filter(cluster=cluster, state=IssueState.OPEN)
    return list(found.order_by("title", "pk"))


@answers_used
def messages_resting_on(user, recommendation_ids):
    """{recommendation id: [Use]}: the messages the reader sees that rest on them. One query."""
    rows = MessageCitation.objects.visible_to(user).filter(recommendation__in=recommendation_ids)
    found: dict = {}
    for row in rows.select_related("message__cluster").order_by("-message__updated_at", "-pk"):
        label = _("Message of %(cluster)s: %(audience)s") % {
            "cluster": row.message.cluster,
            "audience": row.message.get_audience_display(),
        }
        address = reverse("engagements:message-detail", args=[row.message_id])
        found.setdefault(row.recommendation_id, []).append(Use(label, address))
    return found


@answers_used
def texts_naming(user, recommendation_ids):
    """{recommendation id: [Use]}: the submissions the reader sees whose text names them ("{rec:12}") now, each once.
    Read from the texts themselves, so that a restored version counts at once. One query."""
    tokens = {pk: f"{{rec:{pk}}}" for pk in recommendation_ids}
    named = reduce(operator.or_, (Q(body__contains=token) for token in tokens.values()))
    rows = Section.objects.visible_to(user).filter(named).select_related("submission")
    found: dict = {}
    seen = set()
    for row in rows.order_by("-submission__updated_at", "submission", "position"):
        for pk, token in tokens.items():
            if token in row.body and (pk, row.submission_id) not in seen:
                seen.add((pk, row.submission_id))
                label = _("Submission “%(title)s”") % {"title": row.submission.title}
                address = reverse("engagements:submission-detail", args=[row.submission_id])
                found.setdefault(pk, []).append(Use(label, address))
    return found


@answers_used
def watched_by(user, recommendation_ids):
    """{recommendation id: [Use]}: where the reader's clusters watch them. One query."""
    rows = RecommendationWatch.objects.visible_to(user).filter(recommendation__in=recommendation_ids)
    found: dict = {}
    for row in rows.select_related("cluster").order_by("-updated_at", "-pk"):
        label = f"{row.cluster}: {WatchKind(row.kind).label}"
        address = reverse("engagements:watch-edit", args=[row.pk])
        found.setdefault(row.recommendation_id, []).append(Use(label, address))
    return found
