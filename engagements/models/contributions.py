"""What organisations are asked to contribute to a submission, and what they sent in. Never part of the document until
a pen-holder takes a paragraph into it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core.scoping import ScopedModel
from engagements.enums import AskedBy, ParagraphState
from engagements.models.common import person
from engagements.models.submissions import Section, Submission


class ContributionRequest(ScopedModel):
    """One organisation asked for one contribution, and what it said of it as a whole. `version` is the lock of whoever
    writes the contribution. The secret of a personal link is kept as its hash only."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("how"), max_length=10, choices=AskedBy)
    # [{"section": id, "heading": "..."}], in the order of the document when it was asked.
    sections = models.JSONField(_("sections"), default=list)
    question = models.TextField(_("question and guidance"))
    language = models.CharField(_("language of the contribution"), max_length=10, default="en")
    due_on = models.DateField(_("until"))
    asked_by = person(_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    revoked_by = person(_("taken back by"))
    # Of personal links.
    email = models.EmailField(_("e-mail address"), blank=True)
    secret_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    expires_at = models.DateTimeField(_("link expires"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)
    mail_error = models.CharField(_("mail error"), max_length=200, blank=True, editable=False)
    # Of the contribution.
    written_at = models.DateTimeField(_("last saved"), null=True, blank=True)
    written_by = person(_("written by"))
    sent_at = models.DateTimeField(_("sent in"), null=True, blank=True)
    has_consent = models.BooleanField(_("may be used"), default=False)
    may_acknowledge = models.BooleanField(_("may be named in the acknowledgement"), default=False)
    credit_name = models.CharField(_("name in the acknowledgement"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("request for a contribution")
        verbose_name_plural = _("requests for contributions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way=AskedBy.ACCOUNT, secret_hash=None) | Q(way=AskedBy.LINK, expires_at__isnull=False),
                name="contribution_link_expires",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(has_consent=True), name="contribution_sent_with_consent"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "submission"])]

    def __str__(self):
        return f"request for a contribution {self.pk}"


class ContributionParagraph(ScopedModel):
    """One paragraph as it was sent in. Once it is part of the text, `merged_text` is what went in and `section` where;
    it is never taken in twice."""

    request = models.ForeignKey(ContributionRequest, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"))
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"))
    is_credited = models.BooleanField(_("name the organisation"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ParagraphState, default=ParagraphState.WAITING)
    merged_text = models.TextField(_("text as taken in"), blank=True)
    merged_heading = models.CharField(_("taken into"), max_length=200, blank=True)
    section_version = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(_("why it was set aside"), max_length=1000, blank=True)
    settled_by = person(_("dealt with by"))
    settled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    class Meta:
        verbose_name = _("paragraph of a contribution")
        verbose_name_plural = _("paragraphs of contributions")
        ordering = ["request", "position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="contribution_position_once"),
            models.CheckConstraint(
                condition=~Q(state=ParagraphState.SET_ASIDE) | ~Q(reason=""), name="contribution_aside_has_reason"
            ),
        ]

    def __str__(self):
        return f"paragraph of a contribution {self.pk}"
