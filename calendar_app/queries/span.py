"""What the year and the two years show: the points of the picture, the same dates as rows, and what lies close."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_app.enums import DEADLINE_KINDS, EXACT, Certainty, EntryState
from calendar_app.queries.agenda import calendar_entries
from calendar_app.queries.filters import ALL, between, span_of
from calendar_app.queries.rows import rows_of
from calendar_app.queries.wording import (
    audience_pill,
    left_text,
    starts_on,
    state_pill,
    verified_text,
    when_text,
    zones_text,
)
from core.dates import month_text, short_day_text, weekday_text
from core.svg import StripPoint

# A picture and a table with more cannot be read; the page says so and offers the filters.
MOST = 120


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One date in the table under a picture. All texts are final."""

    url: str
    machine_day: str
    day: str
    zones: str
    family: str
    body: str
    title: str
    country: str
    tone: str
    certainty: str
    audience_tone: str
    audience: str
    verified: str
    left: str
    is_urgent: bool
    is_struck: bool


@dataclass(frozen=True, slots=True)
class SpanGroup:
    heading: str
    rows: list


@dataclass(frozen=True, slots=True)
class SpanPage:
    """`total` dates lie in the span; `points` and `groups` have all of them, or the first `MOST` when `is_cut`."""

    first: dt.date
    last: dt.date
    points: list
    groups: list
    total: int
    is_cut: bool
    close: list


def span_page(reader, chosen, country_code):
    """The `SpanPage` of the filter's year or two years. Two queries. Of too many dates those of the country itself are
    kept before those of the whole world."""
    first, last = span_of(chosen, reader.today)
    entries = calendar_entries(reader, chosen, country_code).filter(between(first, last))
    total = entries.count()
    found = nearest_to_country(entries, country_code)[:MOST]
    found = sorted(rows_of(found), key=in_time)
    make = _RowMaker(reader, country_code)
    return SpanPage(
        first=first,
        last=last,
        points=points(found, country_code),
        groups=make.grouped(found),
        total=total,
        is_cut=total > MOST,
        close=close_together(found, country_code),
    )


def nearest_to_country(entries, country_code):
    """`entries` with the country's own ahead of those of the whole world, then by time."""
    if country_code == ALL:
        return entries.order_by("due_on", "pk")
    is_own = Q(country=country_code) | Q(cluster__isnull=False)
    entries = entries.annotate(apart=Case(When(is_own, then=Value(0)), default=Value(1)))
    return entries.order_by("apart", "due_on", "pk")


def in_time(entry):
    """Key: by first day; in a month whose day is unknown ahead of its days."""
    return starts_on(entry), entry.precision in EXACT, entry.due_on, entry.pk


def is_own(entry, country_code):
    return country_code == ALL or entry.country_id == country_code or entry.cluster_id is not None


def points(entries, country_code):
    """`entries` as points of a picture; cancelled ones stand in the table only."""
    base = reverse("calendar:entry-detail", args=[0])[: -len("0/")]
    return [
        StripPoint(
            on=entry.due_on,
            family=entry.mechanism.family,
            label=f"{entry.country}: {entry}" if country_code == ALL and entry.country_id else str(entry),
            url=f"{base}{entry.pk}/",
            begins_on=_bar_begins(entry),
            is_estimate=entry.precision not in EXACT or entry.certainty == Certainty.ESTIMATE,
            is_month=entry.precision not in EXACT,
            is_window=entry.kind in DEADLINE_KINDS,
            is_main=is_own(entry, country_code),
        )
        for entry in entries
        if entry.state != EntryState.CANCELLED
    ]


def _bar_begins(entry):
    is_period = entry.begins_on and entry.begins_on != entry.due_on and entry.precision in EXACT
    return entry.begins_on if is_period else None


def span_day(entry):
    """The date in words for a table that names the year above: day, period, or what is known of it."""
    if entry.precision not in EXACT or _bar_begins(entry):
        return when_text(entry) if entry.about_text or entry.precision in EXACT else month_text(entry.due_on)
    return f"{weekday_text(entry.due_on)} {short_day_text(entry.due_on)}"


class _RowMaker:
    def __init__(self, reader, country_code):
        self.reader = reader
        self.with_country = country_code == ALL
        self.base = reverse("calendar:entry-detail", args=[0])[: -len("0/")]

    def row(self, entry):
        tone, certainty = state_pill(entry)
        audience_tone, audience = audience_pill(entry)
        left, is_urgent = left_text(entry, self.reader.today, self.reader.zone)
        country = ""
        if self.with_country:
            country = str(entry.country) if entry.country_id else _("All countries")
        return SpanRow(
            url=f"{self.base}{entry.pk}/",
            machine_day=starts_on(entry).isoformat() if entry.precision in EXACT else "",
            day=span_day(entry),
            zones=zones_text(entry, self.reader.zone),
            family=entry.mechanism.family,
            body=str(entry.mechanism),
            title=str(entry),
            country=country,
            tone=tone,
            certainty=certainty,
            audience_tone=audience_tone,
            audience=audience,
            verified=verified_text(entry) or _("not verified yet"),
            left=left,
            is_urgent=is_urgent,
            is_struck=entry.state == EntryState.CANCELLED,
        )

    def grouped(self, entries):
        """Rows by the month in which they begin."""
        groups, month = [], None
        for entry in entries:
            first = starts_on(entry).replace(day=1)
            if first != month:
                month = first
                groups.append(SpanGroup(month_text(first), []))
            groups[-1].rows.append(self.row(entry))
        return groups


# --- Close together (MATRIX F022) ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CloseQuarter:
    """A quarter in which several mechanisms deal with the country."""

    heading: str
    dates: int
    mechanisms: int
    items: list


@dataclass(frozen=True, slots=True)
class CloseItem:
    url: str
    family: str
    title: str
    when: str


def close_together(entries, country_code):
    """The quarters in which dates of two or more mechanisms concern the country itself, with these dates. Dates of
    the whole world come anyway and say nothing about a crowd; neither do cancelled ones."""
    if country_code == ALL:
        return []
    base = reverse("calendar:entry-detail", args=[0])[: -len("0/")]
    quarters = {}
    for entry in entries:
        if is_own(entry, country_code) and entry.state != EntryState.CANCELLED:
            first = starts_on(entry)
            quarters.setdefault((first.year, (first.month - 1) // 3), []).append(entry)
    return [
        CloseQuarter(
            heading=quarter_text(*quarter),
            dates=len(dates),
            mechanisms=len({entry.mechanism_id for entry in dates}),
            items=[
                CloseItem(f"{base}{entry.pk}/", entry.mechanism.family, str(entry), span_day(entry)) for entry in dates
            ],
        )
        for quarter, dates in sorted(quarters.items())
        if len({entry.mechanism_id for entry in dates}) > 1
    ]


def quarter_text(year, quarter):
    """ "January to March 2027"."""
    first = dt.date(year, 3 * quarter + 1, 1)
    return months_text(first, first.replace(month=first.month + 2))


def months_text(first, last):
    """ "January to March 2027", "November 2026 to October 2027": from the month of one day to that of another."""
    begins, ends = month_text(first), month_text(last)
    if first.year == last.year:
        # Which of the two names the year depends on whether the language puts it last or, as Chinese does, first.
        begins, ends = begins.removesuffix(f" {first.year}"), ends.removeprefix(f"{first.year}年")
    return _("%(first)s to %(last)s") % {"first": begins, "last": ends}
