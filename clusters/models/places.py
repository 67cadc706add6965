"""Countries, the protection clusters that work in them, and organisations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import OrganisationKind, TaskTeamStatus
from core.texts import in_reader_language


class Country(models.Model):
    """A State or entity as the UN names it."""

    iso3 = models.CharField(_("ISO code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_un_member = models.BooleanField(_("Member State of the UN"), default=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]

    def __str__(self):
        return in_reader_language(self, "name")


class Organisation(models.Model):
    """An organisation that takes part in a cluster."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    # Empty: nobody has recorded it.
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind, blank=True)
    task_team = models.CharField(_("in the Task Team"), max_length=8, choices=TaskTeamStatus, blank=True)
    task_team_source = models.CharField(_("where this is known from"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.short_name or self.name


class Cluster(models.Model):
    """A protection cluster or sector, national or sub-national (then `parent` is the national one)."""

    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="clusters")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("national cluster"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nodes",
    )
    name = models.CharField(_("name"), max_length=200)
    lead_agency = models.CharField(_("cluster lead agency"), max_length=120, blank=True)
    co_lead = models.CharField(_("co-lead"), max_length=200, blank=True)
    working_language = models.CharField(_("working language"), max_length=10, blank=True)
    is_pilot = models.BooleanField(_("pilot of the 2021 consultation"), default=False)
    requires_second_factor = models.BooleanField(_("second factor required"), default=False)
    activated = models.CharField(_("activated"), max_length=10, blank=True)
    evidence_year = models.PositiveSmallIntegerField(_("evidence of the year"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("protection cluster")
        verbose_name_plural = _("protection clusters")
        ordering = ["country__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="cluster_name_once_per_country"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="cluster_not_its_own_parent"),
        ]

    def __str__(self):
        return self.name
