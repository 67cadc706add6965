"""Where a cluster stands with the concrete steps of the letter of the Global Protection Cluster's coordinator."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import LetterStatus
from engagements.models.common import person
from mechanisms.models import StepTemplate


class LetterStep(ScopedModel):
    """What a cluster says of one step of the letter (MATRIX T001 to T019). No row: nobody has looked at it yet.
    `evidence` is a list of {"label", "address"}: a page of the portal ("/...") or of the web."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(StepTemplate, verbose_name=_("step"), on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=15, choices=LetterStatus)
    reason = models.CharField(_("why it does not apply"), max_length=400, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    # The last look, also where nothing changed.
    reviewed_at = models.DateTimeField(_("last review"))
    reviewed_by = person(_("reviewed by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("step of the letter")
        verbose_name_plural = _("steps of the letter")
        ordering = ["cluster", "step"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "step"], name="letter_step_once"),
            models.CheckConstraint(
                condition=~Q(status=LetterStatus.NOT_APPLICABLE) | ~Q(reason=""), name="letter_step_says_why_not"
            ),
        ]

    def __str__(self):
        return f"letter step {self.pk}"
