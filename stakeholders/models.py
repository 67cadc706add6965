"""The register of a cluster's stakeholders. Who is in danger stands here under an alias alone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, Organisation
from core.scoping import ScopedModel
from stakeholders.enums import ActorFamily, Channels, Level, Relation, StakeholderKind, Stance


def person(verbose_name, **options):
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verbose_name, related_name="+", **options)


class Stakeholder(ScopedModel):
    """One actor outside the cluster or inside it. With `is_protected` the database itself refuses a name, a way to
    reach them and the link to an organisation (MATRIX B020)."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=StakeholderKind)
    family = models.CharField(_("family of actors"), max_length=12, choices=ActorFamily)
    is_protected = models.BooleanField(_("alias only"), default=False)
    protected_by = person(_("protected by"))
    protected_at = models.DateTimeField(_("protected"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    alias = models.CharField(_("alias"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    contact = models.CharField(_("how to reach them"), max_length=300, blank=True)
    level = models.CharField(_("level"), max_length=13, choices=Level, blank=True)
    # Values of enums.Brings.
    brings = models.JSONField(_("what they bring"), default=list, blank=True)
    brings_note = models.TextField(_("in words"), max_length=1000, blank=True)
    # Values of enums.WayOfWorking (MATRIX E006).
    ways = models.JSONField(_("ways of working"), default=list, blank=True)
    # Values of clusters.enums.Aor: areas of responsibility on which we work with them (MATRIX B031, 001:340-343).
    areas = models.JSONField(_("areas of responsibility"), default=list, blank=True)
    # Of a human rights adviser to the Resident Coordinator (MATRIX B011); both days included.
    deployed_from = models.DateField(_("deployed from"), null=True, blank=True)
    deployed_until = models.DateField(_("deployed until"), null=True, blank=True)
    relation = models.CharField(_("how we work together"), max_length=10, choices=Relation, default=Relation.NOT_YET)
    obstacle = models.TextField(_("what stands in the way"), max_length=1000, blank=True)
    channels = models.CharField(_("channels"), max_length=14, choices=Channels, default=Channels.UNKNOWN)
    is_archived = models.BooleanField(_("no longer in the register"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        ordering = ["family", "kind", "name", "alias", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_protected=False)
                | (Q(name="", contact="", organisation=None) & ~Q(alias="") & Q(protected_at__isnull=False)),
                name="stakeholder_protected_has_alias_only",
            ),
            models.CheckConstraint(condition=Q(is_protected=True) | ~Q(name=""), name="stakeholder_has_name"),
            models.CheckConstraint(
                condition=Q(deployed_until=None) | Q(deployed_from=None) | Q(deployed_until__gte=F("deployed_from")),
                name="stakeholder_deployment_in_order",
            ),
        ]

    def __str__(self):
        return f"stakeholder {self.pk}"

    def is_deployed_on(self, day):
        """Whether this is a human rights adviser who is deployed on `day`; without a recorded first day nobody knows,
        and the answer is no."""
        if self.kind != StakeholderKind.ADVISER or self.deployed_from is None or day < self.deployed_from:
            return False
        return self.deployed_until is None or day <= self.deployed_until

    @property
    def called(self):
        """What those who may see them read: the alias where there is one."""
        return self.alias or self.name


class StakeholderReader(ScopedModel):
    """Somebody of the cluster who may see a protected stakeholder beside the coordinators."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    named_by = person(_("named by"))
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reader of a protected stakeholder")
        verbose_name_plural = _("readers of protected stakeholders")
        constraints = [models.UniqueConstraint(fields=["stakeholder", "user"], name="stakeholder_reader_once")]

    def __str__(self):
        return f"reader {self.pk}"


class IndependenceNote(ScopedModel):
    """How independent a body is, and whether inviting it may drive other members out (001:152-153). Coordinators."""

    stakeholder = models.OneToOneField(Stakeholder, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("independence"), max_length=3000)
    may_drive_out = models.BooleanField(_("inviting them may make members leave"), default=False)
    written_by = person(_("written by"))
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("note on independence")
        verbose_name_plural = _("notes on independence")

    def __str__(self):
        return f"note on independence {self.pk}"


class StakeholderStanding(ScopedModel):
    """Influence, interest and stance of a stakeholder as they were judged on a day (MATRIX E029). Each is a row of its
    own, never changed: what was thought before stays readable, so that movement shows."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    assessed_on = models.DateField(_("as of"))
    # 1 is little, 5 is much; nothing where nobody can tell.
    influence = models.PositiveSmallIntegerField(_("influence"), null=True, blank=True)
    interest = models.PositiveSmallIntegerField(_("interest"), null=True, blank=True)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance, default=Stance.UNKNOWN)
    note = models.CharField(_("what shows it"), max_length=500, blank=True)
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("standing of a stakeholder")
        verbose_name_plural = _("standings of stakeholders")
        ordering = ["stakeholder", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["stakeholder", "number"], name="stakeholder_standing_once"),
            models.CheckConstraint(
                condition=Q(influence=None) | Q(influence__range=(1, 5)), name="stakeholder_influence_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(interest=None) | Q(interest__range=(1, 5)), name="stakeholder_interest_1_to_5"
            ),
        ]

    def __str__(self):
        return f"standing {self.pk}"
