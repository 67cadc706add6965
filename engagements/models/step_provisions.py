"""What a step of a plan rests on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.models.plans import EngagementStep
from mechanisms.models import Instrument


class StepProvision(ScopedModel):
    """A treaty or a norm of domestic law, and where known its article, that a step cites (MATRIX E003)."""

    step = models.ForeignKey(EngagementStep, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, verbose_name=_("instrument"), on_delete=models.PROTECT, related_name="+")
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("instrument of a step")
        verbose_name_plural = _("instruments of steps")
        ordering = ["instrument__position", "article", "pk"]
        constraints = [models.UniqueConstraint(fields=["step", "instrument", "article"], name="step_provision_once")]

    def __str__(self):
        return str(self.instrument_id)
