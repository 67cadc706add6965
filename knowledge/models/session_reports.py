"""What the Task Team tells clusters of a session afterwards (document 000, line 101; MATRIX I012)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Session
from clusters.models import Cluster
from core.scoping import ScopedModel
from knowledge.enums import ReportReaders
from knowledge.models.common import person
from knowledge.models.support import SupportRequest


class SessionReport(ScopedModel):
    """A short report of a session for the clusters that it concerns. A draft is the Task Team's until it is sent."""

    session = models.ForeignKey(Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="+")
    said = models.TextField(_("what was said"), max_length=8000)
    coming = models.TextField(_("what comes next"), max_length=2000, blank=True)
    # [{"title": ..., "url": ...}] in the order of their writing.
    links = models.JSONField(_("documents"), default=list, blank=True)
    readers = models.CharField(
        _("who reads it"), max_length=15, choices=ReportReaders, default=ReportReaders.COORDINATORS
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    # The request for news of the session that it answers.
    request = models.ForeignKey(
        SupportRequest, verbose_name=_("request"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_by = person(_("written by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("report of a session")
        verbose_name_plural = _("reports of sessions")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"report of a session {self.pk}"


class SessionReportCluster(ScopedModel):
    """One cluster that a report is for; each knows of itself alone."""

    report = models.ForeignKey(SessionReport, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cluster of a report")
        verbose_name_plural = _("clusters of reports")
        ordering = ["report", "cluster"]
        constraints = [models.UniqueConstraint(fields=["report", "cluster"], name="session_report_once_a_cluster")]

    def __str__(self):
        return f"cluster of a report {self.pk}"
