"""Plans to start from: a named selection of steps of the library for one kind of mechanism."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import MechanismKind
from mechanisms.models.procedures import StepTemplate


class PlanTemplate(models.Model):
    """A selection of steps that the Task Team offers to coordinators for one kind of mechanism. Its steps come from
    the common library only, so it says nothing about any cluster."""

    title = models.CharField(_("title"), max_length=120)
    mechanism_kind = models.CharField(_("mechanism"), max_length=20, choices=MechanismKind)
    note = models.TextField(_("when it fits"), blank=True)
    steps = models.ManyToManyField(
        StepTemplate, verbose_name=_("steps"), through="PlanTemplateStep", related_name="plan_templates"
    )
    # Retired ones are offered no more; plans made from them stay.
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")
        ordering = ["mechanism_kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism_kind", "title"],
                name="plan_template_title_once",
                violation_error_message=_("A plan template of this mechanism has this title already."),
            )
        ]

    def __str__(self):
        return self.title


class PlanTemplateStep(models.Model):
    """A step of a plan template, with its own days before the date where they differ from the library's."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="chosen")
    step = models.ForeignKey(StepTemplate, on_delete=models.PROTECT, related_name="+")
    lead_days = models.SmallIntegerField(_("days before"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a plan template")
        verbose_name_plural = _("steps of plan templates")
        ordering = ["template", "step__position"]
        constraints = [models.UniqueConstraint(fields=["template", "step"], name="plan_template_step_once")]

    def __str__(self):
        return str(self.step)
