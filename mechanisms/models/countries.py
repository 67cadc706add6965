"""What a country has accepted, which doors that opens, and its national institution."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Country
from core.enums import Confidence
from core.texts import in_reader_language
from core.words import paused
from mechanisms.enums import Acceptance, Accreditation, DoorKind, DoorNeed, InstrumentKind
from mechanisms.models.catalogue import Mechanism

_DOMESTIC = [kind.value for kind in InstrumentKind.domestic()]


class Instrument(models.Model):
    """A treaty, a protocol, or a declaration under an article: something that a State accepts or does not. With a
    `country` it is a norm of that State's own law, which nobody ratifies (MATRIX E003)."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=InstrumentKind)
    short_name = models.CharField(_("short name"), max_length=40)
    name = models.CharField(_("name"), max_length=250)
    name_fr = models.CharField(_("name in French"), max_length=250, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=250, blank=True)
    # The body that watches it.
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("body"), on_delete=models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    # Of domestic law alone.
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    # A retired norm is offered no more; what cites it keeps it.
    is_retired = models.BooleanField(_("no longer offered"), default=False)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["position", "short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(country=None) ^ Q(kind__in=_DOMESTIC),
                name="domestic_law_has_country",
                violation_error_message=_("Domestic law is of one country, and nothing else is."),
            )
        ]

    def __str__(self):
        return in_reader_language(self, "name")


class Ratification(models.Model):
    """Where a country stands towards an instrument. No row means: not known, and every page says so."""

    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), on_delete=models.CASCADE, related_name="ratifications"
    )
    status = models.CharField(_("status"), max_length=12, choices=Acceptance, default=Acceptance.UNKNOWN)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    accepted_year = models.PositiveSmallIntegerField(_("accepted in"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    act = models.CharField(_("act"), max_length=40, blank=True)
    # As found: "2022-06" or "2015-03-14".
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("ratification")
        verbose_name_plural = _("ratifications")
        ordering = ["country", "instrument"]
        constraints = [
            models.UniqueConstraint(fields=["country", "instrument"], name="ratification_once_per_instrument")
        ]

    def __str__(self):
        return paused(self.country, f"{self.instrument.short_name}: {self.get_status_display()}")


class Door(models.Model):
    """A way to a mechanism that is open to people of a country only when the State accepted an instrument. Without
    `instrument` it is open to all States. Whether it is open for one country: mechanisms/rules.py."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="doors")
    kind = models.CharField(_("kind"), max_length=20, choices=DoorKind)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="doors")
    needs = models.CharField(_("open when"), max_length=15, choices=DoorNeed, default=DoorNeed.PARTY)
    # The article or rule in words: "Article 22 of the Convention".
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("door")
        verbose_name_plural = _("doors")
        ordering = ["position", "key"]

    def __str__(self):
        return f"{self.mechanism.label}: {self.get_kind_display()}"


class NationalInstitution(models.Model):
    """A national human rights institution with its standing under the Paris Principles."""

    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="+")
    # Which row of the reference files it is, however a person renames it; empty for what people entered.
    reference_key = models.CharField(max_length=320, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=250, blank=True)
    accreditation = models.CharField(
        _("accreditation"), max_length=10, choices=Accreditation, default=Accreditation.UNKNOWN
    )
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    next_event = models.CharField(_("next step"), max_length=250, blank=True)
    # Affiliate status at a regional commission (MATRIX U028), in words; empty where not known.
    regional_affiliation = models.CharField(_("regional affiliation"), max_length=200, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("national institution")
        verbose_name_plural = _("national institutions")
        ordering = ["country", "name"]
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="institution_once_per_country")]

    def __str__(self):
        return self.name or str(self.country)
