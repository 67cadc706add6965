"""What stands around the calendar: the strip of twelve months, what moved, who sees it, which countries there are."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_app.enums import EXACT, Certainty, EntryState
from calendar_app.queries.agenda import calendar_entries, in_order
from calendar_app.queries.filters import ALL, of_country
from calendar_app.queries.rows import points_of
from calendar_app.queries.trail import known_text, trail_of
from calendar_app.queries.wording import when_text
from clusters.enums import LEAD_ROLES, Role
from clusters.models import Membership
from clusters.policy import running
from core.svg import StripPoint

STRIP_MONTHS = 12
STRIP_MOST = 80
MOVED_MOST = 5
# Since when "moved" is told to someone who has not been here for long.
MOVED_DAYS = 60


@dataclass(frozen=True, slots=True)
class Moved:
    url: str
    title: str
    old: str
    new: str
    cause: str


@dataclass(frozen=True, slots=True)
class SeenBy:
    leads: int
    organisations: int


def strip_start(today):
    return today.replace(day=1)


def strip_end(today):
    months = today.month - 1 + STRIP_MONTHS
    return dt.date(today.year + months // 12, months % 12 + 1, 1)


def strip_points(reader, chosen, country_code):
    """The open dates of twelve months for the picture of time, nearest first, at most eighty. One query."""
    start, end = strip_start(reader.today), strip_end(reader.today)
    entries = calendar_entries(reader, chosen, country_code).filter(
        Q(begins_on__lt=end) | Q(begins_on=None, due_on__lt=end), due_on__gte=start
    )
    entries = in_order(points_of(entries.exclude(state=EntryState.CANCELLED)))[:STRIP_MOST]
    base = reverse("calendar:entry-detail", args=[0])[: -len("0/")]
    return [
        StripPoint(
            on=entry.due_on,
            family=entry.mechanism.family,
            label=str(entry),
            url=f"{base}{entry.pk}/",
            begins_on=entry.begins_on if entry.begins_on != entry.due_on and entry.precision in EXACT else None,
            is_estimate=entry.precision not in EXACT or entry.certainty == Certainty.ESTIMATE,
            is_month=entry.precision not in EXACT,
        )
        for entry in entries
    ]


def moved_since(reader, country_code, since=None):
    """The dates that moved since the last visit (or in the last two months), newest first, at most five: old, new
    and cause, from the trail. Only of dates the reader sees. Two queries; one when nothing changed."""
    floor = dt.datetime.combine(reader.today - dt.timedelta(days=MOVED_DAYS), dt.time(), dt.UTC)
    since = max(since, floor) if since else floor
    entries = reader.entries.filter(updated_at__gte=since, sequence__gt=0)
    if country_code != ALL:
        entries = entries.filter(of_country(country_code, reader.user))
    changed = {str(entry.pk): entry for entry in entries.order_by("-updated_at")[: MOVED_MOST * 4]}
    if not changed:
        return []
    trail = trail_of(reader.user, changed.values()).filter(at__gte=since)
    base = reverse("calendar:entry-detail", args=[0])[: -len("0/")]
    moved = []
    for act in trail[: MOVED_MOST * 8]:
        before, after = act.before or {}, act.after or {}
        if "due_on" not in after or before.get("due_on") == after.get("due_on"):
            continue
        entry = changed.pop(act.target_id, None)
        if entry is None:
            continue
        old = dt.date.fromisoformat(before["due_on"]) if before.get("due_on") else None
        moved.append(
            Moved(
                url=f"{base}{entry.pk}/",
                title=str(entry),
                old=known_text(old, before.get("precision", entry.precision)),
                new=when_text(entry) or known_text(entry.due_on, entry.precision),
                cause=_(act.reason) if act.reason else "",
            )
        )
    return moved[:MOVED_MOST]


def seen_by(country_code):
    """How many people lead and how many organisations take part in the clusters of a country now. One query."""
    members = Membership.objects.filter(running(), cluster__country=country_code, user__is_active=True)
    counts = members.aggregate(
        leads=Count("user", filter=Q(role__in=sorted(LEAD_ROLES)), distinct=True),
        organisations=Count("organisation", filter=Q(role__in=[Role.MEMBER, Role.SAG]), distinct=True),
    )
    return SeenBy(**counts)
