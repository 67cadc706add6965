"""Under which rules information is shared: protocol, signatures, exceptions, the strategy that keeps sources safe."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, Organisation
from core.scoping import ScopedModel
from engagements.models.common import person
from engagements.models.plans import PlanLine


class SharingProtocol(ScopedModel):
    """One version of a cluster's information-sharing protocol. Never changed: a new version follows."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("rules"))
    in_force_on = models.DateField(_("in force from"))
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("information-sharing protocol")
        verbose_name_plural = _("information-sharing protocols")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cluster", "number"], name="protocol_version_once")]

    def __str__(self):
        return f"information-sharing protocol {self.pk}"


class ProtocolSignature(ScopedModel):
    """An organisation that has signed the protocol of a cluster, from a day to a day (both included)."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    protocol = models.ForeignKey(SharingProtocol, verbose_name=_("version"), on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    # Ended at once: the rest of that day counts no more.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("signature of the protocol")
        verbose_name_plural = _("signatures of the protocol")
        ordering = ["organisation__name", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="signature_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "cluster"])]

    def __str__(self):
        return f"signature of the protocol {self.pk}"


class SharingException(ScopedModel):
    """Something restricted may go to an organisation that has not signed, for a reason and until a day. `plan_line`
    narrows it to one engagement; without one it covers what is described. The cluster reads this log."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    plan_line = models.ForeignKey(
        PlanLine, verbose_name=_("plan line"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    what = models.CharField(_("what is shared"), max_length=300)
    reason = models.TextField(_("reason"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    granted_by = person(_("granted by"))
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("exception from the protocol")
        verbose_name_plural = _("exceptions from the protocol")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="exception_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_has_reason"),
        ]
        indexes = [models.Index(fields=["organisation", "cluster"])]

    def __str__(self):
        return f"exception from the protocol {self.pk}"


class SharingStrategy(ScopedModel):
    """One version of how a cluster shares information safely and regularly (letter of 2022, line 69). Never changed: a
    new version follows. Nothing restricted is shared before there is one."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    recipients = models.TextField(_("recipients"))
    classification = models.TextField(_("classification"))
    rhythm = models.TextField(_("rhythm"))
    for_victims = models.TextField(_("measures that protect victims"))
    for_witnesses = models.TextField(_("measures that protect witnesses"))
    for_civil_society = models.TextField(_("measures that protect local civil society"))
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("safe-sharing strategy")
        verbose_name_plural = _("safe-sharing strategies")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cluster", "number"], name="strategy_version_once")]

    def __str__(self):
        return f"safe-sharing strategy {self.pk}"
