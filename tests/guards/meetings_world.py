"""The part of the walk's world that is about meetings: agenda, notes and who is invited."""

from engagements.enums import Exposure
from engagements.models import AgendaItem, MeetingInvitation, MeetingNote


def add_meetings(world):
    """On the interaction of the confidential line; a point that has gone on, and somebody under an alias invited."""
    meeting = world.things["interaction"]
    world.things["agenda_item"] = AgendaItem.objects.create(
        interaction=meeting, position=1, text=world.word("agenda", "text"), is_rights=True
    )
    world.things["meeting_note"] = MeetingNote.objects.create(
        interaction=meeting,
        cluster=world.theirs,
        kind="point",
        text=world.word("meeting_note", "text"),
        exposure=Exposure.OPEN,
        issue=world.things["issue"],
        created_by=world.owner,
    )
    world.things["meeting_invitation"] = MeetingInvitation.objects.create(
        interaction=meeting, stakeholder=world.things["stakeholder"], invited_by=world.owner
    )
