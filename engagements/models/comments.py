"""Comments on a submission, and the act by which a draft is shared with the Task Team. Never part of the document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.models.common import person
from engagements.models.submissions import Section, Submission


class Comment(ScopedModel):
    """A remark on a submission, one of its sections or one paragraph, or an answer to a remark (`thread`). Private ones
    are seen by nobody but who wrote them. A paragraph is known by how it begins, never by its number, so the remark
    stays with it when paragraphs move; without `quote` it is about the whole section."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # What the section was called, for the day it is gone.
    section_heading = models.CharField(_("section"), max_length=200, blank=True)
    quote = models.CharField(_("beginning of the paragraph"), max_length=300, blank=True)
    thread = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(_("comment"), blank=True)
    is_private = models.BooleanField(_("only for me"), default=False)
    by = person(_("by"))
    at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    # Its words are gone then; the place stays, so that answers keep their sense.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = person(_("resolved by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(withdrawn_at=None) | Q(text=""), name="comment_withdrawn_says_nothing"),
            models.CheckConstraint(
                condition=Q(thread=None) | Q(resolved_at=None), name="comment_only_threads_are_resolved"
            ),
        ]
        indexes = [models.Index(fields=["submission", "resolved_at"])]

    def __str__(self):
        return f"comment {self.pk}"


class SubmissionShare(ScopedModel):
    """A draft shared with the Task Team from a moment to a day, for a reason (report of the field, line 101). It opens
    this one text, never its line and never another text."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField(_("what is asked of the Task Team"))
    ends_on = models.DateField(_("until"))
    shared_by = person(_("shared by"))
    shared_at = models.DateTimeField(_("shared"))
    ended_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    ended_by = person(_("withdrawn by"))

    class Meta:
        verbose_name = _("share with the Task Team")
        verbose_name_plural = _("shares with the Task Team")
        ordering = ["-shared_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="submission_share_has_reason"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(ended_at=None), name="submission_share_one_at_a_time"
            ),
        ]

    def __str__(self):
        return f"share {self.pk}"
