"""Who sees agendas, notes and invitations of meetings: whoever sees the meeting, and of notes and invitations only what
their own mark, and the register, let her see. Counts are made of what she sees."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from core import policy
from engagements.models import AgendaItem, Interaction, MeetingInvitation, MeetingNote
from engagements.policy.common import check_role
from engagements.policy.marks import visible_by_mark
from stakeholders.models import Stakeholder


def _of_visible_meetings(user):
    return Q(interaction__in=Interaction.objects.visible_to(user).order_by().values("pk"))


@policy.register(AgendaItem)
def visible_agenda_items(user):
    return _of_visible_meetings(user)


@policy.register(MeetingNote)
def visible_meeting_notes(user):
    return visible_by_mark(user, line="interaction__plan_line") & _of_visible_meetings(user)


@policy.register(MeetingInvitation)
def visible_meeting_invitations(user):
    """That somebody under an alias is invited is known only to who sees them in the register."""
    known = Stakeholder.objects.visible_to(user).order_by().values("pk")
    return _of_visible_meetings(user) & Q(stakeholder__in=known)


def can_change_note(user, roles, note):
    """The coordinators, and whoever wrote it for as long as she belongs to the cluster."""
    return bool(roles & LEAD_ROLES) or (note.created_by_id == user.pk and bool(roles & INSIDE_ROLES))


def check_can_change_note(user, note):
    mine = note.created_by_id == user.pk
    check_role(
        user,
        note.cluster_id,
        INSIDE_ROLES if mine else LEAD_ROLES,
        _("Only the coordinators and the person who wrote it may change this."),
    )
