"""Submissions: who is named on them, sections, frozen versions, sign-offs. Every table here is confidential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core.models import PrivateFile
from core.scoping import ScopedModel
from engagements.enums import (
    SPOKEN,
    STATEMENT_WORDS,
    Decision,
    Drafting,
    Exposure,
    SignRole,
    Status,
    SubmissionKind,
)
from engagements.models.common import MarkedOnLine, person
from engagements.models.plans import PlanLine
from mechanisms.models import SubmissionRequirement


class Submission(MarkedOnLine):
    """A written or oral input to a mechanism. `version` is the optimistic lock; what people call version 4 is
    the number of a frozen Version."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=30, choices=SubmissionKind)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language of the document"), max_length=10, default="en")
    requirement = models.ForeignKey(
        SubmissionRequirement,
        verbose_name=_("what the mechanism takes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    drafting = models.CharField(_("whose draft"), max_length=15, choices=Drafting, default=Drafting.OWN)
    draft_of = models.CharField(_("who drafts it"), max_length=200, blank=True)
    # Each section says which organisation wrote it; taken off for the final text.
    names_authors = models.BooleanField(_("sections name who wrote them"), default=False)
    # What the mechanism gave for this one statement; NULL where nobody was told.
    speaking_minutes = models.DecimalField(
        _("speaking time in minutes"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    # Pages of the last PDF with its cover, and the hash of the text that was laid out; NULL until one was made.
    laid_out_pages = models.PositiveIntegerField(null=True, blank=True, editable=False)
    laid_out_hash = models.CharField(max_length=64, blank=True, editable=False)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.RESTRICTED)
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.DRAFT)
    required_sign_offs = models.JSONField(_("sign-offs needed"), default=list)
    author = person(_("author"), null=False, blank=False, on_delete=models.PROTECT)
    returned_reason = models.TextField(_("returned because"), blank=True)
    # Hash of everything that will be sent, as typed; a Version with the same hash is the current text.
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    # When the members were last asked; NULL where the text went to sign-off without them.
    consulted_at = models.DateTimeField(_("members asked at"), null=True, blank=True)
    cleared_by = person(_("cleared by"), on_delete=models.PROTECT)
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = person(_("last changed by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_by=None) | ~Q(cleared_by=F("author")), name="submission_author_never_clears"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.CLEARED, Status.SUBMITTED]) | Q(cleared_by__isnull=False),
                name="submission_cleared_by_somebody",
            ),
        ]

    def get_status_display(self):
        """A statement is drafted, cleared, delivered (MATRIX D002); other texts have the words of the workflow."""
        words = STATEMENT_WORDS if self.is_spoken else {}
        return str(words.get(self.status) or Status(self.status).label)

    @property
    def is_spoken(self):
        """Whether it is read aloud."""
        return self.kind in SPOKEN

    def __str__(self):
        return self.title


class SubmissionReader(ScopedModel):
    """A person named on a restricted or confidential submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    may_write = models.BooleanField(_("may write"), default=False)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="submission_reader_once")]

    def __str__(self):
        return str(self.user_id)


class Section(ScopedModel):
    """A section of a submission. `body` is the small markup that core/documents/markup.py reads."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    # Names the entry of templates_library whose guidance is shown in the reader's language; empty for own sections.
    key = models.CharField(max_length=60, blank=True, editable=False)
    heading = models.CharField(_("heading"), max_length=200)
    guidance = models.TextField(_("guidance"), blank=True)
    body = models.TextField(_("text"), blank=True)
    is_sent = models.BooleanField(_("part of the document"), default=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("written by the organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("order"))
    # Counted from the tree at each save, heading included, so that lists and outlines need not read the text.
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    note_words = models.PositiveIntegerField(_("words in notes"), default=0, editable=False)
    paragraphs = models.PositiveIntegerField(_("paragraphs"), default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = person(_("last changed by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["submission", "position"]
        constraints = [models.UniqueConstraint(fields=["submission", "position"], name="section_position_once")]

    def __str__(self):
        return self.heading


class Version(ScopedModel):
    """A frozen text: the document tree and its hash. Sign-offs bind to it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    tree = models.JSONField(_("document tree"))
    # [{"section": id, "key": "...", "heading": "...", "body": "...", "guidance": "...", "is_sent": true}]: what
    # restoring and comparing need, never-sent sections included.
    sections = models.JSONField(default=list)
    # Fingerprint of the tree; `text_hash` is the submission's at the time, to see at once whether it still stands.
    sha256 = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64, blank=True)
    words = models.PositiveIntegerField(_("words"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    pdf = models.ForeignKey(PrivateFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(PrivateFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["submission", "-number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="version_number_once")]

    def __str__(self):
        return f"version {self.number}"


class SignOff(ScopedModel):
    """One role's decision on one version. An edit makes a new version, for which it does not count."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("for"), max_length=15, choices=SignRole)
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)
    at = models.DateTimeField(_("at"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    comment = models.TextField(_("comment"), blank=True)
    # Given for an earlier version and carried to this one by a spelling-only change; a copy, the original stays.
    carried = models.ForeignKey(
        "engagements.SpellingChange", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    given_for = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["version", "role"]
        constraints = [models.UniqueConstraint(fields=["version", "role"], name="sign_off_once_per_version_and_role")]

    def __str__(self):
        return f"{self.role}: {self.decision}"
