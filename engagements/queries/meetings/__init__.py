"""Reads of meetings: agenda, notes, invitations, and how much room human rights had over a year."""

from engagements.queries.meetings.agendas import agenda_item, agenda_of, shares_of
from engagements.queries.meetings.invitations import InvitationList, ToInvite, invitation, invitations, to_invite
from engagements.queries.meetings.notes import (
    MOST_TARGETS,
    NoteRow,
    briefing_of,
    briefings_to_push,
    issue_of,
    issues_to_push,
    note_of,
    notes_of,
    seen_of,
)
from engagements.queries.meetings.record import (
    PER_PAGE,
    MeetingRecord,
    MeetingRow,
    SharedYear,
    held_meetings,
    meeting_record,
    shared_year,
)

__all__ = [
    "MOST_TARGETS",
    "PER_PAGE",
    "InvitationList",
    "MeetingRecord",
    "MeetingRow",
    "NoteRow",
    "SharedYear",
    "ToInvite",
    "agenda_item",
    "agenda_of",
    "briefing_of",
    "briefings_to_push",
    "held_meetings",
    "invitation",
    "invitations",
    "issue_of",
    "issues_to_push",
    "meeting_record",
    "note_of",
    "notes_of",
    "seen_of",
    "shared_year",
    "shares_of",
    "to_invite",
]
