"""What a mechanism accepts from whom, how its dates are computed, and the library of steps."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_comma_separated_integer_list
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.enums import Confidence
from core.texts import in_reader_language
from mechanisms.enums import (
    Actor,
    Anchor,
    AuthorType,
    LimitUnit,
    MechanismKind,
    Obligation,
    Phase,
    Roll,
    RuleKind,
    StepCondition,
)
from mechanisms.models.catalogue import Mechanism


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


class ParticipationRule(models.Model):
    """Who may take part in what a mechanism does, with which status and speaking rights. One row per kind of actor."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="participation_rules")
    actor = models.CharField(_("who"), max_length=12, choices=Actor)
    may = models.TextField(_("may do"), blank=True)
    status_needed = models.TextField(_("status needed"), blank=True)
    speaking = models.TextField(_("speaking rights"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("participation rule")
        verbose_name_plural = _("participation rules")
        ordering = ["mechanism", "actor"]
        constraints = [models.UniqueConstraint(fields=["mechanism", "actor"], name="participation_once_per_actor")]

    def __str__(self):
        return f"{self.mechanism.label}: {self.get_actor_display()}"


class DeadlineRule(models.Model):
    """How a date follows from an anchor; negative months and days count back. Arithmetic: calendar_app/rules.py."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="deadline_rules")
    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    # Value of calendar_app.enums.EntryKind; a plain string, since this floor does not know that one.
    entry_kind = models.CharField(_("kind of date"), max_length=20)
    # RELATIVE counts from the anchor, CALENDAR_DAY is a fixed day of the anchor's year, WINDOW also has an opening day.
    kind = models.CharField(_("kind of rule"), max_length=15, choices=RuleKind, default=RuleKind.RELATIVE)
    anchor = models.CharField(_("counts from"), max_length=20, choices=Anchor)
    # Value of calendar_app.models.Session.kind; empty: the rule holds for every session of the mechanism.
    session_kind = models.CharField(_("kind of session"), max_length=60, blank=True)
    months = models.SmallIntegerField(_("months"), default=0)
    # True: the months of the UPR cycle setting times `months` halves (mid-term = 1, next review = 2).
    uses_cycle = models.BooleanField(_("follows the cycle length"), default=False)
    days = models.SmallIntegerField(_("days"), default=0)
    # CALENDAR_DAY: the day of the year, in the anchor's year plus `years`.
    month = models.PositiveSmallIntegerField(_("month of the year"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    years = models.SmallIntegerField(_("years after the anchor"), default=0)
    # CALENDAR_DAY without `month`: the day of the month that lies `months` from the anchor's. "2,6,10": the months of
    # the anchor for which the rule names a day; empty: all.
    in_months = models.CharField(
        _("only for months"), max_length=40, blank=True, validators=[validate_comma_separated_integer_list]
    )
    # WINDOW: when the door opens, counted from the same anchor; months and days above say when it closes.
    opens_months = models.SmallIntegerField(_("opens: months"), default=0)
    opens_days = models.SmallIntegerField(_("opens: days"), default=0)
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

    def clean(self):
        """A rule that could never give a date, or would open after it closes, is refused where it is written."""
        if self.kind == RuleKind.CALENDAR_DAY and self.day is None:
            raise ValidationError({"day": _("A fixed day of the calendar needs its day.")})
        if self.kind == RuleKind.CALENDAR_DAY and not 1 <= self.day <= 31:
            raise ValidationError({"day": _("A day of the month lies between 1 and 31.")})
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValidationError({"month": _("A month lies between 1 and 12.")})
        if any(not 1 <= month <= 12 for month in self.months_named()):
            raise ValidationError({"in_months": _("A month lies between 1 and 12.")})
        if self.kind == RuleKind.WINDOW and self._may_open_after_closing():
            raise ValidationError({"opens_days": _("The window would open after it closes.")})

    def _may_open_after_closing(self):
        if self.opens_months == self.months:
            return self.opens_days > self.days
        # Months have 28 to 31 days: in none of them may the door close before it opens.
        latest = self.opens_months * (31 if self.opens_months > 0 else 28) + self.opens_days
        earliest = self.months * (28 if self.months > 0 else 31) + self.days
        return latest > earliest

    def months_named(self):
        """The months of the anchor for which the rule names a day, as numbers."""
        return frozenset(int(part) for part in self.in_months.split(",") if part)


class StepTemplate(models.Model):
    """An entry of the step library, traced to a line of the source documents, or added by people: by the Task Team for
    everybody, or for one cluster alone (MATRIX A021). Which of them somebody is shown: `mechanisms/policy.py`."""

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
    condition = models.CharField(_("condition"), max_length=15, choices=StepCondition, blank=True)
    group = models.CharField(_("group"), max_length=60, blank=True)
    variant_of = models.CharField(_("variant of"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=200)
    # What it takes in people, time or money (MATRIX A020), in the words of the Task Team.
    capacity_note = models.CharField(_("what it takes"), max_length=300, blank=True)
    # A step of one cluster, offered nowhere else; NULL: a step for every cluster.
    cluster = models.ForeignKey(
        Cluster,
        verbose_name=_("only for the cluster"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Retired steps are offered no more; plans that hold them keep them.
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("step of the library")
        verbose_name_plural = _("step library")
        ordering = ["position"]

    def __str__(self):
        return in_reader_language(self, "title")
