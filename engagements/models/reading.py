"""General comments and other documents that the coordinators want their members to know (MATRIX D026)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.models.common import person
from mechanisms.models import Document


class ReadingItem(ScopedModel):
    """One document on a cluster's reading list, with why it matters here."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why it matters to us"), max_length=300, blank=True)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document to read")
        verbose_name_plural = _("reading list")
        ordering = ["cluster", "pk"]
        constraints = [models.UniqueConstraint(fields=["cluster", "document"], name="document_read_once_per_cluster")]

    def __str__(self):
        return str(self.document_id)
