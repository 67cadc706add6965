"""The mail that the Task Team wrote about a session. Between few: it names nothing unless every member may read it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from clusters.enums import LEAD_ROLES, Rhythm
from clusters.policy import cluster_ids
from core import outbox
from core.mail import Mail
from knowledge.actions.session_reports import SENT
from knowledge.enums import ReportReaders
from knowledge.models import SessionReport, SessionReportCluster


def prepare(delivery, recipient):
    """Sent if the report still is, and the recipient still leads one of its clusters."""
    rows = SessionReport.objects.visible_to(recipient).select_related("session__mechanism")
    report = rows.filter(pk=delivery.subject_id, sent_at__isnull=False).first()
    if report is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    held = SessionReportCluster.objects.visible_to(recipient).filter(
        report=report, cluster__in=cluster_ids(recipient, LEAD_ROLES)
    )
    if not held.exists():
        return outbox.Dropped(gettext_noop("The person coordinates none of its clusters."), is_withdrawn=True)
    is_veiled = report.readers != ReportReaders.MEMBERS
    subject = _("HRE Portal: news of a session for your cluster")
    if not is_veiled:
        subject = _("News of the session: %(session)s") % {"session": report.session}
    return Mail(
        subject=subject,
        paragraphs=(_("The Task Team has written a report of a session for your cluster."), _("Log in to read it.")),
        link=reverse("knowledge:report-detail", args=[report.pk]),
        link_label=_("Open the report"),
        why=_("You get this because you coordinate a cluster that the session concerns."),
        is_veiled=is_veiled,
    )


def register():
    """Once, when the app is ready."""
    outbox.register_kind(SENT, prepare=prepare, label=gettext_lazy("News of a session"))
