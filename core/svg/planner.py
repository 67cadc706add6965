"""The year at a glance: a line for each month, its days from left to right (in Arabic from right to left)."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.labels import arranged
from core.svg.marks import DANGER, INK, INK_3, bar, in_hue, line, linked, shape, text_width, words
from core.svg.safe import format_html, format_html_join
from core.svg.window import PAD, WIDTH, Window, described, framed, month_name, months_on

_DAYS = 31
_MONTHS = 12
_HEAD = 26
_LANE = 20
_ROW_AIR = 10
_QUARTER_AIR = 10
_LABEL_LANES = 6
_MOST_LANES = 12
_HEADED = (1, 5, 10, 15, 20, 25, 30)


@dataclass(frozen=True)
class _Grid:
    """Where a day stands. Dates of which only the month is known have a column of their own at the end."""

    width: float
    gutter: float
    unknown: float
    is_rtl: bool

    @property
    def day_width(self):
        return (self.width - PAD - self.unknown - self.gutter) / _DAYS

    @property
    def last(self):
        return self.width - PAD - self.unknown

    def day(self, number):
        return self.gutter + (number - 0.5) * self.day_width

    x = Window.x


def year_planner(*, points, first, today, width=WIDTH, name="year", title="", has_labels=True, has_links=True):
    """Twelve months from the month of `first` as safe SVG: a line a month, the marks of `points` on their days, periods
    as bars that go on in the next line. Dates known by month only stand hollow in the last column. `width` below 500
    and `has_labels` False fit a telephone. Show the table of the same dates beneath."""
    is_small = width < 500
    months = [months_on(first, number) for number in range(_MONTHS)]
    last = months_on(first, _MONTHS) - dt.timedelta(days=1)
    shown = [point for point in points if point.first <= last and point.on >= months[0]]
    gutter = max(max(text_width(month_name(month)) for month in months) + 14, 40)
    # Room for words only where a date is known by its month.
    unknown_room = 34 if is_small else round(width * 0.26) if any(point.is_month for point in shown) else 110
    grid = _Grid(width, gutter, unknown_room, get_language_bidi())
    room = {"label_lanes": _LABEL_LANES, "most_lanes": _MOST_LANES, "has_labels": has_labels, "room": 340}
    y = _HEAD
    backs, fronts = [_head(grid, is_small)], {}
    for number, month in enumerate(months):
        spans, unknown = _spans(shown, month, grid)
        placed, count = arranged(spans, first=grid.gutter, last=grid.last, **room)
        apart, apart_count = arranged(unknown, first=grid.last, last=width - PAD, **room)
        height = max(count, apart_count, 1) * _LANE + _ROW_AIR
        if number and month.month % 3 == 1:
            y += _QUARTER_AIR
        names_year = month.month == 1 and number > 0
        backs.append(_month_line(grid, month, y, height, today, names_year))
        for one in [*placed, *apart]:
            middle = y + _ROW_AIR / 2 + _LANE / 2 + one.lane * _LANE
            fronts.setdefault(one.point, []).append(_drawn(one, grid, middle))
        y += height
    ordered = sorted(fronts, key=lambda point: (point.first, point.on))
    body = format_html_join("", "{}", ((part,) for part in backs))
    body += format_html_join("", "{}", ((_joined(point, fronts[point], has_links),) for point in ordered))
    return framed(
        body,
        width=width,
        height=y + 6,
        name=name,
        title=title or _("The year at a glance"),
        description=described(len(shown), months[0], last),
        classes="strip planner planner-small" if is_small else "strip planner",
        role="group" if has_links else "img",
    )


def _spans(points, first, grid):
    """(point, begin, end) of what stands on days of the month, and of what is known to fall into it."""
    length = calendar.monthrange(first.year, first.month)[1]
    last = first.replace(day=length)
    on_days, unknown = [], []
    for point in points:
        if point.is_month:
            if first <= point.on <= last:
                middle = grid.last + 16
                unknown.append((point, middle, middle))
        elif point.first <= last and point.on >= first:
            begin = grid.day(max(point.first, first).day)
            # A bar that goes on in the next line runs to the end of this one.
            end = grid.day(point.on.day) if point.on <= last else grid.day(length + 0.5)
            if point.first < first:
                begin = grid.day(0.5)
            on_days.append((point, begin, end))
    return on_days, unknown


def _drawn(one, grid, y):
    """(the mark or piece of bar, its words)."""
    point = one.point
    if point.is_bar and not point.is_month:
        drawn = bar(point, grid.x(one.begin), grid.x(max(one.end, one.begin + 4)), y, height=9)
    else:
        drawn = shape(point.hue, grid.x(one.begin), y, hollow=point.is_estimate or point.is_month)
    return drawn, one.draw_words(grid, y)


def _joined(point, pieces, has_links):
    """All pieces of one date as one link, its words once."""
    drawn = format_html_join("", "{}", ((piece,) for piece, _words in pieces))
    drawn = linked(point, drawn, tab_stop=True) if has_links else in_hue(point, drawn)
    text = next((said for _piece, said in pieces if said), "")
    return format_html("{}{}", drawn, text)


def _head(grid, is_small):
    days = format_html_join(
        "",
        "{}",
        ((words(grid.x(grid.day(day)), 16, day, anchor="middle", name="strip-head", fill=INK_3),) for day in _HEADED),
    )
    unknown = "?" if is_small else _("day not known")
    at, anchor = (grid.last + 16, "middle") if is_small else (grid.last + 8, "start")
    return days + words(grid.x(at), 16, unknown, anchor=anchor, name="strip-head", fill=INK_3)


def _month_line(grid, first, y, height, today, names_year):
    length = calendar.monthrange(first.year, first.month)[1]
    is_now = today.replace(day=1) == first
    parts = [
        line("strip-axis", grid.x(PAD), y, grid.x(grid.width - PAD), y),
        words(
            grid.x(PAD),
            y + _ROW_AIR / 2 + _LANE / 2 + 4,
            str(first.year) if names_year and grid.width < 500 else month_name(first),
            name="strip-month",
            fill=INK,
            is_strong=is_now or names_year,
        ),
    ]
    parts += [
        line("strip-grid", grid.x(at), y + 3, grid.x(at), y + height - 3, dashes="2 3")
        for at in [*(grid.day(day) for day in _HEADED if day <= length), grid.last]
    ]
    if is_now:
        at = grid.x(grid.day(today.day))
        parts.append(line("strip-today", at, y, at, y + height, stroke=DANGER, width=2))
    return format_html_join("", "{}", ((part,) for part in parts))
