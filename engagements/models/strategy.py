"""Where a cluster's advocacy is written down, and what the humanitarian country team was told and decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums import (
    Approach,
    RegisterKind,
    RegisterStage,
    StrategyKind,
    StrategyPlace,
    StrategyStatus,
)
from engagements.models.advocacy import AdvocacyIssue
from engagements.models.records import MarkedRecord
from knowledge.models import Resource


class AdvocacyStrategy(MarkedRecord):
    """A strategy, or that there is none (MATRIX O002, O006, O012). Which guidance was used: `resource` as the portal
    offers it, in the version that it had then (`resource_version`), or in words (`guidance`)."""

    place = models.CharField(_("where"), max_length=12, choices=StrategyPlace)
    kind = models.CharField(_("kind"), max_length=12, choices=StrategyKind)
    status = models.CharField(_("status"), max_length=10, choices=StrategyStatus)
    title = models.CharField(_("title"), max_length=200, blank=True)
    has_rights_section = models.BooleanField(_("has a part on human rights"), default=False)
    approach = models.CharField(_("approach"), max_length=8, choices=Approach, default=Approach.UNKNOWN)
    guidance = models.CharField(_("guidance used"), max_length=200, blank=True)
    resource = models.ForeignKey(
        Resource,
        verbose_name=_("guidance of the portal"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # As the resource called itself when it was chosen: a newer version does not rewrite what was used. English or as
    # typed: "version 3", "2027-05-04", both.
    resource_version = models.CharField(_("version used"), max_length=80, blank=True, editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("advocacy strategy")
        verbose_name_plural = _("advocacy strategies")
        ordering = ["cluster", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=StrategyKind.NONE) | (Q(status=StrategyStatus.MISSING) & Q(has_rights_section=False)),
                name="no_strategy_is_not_begun",
                violation_error_message=_("Where there is none, nothing is written or adopted."),
            )
        ]

    def __str__(self):
        return self.title or self.get_place_display()


class HctBriefing(MarkedRecord):
    """One briefing of the humanitarian country team in a series (MATRIX T015). Presenters by function, never by
    name. What was decided is known only once it was held."""

    held_on = models.DateField(_("date"))
    forum = models.CharField(_("forum"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    presenters = models.CharField(_("presented by"), max_length=300)
    asked = models.TextField(_("decisions asked for"), max_length=4000, blank=True)
    taken = models.TextField(_("decisions taken"), max_length=4000, blank=True)
    next_on = models.DateField(_("next one due"), null=True, blank=True)

    class Meta:
        verbose_name = _("HCT briefing")
        verbose_name_plural = _("HCT briefings")
        ordering = ["cluster", "-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                name="next_briefing_is_later",
                violation_error_message=_("The next briefing comes after this one."),
            )
        ]

    def __str__(self):
        return self.subject


class BriefingIssue(ScopedModel):
    """An issue that was brought up in a briefing."""

    briefing = models.ForeignKey(HctBriefing, on_delete=models.CASCADE, related_name="+")
    issue = models.ForeignKey(AdvocacyIssue, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("issue of a briefing")
        verbose_name_plural = _("issues of briefings")
        constraints = [models.UniqueConstraint(fields=["briefing", "issue"], name="briefing_issue_once")]

    def __str__(self):
        return str(self.issue_id)


class RegisterEntry(MarkedRecord):
    """What else a cluster keeps track of, one table for all kinds (rules/registers.py says what each asks for): advice
    notes, laws and policies, programmes, products of the programme cycle, work with other sectors, data cooperation."""

    kind = models.CharField(_("kind"), max_length=10, choices=RegisterKind)
    title = models.CharField(_("title"), max_length=200)
    stage = models.CharField(_("stage"), max_length=10, choices=RegisterStage)
    on = models.DateField(_("date"), null=True, blank=True)
    who = models.CharField(_("who"), max_length=300, blank=True)
    role = models.CharField(_("role of the cluster"), max_length=300, blank=True)
    marks = models.JSONField(_("points"), default=list, blank=True)
    reference = models.CharField(_("reference"), max_length=300, blank=True)
    text = models.TextField(_("note"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("entry of a register")
        verbose_name_plural = _("registers")
        ordering = ["cluster", "kind", F("on").desc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["cluster", "kind"])]

    def __str__(self):
        return self.title


class AdviceStrategy(ScopedModel):
    """A strategy on record that an advice note bears on (MATRIX T012)."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(AdvocacyStrategy, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("strategy of an advice note")
        verbose_name_plural = _("strategies of advice notes")
        constraints = [models.UniqueConstraint(fields=["entry", "strategy"], name="advice_strategy_once")]

    def __str__(self):
        return str(self.strategy_id)
