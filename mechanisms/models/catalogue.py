"""Bodies, procedures and mandates, and what is known about them."""

import re

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from clusters.models import Country
from core.enums import Confidence
from core.texts import in_reader_language
from mechanisms.enums import NO_FAMILY, NO_MECHANISM, DocumentKind, Family, MechanismState, Region, ThemeKind

# Symbols of documents of the United Nations: "A/HRC/59/46", "CCPR/C/21/Rev.1/Add.9", "HRI/MC/2015/6".
_UN_SYMBOL = re.compile(r"(?:A|E|HRI|CERD|CCPR|CEDAW|CAT|CRC|CMW|CRPD|CED)/[A-Za-z0-9./-]+")


def document_address(symbol):
    """Where the document service of the United Nations has the document, for symbols it may hold; else empty."""
    return f"https://undocs.org/{symbol}" if _UN_SYMBOL.fullmatch(symbol) else ""


class Theme(models.Model):
    """A subject or a group of persons. Mandates, documents and dates carry themes, clusters follow them."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ThemeKind, default=ThemeKind.SUBJECT)
    name = models.CharField(_("name"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["kind", "position", "name"]

    def __str__(self):
        return in_reader_language(self, "name")


class CatalogueManager(models.Manager):
    """Mechanisms alone, without the row that stands for none."""

    def get_queryset(self):
        return super().get_queryset().exclude(family=NO_FAMILY)


class EverythingManager(models.Manager):
    def none_of_them(self):
        """The row for engagements that use an instrument, stakeholders or several bodies instead of one mechanism
        (MATRIX E009). Made at the first call; it stands in no list of mechanisms."""
        return self.get_or_create(key=NO_MECHANISM, defaults={"family": NO_FAMILY, "name": "No single mechanism"})[0]


class Mechanism(models.Model):
    """A human rights body, procedure or mandate. `key` is stable ("upr", "ccpr", "sp-idps", "achpr")."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    family = models.CharField(_("family"), max_length=20, choices=Family)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=250, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=250, blank=True)
    # Other names people search for, with "; " between them ("HRC" stands for two bodies).
    also_known_as = models.CharField(_("also known as"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # A country mandate or a commission of inquiry; NULL for thematic and world-wide ones.
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, null=True, blank=True, related_name="mechanisms"
    )
    # Where a regional body works; empty for the United Nations and for bodies of several regions.
    region = models.CharField(_("region"), max_length=10, choices=Region, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MechanismState, default=MechanismState.ACTIVE)
    # As found: "2025". When it came into its state (ended, merged), and of which day what is said about it is.
    state_since = models.CharField(_("in this state since"), max_length=10, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    what_it_is = models.TextField(_("what it is"), blank=True)
    what_it_is_not = models.TextField(_("what it is not"), blank=True)
    url = models.URLField(_("official page"), max_length=500, blank=True)
    url_confidence = models.CharField(max_length=20, choices=Confidence, default=Confidence.NONE)
    seat = models.CharField(_("seat"), max_length=80, blank=True)
    # IANA name of the zone in which its deadlines bind; empty where not known.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    # When an investigation or a mandate began and (will have) ended, as its resolutions say; NULL where not known.
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active to"), null=True, blank=True)
    themes = models.ManyToManyField("Theme", verbose_name=_("themes"), blank=True, related_name="mechanisms")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CatalogueManager()
    everything = EverythingManager()

    class Meta:
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering = ["family", "position", "name"]

    def __str__(self):
        return gettext("No single mechanism") if self.is_none else in_reader_language(self, "name")

    def get_absolute_url(self):
        return reverse("mechanisms:mechanism-detail", args=[self.key])

    @property
    def is_none(self):
        """Whether this is no mechanism, but the row for engagements without one."""
        return self.family == NO_FAMILY

    @property
    def callings(self):
        """Every short word by which the body is called, in small letters: its abbreviation and its other names."""
        words = (self.short_name, *self.also_known_as.split(";"))
        return {word.strip().casefold() for word in words if word.strip()}

    @property
    def takes_new_steps(self):
        """Whether somebody may still plan an engagement with it: a body that ended or was merged is history."""
        return self.state not in (MechanismState.ENDED, MechanismState.MERGED)

    @property
    def label(self):
        """What the body is called in running text, in the reader's language: its abbreviation where it has one (UPR,
        in French EPU; the symbols of committees are the same in every language), otherwise its name."""
        is_abbreviation = bool(self.short_name) and " " not in self.short_name
        if is_abbreviation or (get_language() or "en").startswith("en"):
            return gettext(self.short_name) if self.short_name else str(self)
        return str(self)


class MandateHolder(models.Model):
    """A person or group that holds or held a mandate. `since`, `until` and `as_of` as found ("2022", "2022-11"). Of an
    earlier holder the dates may be missing: `is_present` says which is which. No personal notes: holders are reached
    through the mandate."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="holders")
    # Which row of the reference files it is, however a person renames it; empty for what people entered.
    reference_key = models.CharField(max_length=320, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    is_present = models.BooleanField(_("in office"), default=True)
    since = models.CharField(_("since"), max_length=10, blank=True)
    until = models.CharField(_("until"), max_length=10, blank=True)
    as_of = models.CharField(_("as of"), max_length=20, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("mandate holder")
        verbose_name_plural = _("mandate holders")
        ordering = ["mechanism", "-is_present", "-until", "-as_of", "name"]
        constraints = [models.UniqueConstraint(fields=["mechanism", "name"], name="holder_once_per_mandate")]

    def __str__(self):
        return self.name


class Document(models.Model):
    """A document of a mechanism: a general comment, a thematic report, a guideline, a resolution. Symbols are texts
    (several in the sources look damaged and are kept as they were)."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="documents")
    # Which row of the reference files it is, however a person renames it; empty for what people entered.
    reference_key = models.CharField(max_length=320, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    forum = models.CharField(_("presented to"), max_length=80, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="documents")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["mechanism", "kind", "-year", "symbol"]
        constraints = [
            models.UniqueConstraint(fields=["mechanism", "kind", "symbol", "title"], name="document_once_per_mechanism")
        ]

    def __str__(self):
        return f"{self.symbol} {self.title}".strip()

    @property
    def address(self):
        """Where to read it: the address that was found, else the document service of the United Nations for symbols it
        may hold, else empty."""
        if self.url:
            return self.url
        return document_address(self.symbol)


class Fact(models.Model):
    """One fact about a mechanism: what, value, how sure, whence. Shown on its page in `section` order."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="facts")
    section = models.CharField(_("section"), max_length=60)
    key = models.CharField(_("key"), max_length=150)
    label = models.CharField(_("label"), max_length=200)
    value = models.TextField(_("value"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["mechanism", "position"]
        constraints = [models.UniqueConstraint(fields=["mechanism", "key"], name="fact_once_per_mechanism")]

    def __str__(self):
        return self.label
