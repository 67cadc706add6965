"""What belongs to a meeting: agenda, what was written down, who was invited. As confidential as the meeting, or more.

Sources: 003:53 and 003:54 (agenda; invitations, local and national actors first), 000:72 (regular meetings that feed
what the country team hears).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import Exposure, InvitationAnswer, NoteKind, strictest
from engagements.models.advocacy import AdvocacyAction, AdvocacyIssue
from engagements.models.common import person
from engagements.models.interactions import Interaction
from engagements.models.strategy import HctBriefing
from stakeholders.models import Stakeholder


def _meeting():
    return models.ForeignKey(Interaction, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+")


class AgendaItem(ScopedModel):
    """One item of the agenda (MATRIX T001). Findings on human rights make it an item on human rights."""

    interaction = _meeting()
    position = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("item"), max_length=300)
    is_rights = models.BooleanField(_("on human rights"), default=False)
    has_findings = models.BooleanField(_("human rights findings were presented"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ["interaction", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_findings=False) | Q(is_rights=True), name="agenda_findings_are_on_human_rights"
            )
        ]

    def __str__(self):
        return f"agenda item {self.pk}"


class MeetingNote(ScopedModel):
    """What was written down at a meeting, for fewer people than the agenda unless somebody opens it (MATRIX D038). An
    advocacy point goes on to the list of issues and to a briefing of the country team, once each."""

    interaction = _meeting()
    # The same as the meeting's, so that the rule of marks applies without a join.
    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=5, choices=NoteKind, default=NoteKind.NOTE)
    text = models.TextField(_("text"), max_length=4000)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.RESTRICTED)
    issue = models.ForeignKey(
        AdvocacyIssue,
        verbose_name=_("advocacy issue"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # The line of the issue's action plan, where the point went to an issue that was there already.
    action = models.ForeignKey(
        AdvocacyAction, verbose_name=_("action"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    issue_at = models.DateTimeField(_("put on the list of issues"), null=True, blank=True)
    briefing = models.ForeignKey(
        HctBriefing, verbose_name=_("HCT briefing"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    briefing_at = models.DateTimeField(_("put on the list of a briefing"), null=True, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("note of a meeting")
        verbose_name_plural = _("notes of meetings")
        ordering = ["interaction", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=NoteKind.POINT) | Q(issue=None, briefing=None), name="meeting_only_points_go_on"
            )
        ]

    def __str__(self):
        return f"note {self.pk}"

    @property
    def mark(self):
        """The mark that binds: its own, that of the meeting, or that of the plan line, whichever is for the fewest.
        Needs `interaction__plan_line` joined."""
        return strictest(self.exposure, self.interaction.mark)


class MeetingInvitation(ScopedModel):
    """An actor of the register invited to a meeting, and their answer (MATRIX T002). Seen by who sees both."""

    interaction = _meeting()
    stakeholder = models.ForeignKey(
        Stakeholder, verbose_name=_("stakeholder"), on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=9, choices=InvitationAnswer, default=InvitationAnswer.INVITED)
    invited_by = person(_("invited by"))
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answer noted"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        ordering = ["interaction", "pk"]
        constraints = [models.UniqueConstraint(fields=["interaction", "stakeholder"], name="meeting_invited_once")]

    def __str__(self):
        return f"invitation {self.pk}"
