"""Guidance on weighing risks, in numbered versions; the risk form keeps which one it was filled in by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import WriteOnce
from engagements.models.common import person


class RiskGuidance(models.Model):
    """One version, kept by the Task Team (MATRIX H010). Open to everybody; never changed, only followed by the next."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("guidance"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    url = models.URLField(_("address"), blank=True)
    published_on = models.DateField(_("published on"))
    created_by = person(_("written down by"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("guidance on risks")
        verbose_name_plural = _("guidance on risks")
        ordering = ["-number"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.pk:
            raise WriteOnce("Published guidance is not changed. Publish a new version.")
        super().save(*args, **kwargs)
