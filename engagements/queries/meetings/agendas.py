"""Agendas of meetings, and how much room human rights have on them."""

from engagements import rules
from engagements.models import AgendaItem


def agenda_of(user, interaction):
    """The items of a meeting in their order. One query."""
    rows = AgendaItem.objects.visible_to(user).filter(interaction=interaction)
    return list(rows.order_by("position", "pk"))


def agenda_item(user, interaction, pk):
    """One item of the meeting, or None."""
    item = AgendaItem.objects.visible_to(user).filter(interaction=interaction, pk=pk).first()
    if item is not None:
        item.interaction = interaction
    return item


def shares_of(user, interactions):
    """{number of the meeting: `AgendaShare`} of meetings that have an agenda the reader sees. One query."""
    by_meeting = {}
    rows = AgendaItem.objects.visible_to(user).filter(interaction__in=[row.pk for row in interactions]).order_by()
    for item in rows:
        by_meeting.setdefault(item.interaction_id, []).append(item)
    return {pk: rules.agenda_share(items) for pk, items in by_meeting.items()}
