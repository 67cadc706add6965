"""Positions to an engagement or a text: of the Humanitarian Country Team, of the members, of the lead agency. Records
are added, never changed: the newest counts, and what was said earlier stays to be read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core.models import WriteOnce
from core.scoping import ScopedModel
from engagements.enums import HctDecision, LeadAgencyWay, MemberAnswer
from engagements.models.common import person
from engagements.models.plans import PlanLine
from engagements.models.submissions import Version


class _Record(ScopedModel):
    """A row that is written once."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(_("day"))
    recorded_by = person(_("recorded by"), on_delete=models.PROTECT)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise WriteOnce("A position is not changed. Record the newer one.")
        super().save(*args, **kwargs)


class HctPosition(_Record):
    """What the Humanitarian Country Team said: informed, consulted or decided, when and where (MATRIX B022, H002)."""

    position = models.CharField(_("position"), max_length=10, choices=HctDecision)
    forum = models.CharField(_("forum"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("HCT position")
        verbose_name_plural = _("HCT positions")
        ordering = ["-on", "-pk"]


class MembersInformed(_Record):
    """That the members of the cluster were told, when and how."""

    how = models.CharField(_("how"), max_length=300)

    class Meta:
        verbose_name = _("word to the members")
        verbose_name_plural = _("words to the members")
        ordering = ["-on", "-pk"]


class LeadAgencyBacking(_Record):
    """That the lead agency lends its channel to a very version of a text, endorses it, or declines (MATRIX H007).
    Without a version it is about the engagement as a whole."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    way = models.CharField(_("lead agency"), max_length=12, choices=LeadAgencyWay)
    who = models.CharField(_("who in the lead agency"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("position of the lead agency")
        verbose_name_plural = _("positions of the lead agency")
        ordering = ["-on", "-pk"]


class PositionRequest(ScopedModel):
    """The members are asked for their position: on the engagement, or on a fixed version of a text (MATRIX H003,
    H004)."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("answer until"))
    # Who in the organisation decides: often a country director or headquarters (MATRIX B005).
    who_decides = models.CharField(_("who decides in the organisation"), max_length=200, blank=True)
    note = models.TextField(_("what is asked"), blank=True)
    # Silence after the due day counts as no objection only where the asking said so.
    silence_counts = models.BooleanField(_("silence counts as no objection"), default=False)
    # So many organisations must have answered before silence counts for the others; 0: none.
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    # Those who endorse it are listed on the cover of the document, as far as they agree to be named (MATRIX H004).
    lists_on_cover = models.BooleanField(_("list on the cover who endorses it"), default=False)
    # Carried here with its answers by a spelling-only change.
    carried = models.ForeignKey(
        "engagements.SpellingChange", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    asked_by = person(_("asked by"), on_delete=models.PROTECT)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("asking of the members")
        verbose_name_plural = _("askings of the members")
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"asking {self.pk}"


class MemberPosition(ScopedModel):
    """What one organisation answers to one asking; empty until it does."""

    request = models.ForeignKey(PositionRequest, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("position"), max_length=15, choices=MemberAnswer, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    answered_by = person(_("answered by"), on_delete=models.PROTECT)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # Given elsewhere and written down by a coordinator: where.
    given_where = models.CharField(_("given where"), max_length=200, blank=True)
    may_be_named = models.BooleanField(_("may be named on the cover"), default=False)
    # The earlier version for which it was given, where a spelling-only change carried it.
    given_for = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # The optimistic lock.
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("position of a member")
        verbose_name_plural = _("positions of members")
        ordering = ["request", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["request", "organisation"], name="position_once_per_organisation"),
            models.CheckConstraint(
                condition=(Q(answer="") & Q(answered_at=None)) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="position_answer_has_instant",
            ),
        ]

    def __str__(self):
        return f"position {self.pk}"
