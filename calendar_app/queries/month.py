"""The country calendar as a month: a grid of weeks."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import formats
from django.utils.translation import get_language

from calendar_app.enums import EXACT, EntryState
from calendar_app.queries.agenda import calendar_entries, in_order
from calendar_app.queries.filters import ALL
from calendar_app.queries.rows import RowMaker, rows_of
from calendar_app.queries.wording import month_end, next_month
from core.dates import long_day_text, month_text, period_text, weekday_text

# A grid with more is unreadable; the page says so and offers the list.
MOST = 250


@dataclass(frozen=True, slots=True)
class MonthItem:
    url: str
    family: str
    body: str
    title: str
    country: str
    note: str
    is_struck: bool


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One cell. `label` names the day in full for those who do not see the column head."""

    figure: int
    label: str
    iso: str
    is_today: bool
    is_outside: bool
    items: list


@dataclass(frozen=True, slots=True)
class MonthPage:
    heading: str
    weekdays: list
    weeks: list
    undated: list
    total: int
    is_cut: bool
    first: dt.date
    before: dt.date
    after: dt.date


def first_weekday():
    """The day with which the reader's weeks begin, 0 for Monday; in Arabic it is Sunday."""
    return 6 if (get_language() or "en").startswith("ar") else 0


def month_page(reader, chosen, country_code):
    """The `MonthPage` of the filter's month (the present one if none). One query.

    An event of several days stands on its first day in the month, with its period; dates of which only the month is
    known stand beneath the grid, never on a day.
    """
    first = (chosen.month or reader.today).replace(day=1)
    last = month_end(first)
    entries = calendar_entries(reader, chosen, country_code).filter(
        Q(begins_on__lte=last) | Q(begins_on=None), due_on__gte=first
    )
    entries = entries.filter(Q(begins_on__isnull=False) | Q(due_on__lte=last))
    found = list(in_order(rows_of(entries))[: MOST + 1])
    maker = RowMaker(reader)
    by_day, undated = {}, []
    for entry in found[:MOST]:
        item = _item(entry, maker, country_code == ALL)
        if entry.precision in EXACT:
            by_day.setdefault(max(entry.begins_on or entry.due_on, first), []).append(item)
        else:
            undated.append(item)
    start = first_weekday()
    weeks = [
        [_cell(day, first, reader.today, by_day) for day in week]
        for week in calendar.Calendar(start).monthdatescalendar(first.year, first.month)
    ]
    monday = dt.date(2024, 1, 1)
    weekdays = [
        (weekday_text(day), formats.date_format(day, "l"))
        for day in (monday + dt.timedelta(days=start + number) for number in range(7))
    ]
    return MonthPage(
        heading=month_text(first),
        weekdays=weekdays,
        weeks=weeks,
        undated=undated,
        total=min(len(found), MOST),
        is_cut=len(found) > MOST,
        first=first,
        before=(first - dt.timedelta(days=1)).replace(day=1),
        after=next_month(first),
    )


def _item(entry, maker, with_country):
    note = ""
    if entry.precision in EXACT and entry.begins_on and entry.begins_on != entry.due_on:
        note = period_text(entry.begins_on, entry.due_on)
    return MonthItem(
        url=maker.url(entry.pk),
        family=entry.mechanism.family,
        body=str(entry.mechanism),
        title=str(entry),
        country=str(entry.country) if with_country and entry.country_id else "",
        note=note,
        is_struck=entry.state == EntryState.CANCELLED,
    )


def _cell(day, first, today, by_day):
    outside = day.month != first.month
    return MonthDay(
        figure=day.day,
        label=long_day_text(day),
        iso=day.isoformat(),
        is_today=day == today,
        is_outside=outside,
        items=[] if outside else by_day.get(day, []),
    )
