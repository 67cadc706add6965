"""An engagement as a process: the state of its components, how they moved, their versions and their weights. Every
table here is confidential and follows its plan line. Nothing is ever deleted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Outcome
from core.scoping import ScopedModel
from engagements.enums import ComponentAct, ComponentState, LookBackState
from engagements.models.common import person
from engagements.models.plans import PlanLine
from mechanisms.models import Component


def _line():
    return models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")


def _component(**options):
    return models.ForeignKey(
        Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="+", **options
    )


class LineComponent(ScopedModel):
    """Where a component of a line stands now. No row: quiet, never moved."""

    plan_line = _line()
    component = _component()
    state = models.CharField(_("state"), max_length=10, choices=ComponentState, default=ComponentState.QUIET)
    changed_at = models.DateTimeField(_("changed at"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("component of a line")
        verbose_name_plural = _("components of a line")
        constraints = [models.UniqueConstraint(fields=["plan_line", "component"], name="line_component_once")]

    def __str__(self):
        return f"{self.plan_line_id}:{self.component_id}"


class ComponentMove(ScopedModel):
    """One opening, closing or reopening, with its reason: written once, never changed."""

    plan_line = _line()
    component = _component()
    act = models.CharField(_("what happened"), max_length=12, choices=ComponentAct)
    why = models.CharField(_("why"), max_length=500)
    because_component = _component(null=True, blank=True)
    because_outcome = models.ForeignKey(
        Outcome, verbose_name=_("outcome"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because_line = models.ForeignKey(
        PlanLine, verbose_name=_("plan line"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    by = person(_("by"))

    class Meta:
        verbose_name = _("move of a component")
        verbose_name_plural = _("moves of components")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="component_move_says_why"),
            models.CheckConstraint(
                condition=Q(because_component=None) | ~Q(because_component=F("component")),
                name="component_move_not_because_of_itself",
            ),
        ]
        indexes = [models.Index(fields=["plan_line", "at"])]

    def __str__(self):
        return f"{self.act} {self.component_id}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A move is written once.")
        super().save(*args, **kwargs)


class ComponentVersion(ScopedModel):
    """A dated text of a component with its rows. Open to writing until it is kept; then it stays as it was. `version`
    is the optimistic lock, `number` what people call version 2."""

    plan_line = _line()
    component = _component()
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    # Rows of actors, messages or objectives: see engagements/rules/component_rows.py. A version is read, compared and
    # kept as one thing, so its rows are one value.
    rows = models.JSONField(_("rows"), default=list, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(_("created at"))
    updated_by = person(_("last changed by"))
    updated_at = models.DateTimeField(_("last changed at"))
    kept_by = person(_("kept by"))
    kept_at = models.DateTimeField(_("kept at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("version of a component")
        verbose_name_plural = _("versions of components")
        ordering = ["plan_line", "component", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan_line", "component", "number"], name="component_version_once"),
            models.UniqueConstraint(
                fields=["plan_line", "component"],
                condition=Q(kept_at__isnull=True),
                name="component_one_version_in_writing",
            ),
        ]

    def __str__(self):
        return f"version {self.number}"

    @property
    def is_kept(self):
        return self.kept_at is not None


class QuarterWeights(ScopedModel):
    """How much each component weighs in one quarter: {"<component id>": 1 to 5} (MATRIX E020)."""

    plan_line = _line()
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    weights = models.JSONField(_("weights"), default=dict)
    updated_by = person(_("last changed by"))
    updated_at = models.DateTimeField(_("last changed at"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("weights of a quarter")
        verbose_name_plural = _("weights of quarters")
        ordering = ["plan_line", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["plan_line", "year", "quarter"], name="weights_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="weights_four_quarters"),
        ]

    def __str__(self):
        return f"{self.year}-{self.quarter}"


class LookBack(ScopedModel):
    """An outcome arrived: the offer to look back at earlier components. It waits for people; nothing opens by itself
    (MATRIX E032)."""

    plan_line = _line()
    outcome = models.ForeignKey(Outcome, verbose_name=_("outcome"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=LookBackState, default=LookBackState.OFFERED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    offered_at = models.DateTimeField(_("offered at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = person(_("answered by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("offer to look back")
        verbose_name_plural = _("offers to look back")
        ordering = ["plan_line", "-offered_at"]
        constraints = [
            models.UniqueConstraint(fields=["plan_line", "outcome"], name="look_back_once"),
            models.CheckConstraint(
                condition=~Q(state=LookBackState.SET_ASIDE) | ~Q(reason=""), name="look_back_aside_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.plan_line_id}:{self.outcome_id}"
