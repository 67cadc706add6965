"""Dates of a year that the cluster attends or watches without a plan line: they stand in its plan all the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

from calendar_app.enums import EXACT, EntryState
from calendar_app.models import Attendance, Entry
from engagements.queries.plans import about_text

SHOWN = 40


@dataclass(frozen=True, slots=True)
class AttendedRow:
    """`day` where it is known exactly, otherwise `about` says as much as is known."""

    entry: Entry
    taking: Any
    who: str
    url: str
    plan_url: str

    @property
    def about(self):
        return about_text(self.entry)

    @property
    def is_exact(self):
        return self.entry.precision in EXACT and self.entry.due_on is not None


def attended_in_year(user, cluster, year, *, besides):
    """The rows by day (MATRIX D001), without the dates with the ids `besides`, which have a line of their own, and
    without cancelled ones. Attendance is the circle's: for others the list is empty. One query."""
    seen = Entry.objects.visible_to(user).filter(due_on__year=year).exclude(state=EntryState.CANCELLED)
    rows = Attendance.objects.visible_to(user).filter(cluster=cluster, entry__in=seen.order_by().values("pk"))
    rows = rows.exclude(entry__in=besides).select_related("entry__mechanism")
    return [
        AttendedRow(
            entry=row.entry,
            taking=row.get_taking_display(),
            who=row.who,
            url=reverse("calendar:entry-detail", args=[row.entry_id]),
            plan_url=f"{reverse('engagements:line-create')}?cluster={cluster.pk}&entry={row.entry_id}",
        )
        for row in rows.order_by(F("entry__due_on").asc(nulls_last=True), "pk")[:SHOWN]
    ]
