"""Who is invited to a meeting, and who could be."""

from dataclasses import dataclass

from engagements import rules
from engagements.enums import InvitationAnswer
from engagements.models import MeetingInvitation
from stakeholders.enums import Relation
from stakeholders.models import IndependenceNote, Stakeholder


@dataclass(frozen=True, slots=True)
class ToInvite:
    """An entry of the register not yet on the list, with what speaks for caution."""

    stakeholder: Stakeholder
    may_drive_out: bool
    is_not_now: bool


@dataclass(frozen=True, slots=True)
class InvitationList:
    """Who is invited, local and national actors first, as far as the reader sees them; all numbers are of these."""

    rows: list
    local: int
    national: int
    invited: int
    coming: int
    came: int
    # Of those invited: OHCHR and human rights advisers (MATRIX T004).
    advisers: list


def invitations(user, interaction):
    """The `InvitationList` of a meeting. One query."""
    found = MeetingInvitation.objects.visible_to(user).filter(interaction=interaction).select_related("stakeholder")
    rows = sorted(found, key=lambda row: rules.invitation_order(row.stakeholder))
    counted = [row for row in rows if rules.counts_as_invited(row.answer)]
    for row in rows:
        row.interaction = interaction
    return InvitationList(
        rows,
        sum(row.stakeholder.level == "local" for row in counted),
        sum(row.stakeholder.level == "national" for row in counted),
        len(counted),
        sum(row.answer == InvitationAnswer.COMING for row in counted),
        sum(row.answer == InvitationAnswer.CAME for row in counted),
        [row for row in counted if row.stakeholder.kind in rules.ADVISERS],
    )


def invitation(user, interaction, pk):
    """One invitation, or None for whoever does not see the meeting or the actor."""
    rows = MeetingInvitation.objects.visible_to(user).filter(interaction=interaction, pk=pk)
    row = rows.select_related("stakeholder").first()
    if row is not None:
        row.interaction = interaction
    return row


def to_invite(user, interaction, listed):
    """`ToInvite` for everybody of the register that the reader sees and who is not on `listed`, local and national
    first. The caution of the coordinators' note on independence is shown to them alone. Two queries."""
    rows = Stakeholder.objects.visible_to(user).filter(cluster_id=interaction.cluster_id, is_archived=False)
    rows = rows.exclude(pk__in=[row.stakeholder_id for row in listed])
    found = sorted(rows, key=rules.invitation_order)
    notes = IndependenceNote.objects.visible_to(user).filter(
        stakeholder__cluster=interaction.cluster_id, may_drive_out=True
    )
    drives_out = set(notes.values_list("stakeholder_id", flat=True))
    return [ToInvite(row, row.pk in drives_out, row.relation == Relation.NOT_NOW) for row in found]
