"""A cluster's approval policy: numbered versions that never change, each with its rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.models import WriteOnce
from core.scoping import ScopedModel
from engagements.enums import Exposure, HctDemand, MemberDemand
from engagements.models.common import person
from mechanisms.enums import Family


class ApprovalPolicy(ScopedModel):
    """One version of the protocol by which a cluster engages (MATRIX H006). Once adopted it stays as it is; another
    version replaces it for what is planned from then on."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("version"))
    adopted_on = models.DateField(_("adopted on"))
    # In words: "the cluster's meeting", "the SAG"; the portal does not say who may adopt it.
    adopted_by = models.CharField(_("adopted by"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    created_by = person(_("written down by"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("approval policy")
        verbose_name_plural = _("approval policies")
        ordering = ["cluster", "-number"]
        constraints = [models.UniqueConstraint(fields=["cluster", "number"], name="approval_policy_number_once")]

    def __str__(self):
        return f"approval policy {self.number}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise WriteOnce("An adopted policy is not changed. Adopt a new version.")
        super().save(*args, **kwargs)


class PolicyRule(ScopedModel):
    """What one version demands for a kind of mechanism and a mark; an empty one stands for any."""

    policy = models.ForeignKey(ApprovalPolicy, on_delete=models.CASCADE, related_name="+")
    family = models.CharField(_("kind of mechanism"), max_length=20, choices=Family, blank=True)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, blank=True)
    members = models.CharField(_("members"), max_length=10, choices=MemberDemand, default=MemberDemand.NONE)
    # Ids of the organisations whose position counts, where `members` is "each organisation named".
    organisations = models.JSONField(_("organisations"), default=list, blank=True)
    # The members' position is asked on the fixed text itself (MATRIX H004), not on the engagement alone.
    members_on_text = models.BooleanField(_("members sign off each text"), default=False)
    hct = models.CharField(_("Humanitarian Country Team"), max_length=10, choices=HctDemand, default=HctDemand.NONE)
    needs_risk_form = models.BooleanField(_("risk form"), default=True)
    needs_lead_agency = models.BooleanField(_("endorsement of the lead agency"), default=False)
    needs_sag = models.BooleanField(_("sign-off of the SAG"), default=False)

    class Meta:
        verbose_name = _("rule of an approval policy")
        verbose_name_plural = _("rules of approval policies")
        ordering = ["policy", "family", "exposure"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "family", "exposure"], name="policy_rule_once"),
        ]

    def __str__(self):
        return f"rule {self.pk}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise WriteOnce("An adopted policy is not changed. Adopt a new version.")
        super().save(*args, **kwargs)
