"""What a cluster follows, ranks, attends and has shared. Its strategy: seen inside the cluster only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Taking
from calendar_app.models.entries import Entry
from clusters.models import Cluster
from core.scoping import ScopedModel
from core.words import paused
from mechanisms.models import Mechanism, Theme


class PriorityMandate(ScopedModel):
    """A mandate the cluster works with in a year, ranked from 1, with the reason. Drives which visits and calls for
    input raise alerts (MATRIX D046)."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mandate"), on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"))
    reason = models.TextField(_("reason"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("priority mandate")
        verbose_name_plural = _("priority mandates")
        ordering = ["cluster", "-year", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "year", "mechanism"], name="mandate_ranked_once_a_year")
        ]

    def __str__(self):
        return paused(self.year, f"{self.rank}: {self.mechanism}")


class PlannedYear(ScopedModel):
    """The cluster has planned its themes and mandates for a year (MATRIX F021): somebody said so. No row: not yet."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    done_at = models.DateTimeField(_("done"))
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("planned year")
        verbose_name_plural = _("planned years")
        constraints = [models.UniqueConstraint(fields=["cluster", "year"], name="year_planned_once")]

    def __str__(self):
        return str(self.year)


class FollowedTheme(ScopedModel):
    """A theme the cluster follows: dates of the whole world that carry it stand on its calendar."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("followed theme")
        verbose_name_plural = _("followed themes")
        constraints = [models.UniqueConstraint(fields=["cluster", "theme"], name="theme_followed_once")]

    def __str__(self):
        return str(self.theme)


class Attendance(ScopedModel):
    """The cluster attends or watches a date (a meeting of the Council, a side event), and who does."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    taking = models.CharField(_("how"), max_length=10, choices=Taking)
    who = models.CharField(_("who"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["cluster", "entry"], name="attendance_once")]

    def __str__(self):
        return f"{self.get_taking_display()}: {self.entry_id}"


class Share(ScopedModel):
    """A date, an outcome or a filtered calendar that the coordinators sent to their members, and to whom it went.
    Kept so that the same is not sent twice unawares."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    # Label of the model and its key ("calendar_app.entry", "12"); for a whole calendar the key is its filter.
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=300)
    message = models.TextField(_("message"), blank=True)
    # Ids of the people it was sent to, at that time.
    recipient_ids = models.JSONField(default=list, blank=True)
    # SEQUENCE of the date when it was shared: a later change may be shared again without asking.
    sequence = models.PositiveIntegerField(default=0)
    shared_at = models.DateTimeField(_("shared"), auto_now_add=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("shared date")
        verbose_name_plural = _("shared dates")
        ordering = ["-shared_at"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self):
        return f"{self.subject_type} {self.subject_id}"


class DataOffer(ScopedModel):
    """A member says that her organisation can contribute data to a call for input (MATRIX D043)."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    what = models.TextField(_("what data"), blank=True)
    offered_at = models.DateTimeField(_("offered"), auto_now_add=True)

    class Meta:
        verbose_name = _("offer of data")
        verbose_name_plural = _("offers of data")
        ordering = ["offered_at"]
        constraints = [models.UniqueConstraint(fields=["cluster", "entry", "user"], name="data_offered_once")]

    def __str__(self):
        return f"{self.user_id}: {self.entry_id}"
