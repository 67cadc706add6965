"""That a submission went out: the record, what proves it, attempts after the first, corrections. All confidential."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import PrivateFile
from core.scoping import ScopedModel
from engagements.enums import ProofKind, SentFile, SubmissionChannel
from engagements.models.common import person
from engagements.models.submissions import Submission, Version


class Dispatch(ScopedModel):
    """That a submission went out: how, when, by whom, to whom, with which receipt, and the hash of the very file. Of a
    statement: where it was delivered, by whom, how long. The values are the corrected ones; what stood there first is
    kept in `DispatchCorrection`."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=15, choices=SubmissionChannel)
    sent_at = models.DateTimeField(_("sent at"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    recipient = models.CharField(_("to whom"), max_length=200, blank=True)
    receipt = models.CharField(_("receipt or reference"), max_length=200, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    # Empty in records older than the choice.
    what = models.CharField(_("which file was sent"), max_length=15, choices=SentFile, blank=True)
    file_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    occasion = models.CharField(_("session or meeting"), max_length=200, blank=True)
    speaker = models.CharField(_("who spoke"), max_length=200, blank=True)
    spoken_seconds = models.PositiveIntegerField(_("spoken for"), null=True, blank=True)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    acknowledgement = models.CharField(_("reference of the acknowledgement"), max_length=200, blank=True)
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("record of sending")
        verbose_name_plural = _("records of sending")
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledgement="") | Q(acknowledged_on__isnull=False),
                name="acknowledgement_has_a_day",
            ),
        ]

    def __str__(self):
        return f"dispatch {self.pk}"

    @property
    def spoken_minutes(self):
        """Minutes with at most two figures after the point, or None."""
        return None if self.spoken_seconds is None else round(self.spoken_seconds / 60, 2)


class FinalFile(ScopedModel):
    """The file of a cleared version as it goes out, without the mark of a draft: made once, so that the hash on record
    is the hash of the very file that was downloaded and sent."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("which file"), max_length=15, choices=SentFile)
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("final file")
        verbose_name_plural = _("final files")
        constraints = [models.UniqueConstraint(fields=["version", "what"], name="final_file_once_per_version")]

    def __str__(self):
        return f"final file {self.pk}"


class DispatchProof(ScopedModel):
    """A file that proves the sending: receipt, picture of the screen, e-mail. It may hold names and addresses, so it is
    seen by fewer than the submission (policy/sending.py)."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=15, choices=ProofKind)
    note = models.CharField(_("what it shows"), max_length=200, blank=True)
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    added_by = person(_("added by"), null=False, blank=False, on_delete=models.PROTECT)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proof of sending")
        verbose_name_plural = _("proofs of sending")
        ordering = ["dispatch", "pk"]

    def __str__(self):
        return f"proof {self.pk}"


class DispatchAttempt(ScopedModel):
    """The same file was sent once more: the first bounced, or the mechanism asked for it again."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=15, choices=SubmissionChannel)
    sent_at = models.DateTimeField(_("sent at"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    recipient = models.CharField(_("to whom"), max_length=200, blank=True)
    receipt = models.CharField(_("receipt or reference"), max_length=200, blank=True)
    why = models.CharField(_("why again"), max_length=300)
    is_late = models.BooleanField(_("late"), default=False)
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("further sending")
        verbose_name_plural = _("further sendings")
        ordering = ["dispatch", "sent_at", "pk"]

    def __str__(self):
        return f"attempt {self.pk}"


class DispatchCorrection(ScopedModel):
    """One correction of a record of sending: who, when, why, and what stood there before. Never changed itself."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    # {field: value before}, as ISO texts.
    before = models.JSONField(_("before"), default=dict)
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("correction of a sending")
        verbose_name_plural = _("corrections of sendings")
        ordering = ["dispatch", "pk"]

    def __str__(self):
        return f"correction {self.pk}"
