"""Reads of the reports of sessions."""

import datetime as dt
from collections import defaultdict

from django.db.models import F
from django.urls import reverse

from calendar_app.enums import Publication
from calendar_app.models import Review, Session
from calendar_app.queries.reported import Reported, answers_reported
from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids
from core.policy import is_visible
from knowledge import policy
from knowledge.enums import SupportKind, SupportState
from knowledge.models import SessionReport, SessionReportCluster

_JOINED = ("session__mechanism", "written_by")


def reports(user, *, cluster=None, session=None, drafts=False):
    """Reports that `user` may read, the newest first; drafts only where they are asked for. `cluster` and `session`
    are ids that narrow them."""
    rows = SessionReport.objects.visible_to(user).filter(sent_at__isnull=drafts).select_related(*_JOINED)
    if cluster is not None:
        of_cluster = SessionReportCluster.objects.visible_to(user).filter(cluster=cluster)
        rows = rows.filter(pk__in=of_cluster.order_by().values("report_id"))
    if session is not None:
        rows = rows.filter(session=session)
    return rows.order_by(F("sent_at").desc(nulls_first=True), "-pk")


def clusters_of(user, rows):
    """{report: [cluster]} as far as `user` may know whom they are for. One query, none without reports."""
    found = defaultdict(list)
    if rows:
        links = SessionReportCluster.objects.visible_to(user).filter(report__in=[row.pk for row in rows])
        for link in links.select_related("cluster__country").order_by("cluster__country__name", "cluster__name"):
            found[link.report_id].append(link.cluster)
    return found


def report(user, pk):
    """One report with `clusters` and with `asked`, whether `user` may open the request that it answers; or None for
    whoever may not read it."""
    found = SessionReport.objects.visible_to(user).filter(pk=pk).select_related(*_JOINED, "request").first()
    if found is not None:
        found.clusters = clusters_of(user, [found])[found.pk]
        found.asked = found.request is not None and is_visible(found.request, user)
    return found


def clusters_to_read(user):
    """The clusters by which the list can be narrowed: one's own; for the Task Team none, it reads all."""
    if policy.writes_reports(user):
        return []
    rows = Cluster.objects.filter(pk__in=cluster_ids(user, INSIDE_ROLES)).select_related("country")
    return list(rows.order_by("country__name", "name"))


def clusters_to_write_to():
    """Every cluster, by country."""
    return Cluster.objects.select_related("country").order_by("country__name", "name")


def clusters_reviewed(session):
    """Ids of the clusters of the countries that a session reviews. One query."""
    countries = Review.objects.filter(session=session).values("country_id")
    return list(Cluster.objects.filter(country__in=countries, parent=None).values_list("pk", flat=True))


def answer_to(user, request):
    """The report that answers a request for news of a session, as far as `user` may read it; or None. No query for
    other requests."""
    if request.kind != SupportKind.SESSION_NEWS:
        return None
    return SessionReport.objects.visible_to(user).filter(request=request).order_by("-pk").first()


def can_report(user, request):
    """Whether `user` may answer the request with a report now."""
    waits = request.state in (SupportState.REQUESTED, SupportState.TAKEN_ON)
    return request.kind == SupportKind.SESSION_NEWS and waits and policy.writes_reports(user)


def sessions_to_report(today):
    """Sessions that began within the last two years, the latest first."""
    since = today - dt.timedelta(days=730)
    rows = Session.objects.filter(publication=Publication.PUBLISHED, opens_on__range=(since, today))
    return rows.select_related("mechanism").order_by("-opens_on", "-pk")


@answers_reported
def reported(user, session_id):
    """What the page of a session shows of its reports, and where the Task Team writes one."""
    writes = policy.writes_reports(user)
    rows = list(reports(user, session=session_id))
    if writes:
        rows = [*reports(user, session=session_id, drafts=True), *rows]
    return Reported(
        rows=[(row, reverse("knowledge:report-detail", args=[row.pk])) for row in rows],
        write_url=f"{reverse('knowledge:report-write')}?session={session_id}" if writes else "",
    )
