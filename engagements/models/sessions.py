"""What came of a session or a visit: concerns raised or not, outcome and next steps; proposals for press statements."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import Exposure, PressState, Raised
from engagements.models.common import MarkedOnLine, person
from engagements.models.plans import PlanLine
from mechanisms.models import Document, Mechanism


class SessionConcern(ScopedModel):
    """A concern that the cluster wanted raised, and whether it was (MATRIX J005)."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("concern"), max_length=300)
    raised = models.CharField(_("was it raised?"), max_length=10, choices=Raised, default=Raised.OPEN)
    note = models.TextField(_("by whom, in which words"), blank=True)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    citation = models.CharField(_("where in it"), max_length=120, blank=True)
    created_by = person(_("created by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("concern for a session")
        verbose_name_plural = _("concerns for a session")
        ordering = ["plan_line", "pk"]

    def __str__(self):
        return self.text


class LineReport(ScopedModel):
    """What came out of a session or a visit, and what next. One for a plan line."""

    plan_line = models.OneToOneField(PlanLine, on_delete=models.CASCADE, related_name="+")
    came_out = models.TextField(_("what came out"), blank=True)
    what_next = models.TextField(_("what next"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = person(_("updated by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self):
        return f"report {self.pk}"


class PressProposal(MarkedOnLine):
    """Issue and facts for a mandate holder's press statement, where our own products fall short (MATRIX D045). The
    cluster is not named unless it says so."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    plan_line = models.ForeignKey(
        PlanLine, verbose_name=_("plan line"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="+")
    issue = models.CharField(_("issue"), max_length=200)
    facts = models.TextField(_("facts"))
    gap = models.TextField(_("gap it fills"), blank=True)
    embargo_until = models.DateField(_("embargo until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PressState, default=PressState.DRAFT)
    names_cluster = models.BooleanField(_("the cluster may be named"), default=False)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.RESTRICTED)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("press proposal")
        verbose_name_plural = _("press proposals")
        ordering = ["-updated_at", "-pk"]

    def __str__(self):
        return self.issue
