"""What surrounds plan lines: the aims of a cluster, the context of a year, concerns, links. All confidential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import AimPurpose, LinkKind, Openness, Route, StepOwner
from engagements.models.common import person


class PlanAim(ScopedModel):
    """An objective of the cluster's strategy or response framework, entered by hand; plan lines serve it (MATRIX
    G009)."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("objective"), max_length=400)
    purpose = models.CharField(_("purpose"), max_length=15, choices=AimPurpose)
    # Where it stands, in the cluster's words: "Strategy 2026-2027, objective 2".
    source = models.CharField(_("where it stands"), max_length=200, blank=True)
    # Legal aid and advocacy for victims as part of the response (MATRIX D037).
    is_legal_aid = models.BooleanField(_("legal aid or victim advocacy"), default=False)
    # A retired aim is offered no more; lines that serve it keep it.
    is_retired = models.BooleanField(_("no longer followed"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("objective of the cluster")
        verbose_name_plural = _("objectives of the cluster")
        ordering = ["cluster", "purpose", "pk"]
        indexes = [models.Index(fields=["cluster", "is_retired"])]

    def __str__(self):
        return self.text


class PlanContext(ScopedModel):
    """The context of a cluster's plan for a year (MATRIX E007, E017, G012). Each save is a row of its own: what was
    thought in spring stays readable in autumn."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("version"))
    # Who looks after the whole plan, and who stands in: roles, so that a hand-over loses nothing (MATRIX A026).
    owner_role = models.CharField(_("who looks after the plan"), max_length=16, choices=StepOwner, blank=True)
    deputy_role = models.CharField(_("who stands in"), max_length=16, choices=StepOwner, blank=True)
    openness = models.CharField(_("openness of the Government"), max_length=15, choices=Openness, blank=True)
    openness_note = models.TextField(_("on its openness"), blank=True)
    route = models.CharField(_("preferred route"), max_length=15, choices=Route, blank=True)
    partnerships = models.TextField(_("partnerships"), blank=True)
    resources = models.TextField(_("resources"), blank=True)
    timing = models.TextField(_("good and bad moments"), blank=True)
    created_by = person(_("written by"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("context of a plan")
        verbose_name_plural = _("contexts of plans")
        ordering = ["cluster", "year", "-number"]
        constraints = [models.UniqueConstraint(fields=["cluster", "year", "number"], name="plan_context_once")]

    def __str__(self):
        return f"context {self.pk}"


class PlanConcern(ScopedModel):
    """A concern that somebody of the cluster raised and that the plan should take up (MATRIX A018). It is answered by a
    plan line or in a sentence; until then it stands on the Task Team's list."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("concern"), max_length=2000)
    # Keys of themes of the kind "group": never persons (MATRIX B032, P012).
    groups = models.JSONField(_("groups"), default=list, blank=True)
    raised_by = person(_("raised by"))
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    plan_line = models.ForeignKey(
        "engagements.PlanLine",
        verbose_name=_("plan line"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = person(_("answered by"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["cluster", "-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", plan_line=None)
                | (Q(answered_at__isnull=False) & (~Q(answer="") | Q(plan_line__isnull=False))),
                name="plan_concern_answer_has_instant",
            )
        ]
        indexes = [models.Index(fields=["cluster", "answered_at"])]

    def __str__(self):
        return f"concern {self.pk}"


class PlanLink(ScopedModel):
    """One engagement bears on another. Seen by whoever sees both lines."""

    source = models.ForeignKey("engagements.PlanLine", on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey("engagements.PlanLine", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("how"), max_length=12, choices=LinkKind)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("link of plan lines")
        verbose_name_plural = _("links of plan lines")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="plan_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="plan_link_between_two"),
        ]

    def __str__(self):
        return f"link {self.pk}"
