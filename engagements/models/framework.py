"""The protection analytical framework in a cluster: how far its roll-out is, and the analysis updates that came out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import RolloutStatus
from engagements.models.common import person


class FrameworkRollout(ScopedModel):
    """How far the roll-out is in a cluster (MATRIX T006). No row: nobody has recorded it."""

    cluster = models.OneToOneField(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=15, choices=RolloutStatus)
    as_of = models.DateField(_("as of"))
    note = models.TextField(_("note"), max_length=2000, blank=True)
    recorded_by = person(_("recorded by"))
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("roll-out of the analytical framework")
        verbose_name_plural = _("roll-outs of the analytical framework")
        ordering = ["cluster"]

    def __str__(self):
        return f"roll-out {self.pk}"


class AnalysisUpdate(ScopedModel):
    """A protection analysis update that the cluster published: when, and whether it has a section on human rights."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    published_on = models.DateField(_("published"))
    # NULL: nobody has looked.
    has_rights_section = models.BooleanField(_("human rights section present"), null=True, blank=True)
    # Of the web; empty where it is not public.
    address = models.URLField(_("address"), max_length=500, blank=True)
    # Listed by mistake: out of the list and of every count.
    is_withdrawn = models.BooleanField(_("not an update"), default=False)
    recorded_by = person(_("recorded by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("analysis update")
        verbose_name_plural = _("analysis updates")
        ordering = ["cluster", "-published_on", "-pk"]
        indexes = [models.Index(fields=["cluster", "published_on"])]

    def __str__(self):
        return f"analysis update {self.pk}"
