"""Recommendations in the work of a cluster: what a message rests on, where one is used, what is watched."""

import operator
from functools import reduce

from django.db.models import CharField, F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Country
from engagements.enums import Audience, IssueState, WatchKind
from engagements.models import (
    AdvocacyIssue,
    DiscussionList,
    MessageCitation,
    RecommendationWatch,
    RecommendationWork,
    Section,
)
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


def work_of(user, *, line=None, issue=None):
    """On which recommendations a plan line or an issue works, latest first, as far as `user` sees it. One query."""
    rows = RecommendationWork.objects.visible_to(user)
    rows = rows.filter(plan_line=line) if line is not None else rows.filter(issue=issue)
    return list(rows.select_related("recommendation__mechanism", "recommendation__country"))


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


def countries_watched(user):
    """The countries of the recommendations that `user` sees watched, by name: what the list over all clusters can be
    narrowed to (MATRIX D033). One query."""
    seen = RecommendationWatch.objects.visible_to(user).order_by().values("recommendation__country")
    return sorted(Country.objects.filter(pk__in=seen), key=str)


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
    return list(found.select_related("plan_line").order_by("title", "pk"))


_COLUMNS = ("recommendation_id", "what", "number", "whose", "detail", "moment")


def _part(rows, what, *, number, whose, detail, moment):
    """The same columns of every table that uses recommendations, so that one query answers for all of them."""
    columns = {
        "what": Value(what, output_field=CharField()),
        "number": F(number),
        "whose": F(whose),
        "detail": F(detail),
        "moment": F(moment),
    }
    return rows.order_by().annotate(**columns).values_list(*_COLUMNS)


def _parts(user, recommendation_ids):
    def rows(model):
        return model.objects.visible_to(user).filter(recommendation__in=recommendation_ids)

    yield _part(
        rows(MessageCitation),
        "message",
        number="message_id",
        whose="message__cluster__name",
        detail="message__audience",
        moment="message__updated_at",
    )
    yield _part(
        rows(RecommendationWatch),
        "watch",
        number="pk",
        whose="cluster__name",
        detail="kind",
        moment="updated_at",
    )
    yield _part(
        rows(RecommendationWork).filter(plan_line__isnull=False),
        "line",
        number="plan_line_id",
        whose="plan_line__cluster__name",
        detail="plan_line__title",
        moment="created_at",
    )
    yield _part(
        rows(RecommendationWork).filter(issue__isnull=False),
        "issue",
        number="issue_id",
        whose="issue__cluster__name",
        detail="issue__title",
        moment="created_at",
    )


def _use(what, number, whose, detail):
    match what:
        case "message":
            label = _("Message of %(cluster)s: %(audience)s") % {"cluster": whose, "audience": Audience(detail).label}
            return Use(label, reverse("engagements:message-detail", args=[number]))
        case "line":
            label = _("Plan line of %(cluster)s: %(title)s") % {"cluster": whose, "title": detail}
            return Use(label, reverse("engagements:line-detail", args=[number]))
        case "issue":
            label = _("Advocacy priority of %(cluster)s: %(title)s") % {"cluster": whose, "title": detail}
            return Use(label, reverse("engagements:issue-detail", args=[number]))
        case _:
            return Use(f"{whose}: {WatchKind(detail).label}", reverse("engagements:watch-edit", args=[number]))


@answers_used
def used_in_work(user, recommendation_ids):
    """{recommendation id: [Use]}: the messages the reader sees that rest on them, the plan lines and advocacy issues
    that work on them, and where her clusters watch them, each kind with the latest first. One query over all tables."""
    first, *others = _parts(user, recommendation_ids)
    rows = list(first.union(*others, all=True))
    rows.sort(key=lambda row: (row[_COLUMNS.index("moment")], row[_COLUMNS.index("number")]), reverse=True)
    rows.sort(key=lambda row: row[_COLUMNS.index("what")])
    found: dict = {}
    for pk, what, number, whose, detail, _moment in rows:
        found.setdefault(pk, []).append(_use(what, number, whose, detail))
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
