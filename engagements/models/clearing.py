"""What comes before clearing: answers to findings of the do-no-harm check, the request for sign-off with its due day,
declarations that a change after sign-off was spelling only. Every table here is confidential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums import PersonalData
from engagements.models.common import person
from engagements.models.submissions import Section, Submission, Version


class FindingAnswer(ScopedModel):
    """Why something that could give a person away stays in the text. It answers one finding: kind, matched words and
    section make its fingerprint, so an edit elsewhere leaves it alone and an edit of the words voids it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    # None: the title. A removed section leaves the answer behind, for its version.
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=15, choices=PersonalData)
    fingerprint = models.CharField(max_length=64)
    words = models.TextField(_("matched words"))
    reason = models.TextField(_("reason"))
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("justified finding")
        verbose_name_plural = _("justified findings")
        ordering = ["submission", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "fingerprint"], name="finding_answered_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="finding_answer_has_reason"),
        ]

    def __str__(self):
        return f"justified finding {self.pk}"


class SignOffRequest(ScopedModel):
    """A version is up for sign-off by the roles that the text needs, until a day (MATRIX B005, H004)."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(_("answer until"))
    asked_by = person(_("asked by"), on_delete=models.PROTECT)
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("request for sign-off")
        verbose_name_plural = _("requests for sign-off")
        ordering = ["-asked_at"]

    def __str__(self):
        return f"request for sign-off {self.pk}"


class SpellingChange(ScopedModel):
    """A lead declared that a change after sign-off was spelling only: what was signed for `from_version` counts for
    `to_version` too, unless a signatory objects in time."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    from_version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    to_version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField(_("reason"))
    words = models.PositiveSmallIntegerField(_("changed words"))
    by = person(_("declared by"), null=False, blank=False, on_delete=models.PROTECT)
    at = models.DateTimeField(_("at"))
    object_until = models.DateTimeField(_("objections until"))
    objected_by = person(_("objected by"), on_delete=models.PROTECT)
    objected_at = models.DateTimeField(_("objected at"), null=True, blank=True)
    objection = models.TextField(_("objection"), blank=True)

    class Meta:
        verbose_name = _("spelling-only change")
        verbose_name_plural = _("spelling-only changes")
        ordering = ["submission", "-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="spelling_change_has_reason"),
            models.CheckConstraint(condition=~Q(from_version=F("to_version")), name="spelling_change_of_two_versions"),
            models.CheckConstraint(
                condition=Q(objected_at=None, objected_by=None, objection="")
                | (Q(objected_at__isnull=False, objected_by__isnull=False) & ~Q(objection="")),
                name="spelling_objection_is_whole",
            ),
        ]

    def __str__(self):
        return f"spelling-only change {self.pk}"
