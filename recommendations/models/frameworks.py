"""National plans and programming frameworks into which recommendations are carried (MATRIX A016, 000:63)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from recommendations.enums import FrameworkKind
from recommendations.models.follow_up import FollowUp, person


class Framework(ScopedModel):
    """A plan or framework of the country that a cluster keeps on record, as its title page names it."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=FrameworkKind)
    title = models.CharField(_("title"), max_length=300)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    # Empty where it has no end, or none that is known.
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=300)
    # A retired one is offered no more; what was tied to it stays.
    is_retired = models.BooleanField(_("no longer offered"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("national plan or framework")
        verbose_name_plural = _("national plans and frameworks")
        ordering = ["cluster", "is_retired", "-year_from", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_to=None) | Q(year_to__gte=F("year_from")),
                name="framework_years_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def years(self):
        """ "2026" or "2026–2030"."""
        if self.year_to is None or self.year_to == self.year_from:
            return str(self.year_from)
        return f"{self.year_from}–{self.year_to}"


class FollowUpTie(ScopedModel):
    """That a recommendation followed up stands in a plan or framework, and where."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    # Protected: what is tied to a plan keeps it.
    framework = models.ForeignKey(
        Framework, verbose_name=_("plan or framework"), on_delete=models.PROTECT, related_name="+"
    )
    # "Outcome 2, indicator 2.3"; empty where it does not stand in it yet and is to be brought in.
    place = models.CharField(_("where in it"), max_length=300, blank=True)
    created_by = person(_("tied by"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recommendation tied to a plan")
        verbose_name_plural = _("recommendations tied to plans")
        ordering = ["framework", "pk"]
        constraints = [models.UniqueConstraint(fields=["follow_up", "framework"], name="follow_up_tied_once")]

    def __str__(self):
        return f"tie {self.pk}"
