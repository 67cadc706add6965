"""Analysis of violations: findings matched with instruments, monitoring tools, what is shared with whom."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core.scoping import ScopedModel
from engagements.enums import (
    AidGravity,
    AidResponsible,
    AidSafety,
    AidStrength,
    Depth,
    DutyBearer,
    SharedForm,
    Systematic,
)
from engagements.models.records import MarkedRecord
from mechanisms.models import Instrument, Mechanism

RATING = [MinValueValidator(1), MaxValueValidator(4)]


class AnalysisFinding(MarkedRecord):
    """A pattern of violations. Never a person, never the name of a source: groups are tags, sources are kinds. The
    four parts of the protection analytical framework have a field each (MATRIX P013, P018)."""

    title = models.CharField(_("pattern"), max_length=200)
    threat = models.TextField(_("what happens"), max_length=6000)
    context = models.TextField(_("context"), max_length=4000, blank=True)
    effects = models.TextField(_("effects on people"), max_length=4000, blank=True)
    capacities = models.TextField(_("capacities"), max_length=4000, blank=True)
    root_causes = models.TextField(_("root causes"), max_length=4000, blank=True)
    right = models.CharField(_("right"), max_length=200, blank=True)
    duty_bearer = models.CharField(_("duty-bearer"), max_length=15, choices=DutyBearer)
    duty_bearer_detail = models.CharField(_("which body"), max_length=200, blank=True)
    # Keys of themes of the kind "group" (mechanisms.Theme), and kinds of sources.
    groups = models.JSONField(_("groups"), default=list, blank=True)
    source_kinds = models.JSONField(_("kinds of sources"), default=list, blank=True)
    # Keys of enums.Sector: other sectors that the pattern touches.
    sectors = models.JSONField(_("other sectors"), default=list, blank=True)
    areas = models.CharField(_("areas"), max_length=300, blank=True)
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    systematic = models.CharField(_("systematic"), max_length=8, choices=Systematic, default=Systematic.UNCLEAR)
    systematic_how = models.CharField(_("how that shows"), max_length=500, blank=True)
    analyst = models.ForeignKey(
        Organisation,
        verbose_name=_("analysed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    contributors = models.CharField(_("contributors"), max_length=300, blank=True)
    # Answers of the decision aid; empty as long as it was not walked through.
    aid_responsible = models.CharField(max_length=8, choices=AidResponsible, blank=True)
    aid_strength = models.CharField(max_length=8, choices=AidStrength, blank=True)
    aid_safety = models.CharField(max_length=12, choices=AidSafety, blank=True)
    aid_gravity = models.CharField(max_length=8, choices=AidGravity, blank=True)
    aid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["cluster", F("period_to").desc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["cluster", "systematic"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(systematic=Systematic.YES) | ~Q(systematic_how=""),
                name="systematic_is_described",
                violation_error_message=_("Describe how it shows that this is systematic."),
            ),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
                name="finding_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def __str__(self):
        return self.title


class FindingProvision(ScopedModel):
    """An instrument, and where known its article, that a finding touches (MATRIX P005)."""

    finding = models.ForeignKey(AnalysisFinding, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, verbose_name=_("instrument"), on_delete=models.PROTECT, related_name="+")
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("instrument of a finding")
        verbose_name_plural = _("instruments of findings")
        ordering = ["instrument__position", "article", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "instrument", "article"], name="finding_provision_once")
        ]

    def __str__(self):
        return str(self.instrument_id)


class MonitoringTool(MarkedRecord):
    """A tool of protection monitoring in three linked parts: what is collected, how it is analysed, how it reaches
    advocacy. A part left empty is shown as a gap (MATRIX P015)."""

    name = models.CharField(_("tool"), max_length=200)
    depth = models.CharField(_("depth"), max_length=10, choices=Depth)
    has_violations = models.BooleanField(_("records violations"), default=False)
    monitoring = models.TextField(_("what is collected"), max_length=2000, blank=True)
    analysis = models.TextField(_("how it is analysed"), max_length=2000, blank=True)
    advocacy = models.TextField(_("how it reaches advocacy"), max_length=2000, blank=True)
    # The cluster's own judgement, 1 (hardly) to 4 (well); NULL: not judged.
    can_analyse = models.PositiveSmallIntegerField(_("analysis"), null=True, blank=True, validators=RATING)
    can_follow_up = models.PositiveSmallIntegerField(_("follow-up"), null=True, blank=True, validators=RATING)
    can_scale_up = models.PositiveSmallIntegerField(_("scaling up"), null=True, blank=True, validators=RATING)

    class Meta:
        verbose_name = _("monitoring tool")
        verbose_name_plural = _("monitoring tools")
        ordering = ["cluster", "name", "pk"]

    def __str__(self):
        return self.name


class SharingRow(MarkedRecord):
    """Which data goes to which mechanism, in what form (MATRIX P007)."""

    data = models.CharField(_("data"), max_length=200)
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recipient = models.CharField(_("other recipient"), max_length=200, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=SharedForm)
    rhythm = models.CharField(_("how often"), max_length=100, blank=True)
    condition = models.CharField(_("on what condition"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("row of the sharing matrix")
        verbose_name_plural = _("sharing matrix")
        ordering = ["cluster", "data", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mechanism__isnull=False) | ~Q(recipient=""),
                name="sharing_row_has_recipient",
                violation_error_message=_("Choose a mechanism or name the recipient."),
            )
        ]

    def __str__(self):
        return self.data
