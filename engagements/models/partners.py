"""With whom a step is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums import StepPart
from engagements.models.common import person
from engagements.models.plans import EngagementStep
from stakeholders.models import Stakeholder


class StepPartner(ScopedModel):
    """A stakeholder of the register who takes part in a step (MATRIX A008). Seen by who sees both."""

    step = models.ForeignKey(EngagementStep, on_delete=models.CASCADE, related_name="+")
    stakeholder = models.ForeignKey(
        Stakeholder, verbose_name=_("stakeholder"), on_delete=models.PROTECT, related_name="+"
    )
    part = models.CharField(_("part"), max_length=10, choices=StepPart, default=StepPart.PARTNER)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("partner in a step")
        verbose_name_plural = _("partners in steps")
        ordering = ["step", "pk"]
        constraints = [models.UniqueConstraint(fields=["step", "stakeholder"], name="step_partner_once")]

    def __str__(self):
        return f"partner in a step {self.pk}"
