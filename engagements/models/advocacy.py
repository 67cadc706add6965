"""Advocacy of a cluster: issues on a ladder of levels, messages, an action plan. Confidential, hints apart."""

from django.db import models
from django.db.models import F, Q, When
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, Organisation
from core.scoping import ScopedModel
from engagements.enums import (
    SHARED_MARKS,
    ActionChannel,
    ActionState,
    AdvocacyLead,
    AdvocacyLevel,
    Audience,
    Exposure,
    HintKind,
    Horizon,
    IssueState,
    MessageChannel,
    MessageState,
    Tolerance,
    strictest,
)
from engagements.models.analysis import AnalysisFinding
from engagements.models.common import binding_mark, person
from engagements.models.records import MarkedRecord
from mechanisms.models import Document, Instrument


class AdvocacyIssue(MarkedRecord):
    """One thing the cluster wants changed: at which level it is raised, by whom, and why at that level."""

    title = models.CharField(_("issue"), max_length=200)
    why = models.TextField(_("why it matters"), max_length=4000)
    level = models.CharField(_("level"), max_length=10, choices=AdvocacyLevel)
    level_reason = models.CharField(_("why this level"), max_length=300)
    lead = models.CharField(_("who leads"), max_length=16, choices=AdvocacyLead)
    horizon = models.CharField(_("horizon"), max_length=8, choices=Horizon, default=Horizon.SHORT)
    state = models.CharField(_("state"), max_length=8, choices=IssueState, default=IssueState.OPEN)
    finding = models.ForeignKey(
        AnalysisFinding, verbose_name=_("finding"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("advocacy issue")
        verbose_name_plural = _("advocacy issues")
        ordering = ["cluster", "state", "title", "pk"]
        indexes = [models.Index(fields=["cluster", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(lead="") & ~Q(level_reason=""),
                name="issue_has_lead_and_reason",
                violation_error_message=_("Say who leads and why at this level."),
            )
        ]

    def __str__(self):
        return self.title


class IssueInstrument(ScopedModel):
    """An instrument, and where known its article, on which an issue rests."""

    issue = models.ForeignKey(AdvocacyIssue, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, verbose_name=_("instrument"), on_delete=models.PROTECT, related_name="+")
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("instrument of an issue")
        verbose_name_plural = _("instruments of issues")
        ordering = ["instrument__position", "article", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "instrument", "article"], name="issue_instrument_once")]

    def __str__(self):
        return str(self.instrument_id)


class AdvocacyMessage(ScopedModel):
    """What is to be said to one audience. The official words on which it rests come first (MATRIX A012). It carries a
    mark of its own, which may be more open than that of its issue: a public message can be known, a strategy not."""

    issue = models.ForeignKey(AdvocacyIssue, on_delete=models.PROTECT, related_name="+")
    # The same as the issue's, so that the rule of marks applies without a join.
    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(_("for whom"), max_length=12, choices=Audience)
    audience_detail = models.CharField(_("which one"), max_length=200, blank=True)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paragraph = models.CharField(_("paragraph"), max_length=60, blank=True)
    quote = models.TextField(_("the words of the document"), max_length=2000, blank=True)
    finding = models.ForeignKey(
        AnalysisFinding, verbose_name=_("finding"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("message"), max_length=4000)
    language = models.CharField(_("language"), max_length=10, default="en")
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.MEMBERS)
    state = models.CharField(_("state"), max_length=8, choices=MessageState, default=MessageState.DRAFT)
    used_on = models.DateField(_("used on"), null=True, blank=True)
    used_channel = models.CharField(_("channel"), max_length=12, choices=MessageChannel, blank=True)
    # Shown to the coordinators of all clusters as an example (MATRIX O017).
    in_gallery = models.BooleanField(_("in the gallery"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["issue", "audience", "pk"]
        indexes = [models.Index(fields=["cluster", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_gallery=False) | Q(exposure=Exposure.OPEN),
                name="gallery_takes_open_messages_only",
                violation_error_message=_("Only open messages can be shown in the gallery."),
            ),
            models.CheckConstraint(
                condition=(~Q(state=MessageState.USED) & Q(used_on=None) & Q(used_channel=""))
                | (Q(state=MessageState.USED, used_on__isnull=False) & ~Q(used_channel="")),
                name="used_message_has_day_and_channel",
                violation_error_message=_("Say when and how the message was used."),
            ),
        ]

    def __str__(self):
        return f"message {self.pk}"

    @property
    def mark(self):
        """The mark that binds: its own, or that of its issue and the plan line behind it where that is more closed.
        What hangs in the gallery is open to all who look there, until either of them is closed
        (`policy.in_gallery_q`). Needs `issue__plan_line` joined."""
        behind = self.issue.mark
        if self.in_gallery and behind in SHARED_MARKS:
            return Exposure(self.exposure)
        return strictest(self.exposure, behind)

    @classmethod
    def marked(cls, marks):
        """Condition over messages whose `mark` is one of `marks`."""
        behind = binding_mark("issue__exposure", "issue__plan_line__exposure")
        in_gallery = When(Q(In(behind, list(SHARED_MARKS)), in_gallery=True), then=F("exposure"))
        paths = ("exposure", "issue__exposure", "issue__plan_line__exposure")
        return In(binding_mark(*paths, first=[in_gallery]), list(marks))


class MessageHint(models.Model):
    """A do or a don't beside the message editor (MATRIX O015). Not confidential. A row with the key of one of the
    portal's own hints (rules/hints.py) stands in its place; the Task Team keeps them."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=4, choices=HintKind)
    text = models.CharField(_("hint"), max_length=300)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_shown = models.BooleanField(_("shown"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("hint for messages")
        verbose_name_plural = _("hints for messages")
        ordering = ["kind", "pk"]

    def __str__(self):
        return self.key


class AdvocacyAction(ScopedModel):
    """One line of the action plan of an issue."""

    issue = models.ForeignKey(AdvocacyIssue, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(_("what"), max_length=300)
    level = models.CharField(_("level"), max_length=10, choices=AdvocacyLevel)
    channel = models.CharField(_("channel"), max_length=8, choices=ActionChannel, default=ActionChannel.PRIVATE)
    lead = models.CharField(_("who leads"), max_length=16, choices=AdvocacyLead)
    due_on = models.DateField(_("when"), null=True, blank=True)
    message = models.ForeignKey(
        AdvocacyMessage, verbose_name=_("message"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=8, choices=ActionState, default=ActionState.PLANNED)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)
    # Keys of enums.Sector: other sectors that take part.
    sectors = models.JSONField(_("other sectors"), default=list, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("advocacy action")
        verbose_name_plural = _("advocacy actions")
        ordering = ["issue", F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.what


class ActionPartner(ScopedModel):
    """An organisation named on an action."""

    action = models.ForeignKey(AdvocacyAction, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("partner on an action")
        verbose_name_plural = _("partners on actions")
        ordering = ["organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "organisation"], name="action_partner_once")]

    def __str__(self):
        return str(self.organisation_id)


class PartnerTolerance(ScopedModel):
    """How much risk an organisation can carry in this cluster's advocacy, with a note for the coordinators alone."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    tolerance = models.CharField(_("risk tolerance"), max_length=8, choices=Tolerance)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("risk tolerance of a partner")
        verbose_name_plural = _("risk tolerance of partners")
        ordering = ["cluster", "organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["cluster", "organisation"], name="tolerance_once_per_partner")]

    def __str__(self):
        return str(self.organisation_id)
