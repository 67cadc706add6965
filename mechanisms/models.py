"""Timeless facts. Each carries its confidence and its source; none is confidential."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from clusters.models import Country
from core.enums import Confidence
from core.texts import in_reader_language
from mechanisms.enums import (
    Anchor,
    AuthorType,
    Family,
    LimitUnit,
    MechanismKind,
    MechanismState,
    Obligation,
    Phase,
    Roll,
)


class Mechanism(models.Model):
    """A human rights body, procedure or mandate. `key` is stable ("upr", "ccpr", "sp-idps", "achpr")."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    family = models.CharField(_("family"), max_length=20, choices=Family)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=250, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=250, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # A country mandate or a commission of inquiry; NULL for thematic and world-wide ones.
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, null=True, blank=True, related_name="mechanisms"
    )
    state = models.CharField(_("state"), max_length=10, choices=MechanismState, default=MechanismState.ACTIVE)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.CharField(_("mandate holder"), max_length=200, blank=True)
    holder_as_of = models.CharField(_("holder as of"), max_length=20, blank=True)
    holder_confidence = models.CharField(max_length=20, choices=Confidence, default=Confidence.NONE)
    what_it_is = models.TextField(_("what it is"), blank=True)
    what_it_is_not = models.TextField(_("what it is not"), blank=True)
    url = models.URLField(_("official page"), max_length=500, blank=True)
    url_confidence = models.CharField(max_length=20, choices=Confidence, default=Confidence.NONE)
    seat = models.CharField(_("seat"), max_length=80, blank=True)
    # IANA name of the zone in which its deadlines bind; empty where not known.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering = ["family", "position", "name"]

    def __str__(self):
        return in_reader_language(self, "name")

    def get_absolute_url(self):
        return reverse("mechanisms:mechanism-detail", args=[self.key])

    @property
    def label(self):
        """What the body is called in running text, in the reader's language: its abbreviation where it has one (UPR,
        in French EPU; the symbols of committees are the same in every language), otherwise its name."""
        is_abbreviation = bool(self.short_name) and " " not in self.short_name
        if is_abbreviation or (get_language() or "en").startswith("en"):
            return gettext(self.short_name) if self.short_name else str(self)
        return str(self)


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


class SubmissionRequirement(models.Model):
    """What a mechanism accepts from whom: length, format, channel, languages, hour, zone, who reads it.
    A limit whose confidence is MEMORY or NONE warns at most and is shown as to be verified."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="requirements")
    key = models.CharField(_("key"), max_length=80)
    title = models.CharField(_("kind of input"), max_length=200)
    author_type = models.CharField(_("author"), max_length=10, choices=AuthorType, default=AuthorType.ANY)
    limit = models.PositiveIntegerField(_("limit"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, choices=LimitUnit, blank=True)
    limit_confidence = models.CharField(max_length=20, choices=Confidence, default=Confidence.NONE)
    counts_footnotes = models.BooleanField(_("footnotes count"), default=True)
    formats = models.CharField(_("format"), max_length=200, blank=True)
    channel = models.CharField(_("channel"), max_length=300, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    at = models.TimeField(_("hour"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    publicity = models.TextField(_("who reads it"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("submission requirement")
        verbose_name_plural = _("submission requirements")
        ordering = ["mechanism", "key"]
        constraints = [models.UniqueConstraint(fields=["mechanism", "key"], name="requirement_once_per_mechanism")]

    def __str__(self):
        return self.title

    @property
    def usable_limit(self):
        """The limit where it may serve as one, else None: a figure from memory is no limit."""
        return self.limit if self.limit_confidence in Confidence.usable() else None


class DeadlineRule(models.Model):
    """How a date follows from an anchor; negative months and days count back. Arithmetic: calendar_app/rules.py."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="deadline_rules")
    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    # Value of calendar_app.enums.EntryKind; a plain string, since this floor does not know that one.
    entry_kind = models.CharField(_("kind of date"), max_length=20)
    anchor = models.CharField(_("counts from"), max_length=20, choices=Anchor)
    # Value of calendar_app.models.Session.kind; empty: the rule holds for every session of the mechanism.
    session_kind = models.CharField(_("kind of session"), max_length=60, blank=True)
    months = models.SmallIntegerField(_("months"), default=0)
    # True: the months of the UPR cycle setting times `months` halves (mid-term = 1, next review = 2).
    uses_cycle = models.BooleanField(_("follows the cycle length"), default=False)
    days = models.SmallIntegerField(_("days"), default=0)
    at = models.TimeField(_("hour"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    roll = models.CharField(_("on a day off"), max_length=10, choices=Roll, default=Roll.NONE)
    is_approximate = models.BooleanField(_("approximate"), default=False)
    author_type = models.CharField(_("for whom"), max_length=10, choices=AuthorType, default=AuthorType.ANY)
    obligation = models.CharField(_("obligation"), max_length=10, choices=Obligation, default=Obligation.NONE)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        ordering = ["mechanism", "key"]

    def __str__(self):
        return in_reader_language(self, "title")


class StepTemplate(models.Model):
    """An entry of the step library, traced to a line of the source documents."""

    key = models.CharField(_("key"), max_length=120, unique=True)
    mechanism_kind = models.CharField(_("mechanism"), max_length=20, choices=MechanismKind)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase)
    title = models.CharField(_("title"), max_length=300)
    title_fr = models.CharField(_("title in French"), max_length=300, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True)
    # Roles in the words of the library ("coordinator", "delegated_member", "task_team").
    who = models.JSONField(_("who"), default=list, blank=True)
    # {"anchor": ..., "when": ..., "basis": stated|implied|not_stated}
    timing = models.JSONField(_("timing"), default=dict, blank=True)
    # Days before (negative: after) the opportunity's date at which the step is proposed; the sources are silent
    # on days, so this is the Task Team's editable default and is shown as such.
    lead_days = models.SmallIntegerField(_("days before"), null=True, blank=True)
    confidentiality_options = models.JSONField(_("confidentiality options"), default=list, blank=True)
    confidentiality_default = models.CharField(_("default"), max_length=20, blank=True)
    gates = models.JSONField(_("gates"), default=list, blank=True)
    group = models.CharField(_("group"), max_length=60, blank=True)
    variant_of = models.CharField(_("variant of"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("step of the library")
        verbose_name_plural = _("step library")
        ordering = ["position"]

    def __str__(self):
        return in_reader_language(self, "title")
