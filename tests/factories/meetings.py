"""Meetings as tests need them."""

import itertools

from engagements.models import AgendaItem, MeetingInvitation, MeetingNote

_number = itertools.count(1)


def make_item(interaction, **fields):
    n = next(_number)
    return AgendaItem.objects.create(interaction=interaction, **{"position": n, "text": f"Item {n}", **fields})


def make_note(interaction, **fields):
    n = next(_number)
    wanted = {"cluster": interaction.cluster, "text": f"Note {n}", **fields}
    return MeetingNote.objects.create(interaction=interaction, **wanted)


def make_invitation(interaction, stakeholder, **fields):
    return MeetingInvitation.objects.create(interaction=interaction, stakeholder=stakeholder, **fields)
