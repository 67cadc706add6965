"""What people learned on an engagement (MATRIX E027)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.models.common import person
from engagements.models.plans import PlanLine
from knowledge.enums import Worked
from knowledge.models import GoodPractice


class ExperienceNote(ScopedModel):
    """A note of somebody of the cluster. What is shared of it is a text of its own (`practice`)."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("in a few words"), max_length=160)
    text = models.TextField(_("what happened and what you learned"), max_length=6000)
    worked = models.CharField(_("how it turned out"), max_length=8, choices=Worked)
    practice = models.OneToOneField(
        GoodPractice,
        verbose_name=_("shared as"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    written_by = person(_("written by"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("experience note")
        verbose_name_plural = _("experience notes")
        ordering = ["plan_line", "-written_at", "-pk"]

    def __str__(self):
        return f"experience note {self.pk}"
