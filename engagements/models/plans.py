"""A cluster's plan: lines, who is named on them, steps, risk forms. Every table here is confidential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Entry, Review
from clusters.models import Cluster
from core.scoping import ScopedModel
from core.texts import in_every_language, in_reader_language
from engagements.enums import (
    Channel,
    Exposure,
    LineState,
    OnBehalfOf,
    RiskDecision,
    StepOwner,
    StepState,
    Trigger,
    TriggerKind,
    YesNo,
)
from engagements.models.approval import ApprovalPolicy
from engagements.models.common import person
from engagements.models.guidance import RiskGuidance
from engagements.models.planning import PlanAim
from mechanisms.models import Mechanism, StepTemplate


class PlanLine(ScopedModel):
    """One planned engagement: an opportunity and what the cluster wants from it."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The date towards which the steps are planned; NULL for a standing aim.
    entry = models.ForeignKey(
        Entry, verbose_name=_("date"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concern = models.TextField(_("concern"), blank=True)
    # Keys of themes of the kind "group": groups of people, never persons (MATRIX B032, P012).
    groups = models.JSONField(_("groups"), default=list, blank=True)
    aors = models.JSONField(_("areas of responsibility"), default=list, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    objective = models.TextField(_("objective"), blank=True)
    # The objective of the cluster's strategy that this serves (MATRIX G009).
    aim = models.ForeignKey(
        PlanAim,
        verbose_name=_("objective of the cluster"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    expected_outcome = models.TextField(_("expected outcome"), blank=True)
    # After the action: what came of it, and what to try next (MATRIX G011).
    obtained = models.TextField(_("what came of it"), blank=True)
    next_approach = models.TextField(_("next approach"), blank=True)
    trigger = models.CharField(_("trigger"), max_length=12, choices=Trigger, default=Trigger.PLANNED)
    trigger_kind = models.CharField(_("set off by"), max_length=16, choices=TriggerKind, blank=True)
    # Good and bad moments for the authorities (MATRIX G014): nothing is to show before this day.
    hold_until = models.DateField(_("hold until"), null=True, blank=True)
    timing_note = models.CharField(_("note on the moment"), max_length=300, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.DIRECT)
    through_whom = models.CharField(_("through whom"), max_length=200, blank=True)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.MEMBERS)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=12, choices=OnBehalfOf, default=OnBehalfOf.CLUSTER)
    lead_role = models.CharField(_("lead"), max_length=16, choices=StepOwner)
    # Few people carry the knowledge (MATRIX G005): who takes over.
    deputy_role = models.CharField(_("deputy"), max_length=16, choices=StepOwner, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LineState, default=LineState.PLANNED)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # The opportunity's date when the steps were last planned; differs from entry.due_on after a move.
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    # The engagement as a whole, not its opportunity (MATRIX E023); it stands in the plan of every year between.
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    # Where only some members stand behind it: [{"id": organisation, "name": "..."}], see on_behalf_of (MATRIX G006).
    supporters = models.JSONField(_("supporting members"), default=list, blank=True)
    names_supporters = models.BooleanField(_("supporting members are named on documents"), default=False)
    # Why the violations are systematic: the first of two checks before an inquiry is suggested (MATRIX D029).
    pattern = models.TextField(_("pattern of violations"), blank=True)
    # The version in force when the line was made; it stays until somebody takes over a newer one. NULL: the portal's
    # default (rules.PORTAL_DEFAULT).
    policy_version = models.ForeignKey(
        ApprovalPolicy,
        verbose_name=_("approval policy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("plan line")
        verbose_name_plural = _("plan lines")
        ordering = ["year", F("planned_for").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel=Channel.INDIRECT) | ~Q(through_whom=""),
                name="plan_line_indirect_names_through_whom",
                violation_error_message=_("Say through whom the information goes."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_line_ends_after_start",
                violation_error_message=_("It ends before it starts. Choose a later day."),
            ),
        ]
        indexes = [models.Index(fields=["cluster", "year"])]

    def __str__(self):
        return self.title


class PlanLineReader(ScopedModel):
    """A person named on a restricted or confidential plan line."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        constraints = [models.UniqueConstraint(fields=["plan_line", "user"], name="plan_line_reader_once")]

    def __str__(self):
        return str(self.user_id)


class EngagementStep(ScopedModel):
    """A step of a plan line, from the library or the cluster's own."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(StepTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("step"), max_length=300)
    phase = models.CharField(_("phase"), max_length=20, blank=True)
    lead_days = models.SmallIntegerField(_("days before"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # A fixed day stays when the opportunity's date moves.
    is_pinned = models.BooleanField(_("fixed day"), default=False)
    owner_role = models.CharField(_("owner"), max_length=16, choices=StepOwner, default=StepOwner.COORDINATOR)
    deputy_role = models.CharField(_("deputy"), max_length=16, choices=StepOwner, blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=12, choices=OnBehalfOf, default=OnBehalfOf.CLUSTER)
    state = models.CharField(_("state"), max_length=10, choices=StepState, default=StepState.OPEN)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = person(_("done by"))
    note = models.TextField(_("note"), blank=True)
    # Keys of enums.Sector: other sectors that take part.
    sectors = models.JSONField(_("other sectors"), default=list, blank=True)
    # Keys of clusters.enums.Aor (MATRIX B031).
    aors = models.JSONField(_("areas of responsibility"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["plan_line", F("due_on").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(done_at=None) & ~Q(state=StepState.DONE))
                | (Q(done_at__isnull=False) & Q(state=StepState.DONE)),
                name="step_done_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=StepState.NOT_NOW) | ~Q(state_reason=""),
                name="step_not_now_has_reason",
                violation_error_message=_("Say why not now."),
            ),
            models.UniqueConstraint(
                fields=["plan_line", "template"],
                condition=Q(template__isnull=False),
                name="step_template_once_per_line",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def wording(self):
        """What to do: a step of the library in the reader's language, the cluster's own in its own words. Needs
        `template` joined."""
        found = self.template if self.template_id is not None else None
        is_library = found is not None and self.title in in_every_language(found, "title")
        return in_reader_language(found, "title") if is_library else self.title


class RiskForm(ScopedModel):
    """Do no harm, the four principles and retaliation, for one plan line. An unanswered line blocks."""

    plan_line = models.OneToOneField(PlanLine, on_delete=models.CASCADE, related_name="+")
    # {RiskLine: {"likelihood": RiskLevel, "effect": RiskLevel, "text": "...", "measures": "..."}}
    answers = models.JSONField(_("answers"), default=dict)
    # Kinds of harm that are to be reckoned with (enums.RiskCategory).
    categories = models.JSONField(_("kinds of harm"), default=list, blank=True)
    # Whether what is known comes from people on the spot, who could be found out (MATRIX H013).
    sources_local = models.CharField(_("sources are local"), max_length=3, choices=YesNo, blank=True)
    benefits = models.TextField(_("benefits"), blank=True)
    mitigation = models.TextField(_("measures"), blank=True)
    decision = models.CharField(_("decision"), max_length=20, choices=RiskDecision, blank=True)
    decision_reason = models.TextField(_("reason"), blank=True)
    # The guidance it was filled in by; NULL: the portal's own.
    guidance = models.ForeignKey(
        RiskGuidance,
        verbose_name=_("guidance on risks"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_by = person(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("risk form")
        verbose_name_plural = _("risk forms")
        constraints = [
            models.CheckConstraint(
                condition=(Q(decision="") & Q(decided_at=None)) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="risk_decision_has_instant",
            )
        ]

    def __str__(self):
        return f"risk form {self.pk}"
