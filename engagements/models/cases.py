"""Individual cases: a code, consent and a state. Never a name, never a file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, Organisation
from core.scoping import ScopedModel
from engagements.enums import CaseState, CaseVerb, Exposure, Urgency
from engagements.models.common import person
from engagements.models.plans import PlanLine
from mechanisms.models import Mechanism


class CaseReferral(ScopedModel):
    """A person's way to a mechanism, known here by a code that the portal makes. Seen by the handler and the deputies
    named, by nobody else of the cluster."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=12, editable=False)
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="+")
    plan_line = models.ForeignKey(
        PlanLine, verbose_name=_("plan line"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handler = person(_("handler"), null=False, blank=False, on_delete=models.PROTECT)
    state = models.CharField(_("state"), max_length=12, choices=CaseState, default=CaseState.IDENTIFIED)
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_scope = models.TextField(_("what the consent covers"), blank=True)
    consent_withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    interim_measures = models.BooleanField(_("interim measures asked"), default=False)
    # Until when the mechanism must have acted to prevent the harm.
    interim_by = models.DateField(_("needed by"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("individual case")
        verbose_name_plural = _("individual cases")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "code"], name="case_code_once_per_cluster"),
            models.CheckConstraint(
                condition=Q(state__in=[CaseState.IDENTIFIED, CaseState.CLOSED]) | Q(consent_on__isnull=False),
                name="case_moves_with_consent",
                violation_error_message=_("Nothing moves before consent is recorded."),
            ),
            models.CheckConstraint(
                condition=Q(consent_withdrawn_on=None) | Q(state=CaseState.CLOSED, notes="", outcome=""),
                name="case_without_consent_is_blank",
            ),
        ]

    def __str__(self):
        # Not the code: this stands in the trail and in heads of pages.
        return f"individual case {self.pk}"


class CaseDeputy(ScopedModel):
    """A person who stands in for the handler of a case."""

    case = models.ForeignKey(CaseReferral, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("deputy of a case")
        verbose_name_plural = _("deputies of cases")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="case_deputy_once")]

    def __str__(self):
        return str(self.user_id)


class CaseMove(ScopedModel):
    """One line of the status trail: what happened on which day, without words."""

    case = models.ForeignKey(CaseReferral, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(_("step"), max_length=20, choices=CaseVerb)
    state = models.CharField(_("state"), max_length=12, choices=CaseState)
    at = models.DateTimeField(_("at"))
    by = person(_("by"))

    class Meta:
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"move {self.pk}"


class ReferralCapacity(ScopedModel):
    """Which organisation offers legal help, for which rights and where, and how to reach it safely. No case data."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    rights = models.TextField(_("rights and procedures"))
    areas = models.CharField(_("areas"), max_length=300, blank=True)
    reach = models.TextField(_("how to reach it safely"))
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.MEMBERS)
    looked_at_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("legal help")
        verbose_name_plural = _("legal help")
        ordering = ["organisation__name", "pk"]

    def __str__(self):
        return f"legal help {self.pk}"
