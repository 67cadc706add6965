"""Blind consultations: several human rights actors are asked the same in confidence, each alone (003:55)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums.blind import AskedBy
from engagements.models.common import person
from engagements.models.plans import PlanLine
from stakeholders.models import Stakeholder


class BlindConsultation(ScopedModel):
    """One question on a plan line. Who was asked is known to the coordinators who see the line, and to nobody else."""

    plan_line = models.ForeignKey(PlanLine, verbose_name=_("plan line"), on_delete=models.PROTECT, related_name="+")
    question = models.TextField(_("question"), max_length=2000)
    due_on = models.DateField(_("answers until"), null=True, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # What the coordinators took from all answers together.
    conclusion = models.TextField(_("what follows"), max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("consultation in confidence")
        verbose_name_plural = _("consultations in confidence")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"consultation {self.pk}"


class BlindAnswer(ScopedModel):
    """One of those asked, by the entry of the register (an alias where it protects), and the answer as a coordinator
    wrote it down."""

    consultation = models.ForeignKey(BlindConsultation, on_delete=models.CASCADE, related_name="+")
    stakeholder = models.ForeignKey(
        Stakeholder, verbose_name=_("whom we asked"), on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField(_("asked on"))
    asked_how = models.CharField(_("asked"), max_length=10, choices=AskedBy)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_how = models.CharField(_("answered"), max_length=10, choices=AskedBy, blank=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    recorded_by = person(_("recorded by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("answer in confidence")
        verbose_name_plural = _("answers in confidence")
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "stakeholder"], name="blind_asked_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="blind_answer_has_day",
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"
