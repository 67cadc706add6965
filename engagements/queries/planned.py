"""Tells the calendar which dates are in a plan that the reader sees."""

from django.urls import reverse

from calendar_app.queries.planned import answers_planned
from engagements.enums import LineState
from engagements.models import PlanLine


@answers_planned
def planned_entries(user, entry_ids):
    """{entry id: address of its plan line}: the newest line, those set aside as "not now" left out. One query."""
    lines = PlanLine.objects.visible_to(user).filter(entry__in=entry_ids).exclude(state=LineState.NOT_NOW)
    pairs = lines.order_by("pk").values_list("entry_id", "pk")
    return {entry_id: reverse("engagements:line-detail", args=[pk]) for entry_id, pk in pairs}
