"""Recommendations that a text asks a mechanism to make."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums import DetailLevel
from engagements.models.common import person
from engagements.models.submissions import Submission


class ProposedRecommendation(ScopedModel):
    """One recommendation as the cluster would like to read it afterwards (MATRIX I004). `version` is the optimistic
    lock."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("recommendation"))
    # Broad for the peers of the UPR, detailed for the experts of treaty bodies (guide 6, 002:196-204).
    detail = models.CharField(_("level of detail"), max_length=10, choices=DetailLevel)
    position = models.PositiveSmallIntegerField(_("order"))
    proposed_by = person(_("proposed by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("proposed recommendation")
        verbose_name_plural = _("proposed recommendations")
        ordering = ["submission", "position", "pk"]

    def __str__(self):
        return str(self.pk)
