"""A report of a session is read by the clusters it is for, once it is sent, and written by the Task Team."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import cluster_ids, glass_cluster_ids, is_task_team
from core import policy
from core.errors import Refused
from knowledge.enums import ReportReaders
from knowledge.models import SessionReport, SessionReportCluster


def writes_reports(user):
    return is_task_team(user)


def check_writes_reports(user):
    if not writes_reports(user):
        raise Refused(_("The Task Team writes the reports of sessions."))


@policy.register(SessionReportCluster)
def visible_report_clusters(user):
    """The rows of one's own clusters, of reports that are sent and that one's role there may read."""
    if writes_reports(user):
        return Q()
    sent = Q(report__sent_at__isnull=False)
    leads = Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    inside = Q(report__readers=ReportReaders.MEMBERS, cluster__in=cluster_ids(user, INSIDE_ROLES))
    return sent & (leads | inside)


@policy.register(SessionReport)
def visible_reports(user):
    if writes_reports(user):
        return Q()
    return Q(pk__in=SessionReportCluster.objects.visible_to(user).order_by().values("report_id"))
