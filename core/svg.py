"""Pictures made on the server: the same SVG on the page and in the PDF, each with its table.

Colours stand twice: as attributes in the light palette, for documents, and as classes that static/css/portal.css
overrides with the tokens of the page (dark, print, more contrast).
"""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from core import dates

HUES = {
    "upr": "#1f5fa8",
    "treaty_body": "#0f766e",
    "special_procedure": "#945412",
    "hrc": "#5146a0",
    "regional": "#97376f",
    "other": "#5f6e7c",
}

_WIDTH = 1088
_PAD = 8
_TOP = 30
_LANE = 19
_GAP = 18
_MAX_LANES = 5
_FEWEST_LANES = 3


@dataclass(frozen=True)
class StripPoint:
    """One date on the strip. `family` gives hue and shape (unknown ones are grey). With `begins_on` it is a bar to
    `on`. `is_estimate` draws it hollow and dashed; `is_month` puts it in the middle of its month, because only the
    month is known. `label` is what it is, `url` where it leads."""

    on: dt.date
    family: str
    label: str
    url: str = ""
    begins_on: dt.date | None = None
    is_estimate: bool = False
    is_month: bool = False


def time_strip(*, points, today, months=12, starts_on=None, title="", name="strip"):
    """One line of time as safe SVG: `months` months from the month of `starts_on` (default: of `today`).

    `points` is an iterable of `StripPoint`; those outside the window are left out, a bar is cut at its edges. `today`
    is the reader's date and marked where it lies inside. `title` names the picture for screen readers, `name` makes
    its ids unique on the page. Runs from right to left when the active language does. Asks no database. Show
    `strip_table(points)` or the list itself beside it: the picture is never the only way to the facts; its links are
    therefore left out of the tab order.
    """
    window = _Window.of(starts_on or today, months, get_language_bidi())
    shown = sorted((point for point in points if window.shows(point)), key=lambda point: point.begins_on or point.on)
    placed, lanes = _lanes(shown, window)
    axis = _TOP + max(lanes, _FEWEST_LANES) * _LANE + 6
    height = axis + 32
    words = title or _("Dates on a line of time")
    description = _("%(number)d dates from %(first)s to %(last)s.") % {
        "number": len(shown),
        "first": dates.month_text(window.first),
        "last": dates.month_text(window.last),
    }
    return format_html(
        '<svg class="strip" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        'aria-labelledby="{name}-title {name}-desc" xmlns="http://www.w3.org/2000/svg">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>{grid}{marks}{today}</svg>',
        width=_WIDTH,
        height=height,
        name=name,
        title=words,
        desc=description,
        grid=_grid(window, axis),
        marks=format_html_join("", "{}", ((_mark(point, lane, window, axis),) for point, lane in placed)),
        today=_today(today, window, axis),
    )


def strip_table(points, caption=""):
    """The same facts as a table, in the order of time, for whoever cannot use the picture."""
    ordered = sorted(points, key=lambda point: point.begins_on or point.on)
    rows = format_html_join(
        "",
        "<tr><td>{}</td><td>{}</td></tr>",
        (
            (
                _when(point),
                format_html('<a href="{}">{}</a>', point.url, point.label) if point.url else point.label,
            )
            for point in ordered
        ),
    )
    return format_html(
        '<div class="table-scroll"><table class="table"><caption>{}</caption><thead><tr><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>',
        caption or _("The same dates as a table"),
        _("Date"),
        _("What"),
        rows,
    )


def _when(point):
    if point.is_month:
        return dates.month_text(point.on)
    text = dates.period_text(point.begins_on, point.on)
    return _("%(date)s (estimate)") % {"date": text} if point.is_estimate else text


@dataclass(frozen=True)
class _Window:
    first: dt.date
    last: dt.date
    months: int
    is_rtl: bool

    @classmethod
    def of(cls, day, months, is_rtl):
        first = day.replace(day=1)
        return cls(first, _months_on(first, months) - dt.timedelta(days=1), months, is_rtl)

    def shows(self, point):
        return point.on >= self.first and (point.begins_on or point.on) <= self.last

    @property
    def month_width(self):
        return (_WIDTH - 2 * _PAD) / self.months

    def across(self, day):
        """Distance from the beginning of the line: months are equally wide, whatever their days."""
        day = min(max(day, self.first), self.last)
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        length = calendar.monthrange(day.year, day.month)[1]
        return _PAD + (months + (day.day - 0.5) / length) * self.month_width

    def x(self, across):
        return round(_WIDTH - across if self.is_rtl else across, 1)


def _months_on(first, months):
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def _extent(point, window):
    if point.begins_on and point.begins_on != point.on:
        return window.across(point.begins_on), window.across(point.on)
    if point.is_month:
        middle = window.across(point.on.replace(day=15))
        return middle, middle
    return window.across(point.on), window.across(point.on)


def _lanes(points, window):
    """Put each point on the lowest lane that is free there; when all are taken, on the one that is free soonest."""
    free_from = []
    placed = []
    for point in points:
        begin, end = _extent(point, window)
        lane = next((number for number, free in enumerate(free_from) if free <= begin), None)
        if lane is None and len(free_from) < _MAX_LANES:
            lane = len(free_from)
            free_from.append(0)
        elif lane is None:
            lane = free_from.index(min(free_from))
        free_from[lane] = max(free_from[lane], end + _GAP)
        placed.append((point, lane))
    return placed, len(free_from)


def _grid(window, axis):
    parts = []
    for number in range(window.months):
        month = _months_on(window.first, number)
        x = window.x(_PAD + number * window.month_width)
        middle = window.x(_PAD + (number + 0.5) * window.month_width)
        label = format_date(month, pgettext("date format", "M"))
        if number == 0 or month.month == 1:
            label = f"{label} {month.year}"
        parts.append((x, _TOP - 4, x, axis, middle, axis + 19, label))
    lines = format_html_join(
        "",
        '<line class="strip-grid" stroke="#dfe3e1" stroke-dasharray="2 3" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<text fill="#5f6e7c" font-size="11" text-anchor="middle" x="{}" y="{}">{}</text>',
        parts,
    )
    base = format_html(
        '<line class="strip-axis" stroke="#dfe3e1" x1="{}" y1="{}" x2="{}" y2="{}"/>', _PAD, axis, _WIDTH - _PAD, axis
    )
    return lines + base


def _today(today, window, axis):
    if not window.first <= today <= window.last:
        return ""
    x = window.x(window.across(today))
    return format_html(
        '<line class="strip-today" stroke="#a3271f" stroke-width="2" x1="{x}" y1="14" x2="{x}" y2="{y2}"/>'
        '<text class="strip-today-label" fill="#a3271f" font-size="11" font-weight="600" x="{tx}" y="22"{dir}>'
        "{word}</text>",
        x=x,
        y2=axis + 5,
        tx=x + (-6 if window.is_rtl else 6),
        dir=mark_safe(' direction="rtl"') if window.is_rtl else "",
        word=_("today"),
    )


def _mark(point, lane, window, axis):
    family = point.family if point.family in HUES else "other"
    begin, end = _extent(point, window)
    y = axis - 12 - lane * _LANE
    if begin == end:
        shape = _shape(family, window.x(begin), y, hollow=point.is_estimate or point.is_month)
    else:
        left, right = sorted((window.x(begin), window.x(end)))
        shape = format_html(
            '<rect class="strip-bar" fill="{}" opacity="0.4" x="{}" y="{}" width="{}" height="8" rx="4"/>',
            HUES[family],
            left,
            y - 4,
            round(max(right - left, 8), 1),
        )
    words = f"{point.label}, {_when(point)}"
    if point.url:
        shape = format_html('<a href="{}" tabindex="-1"><title>{}</title>{}</a>', point.url, words, shape)
    else:
        shape = format_html("<g><title>{}</title>{}</g>", words, shape)
    return format_html('<g class="is-{}">{}</g>', family, shape)


def _shape(family, x, y, *, hollow):
    hue = HUES[family]
    if family == "regional":
        look = 'class="strip-ring" fill="#fff" stroke="{}" stroke-width="3"'
        if hollow:
            look = 'class="strip-hollow" fill="#fff" stroke="{}" stroke-width="2" stroke-dasharray="2.5 2"'
    elif hollow:
        look = 'class="strip-hollow" fill="#fff" stroke="{}" stroke-width="2" stroke-dasharray="2.5 2"'
    else:
        look = 'class="strip-shape" fill="{}"'
    look = format_html(look, hue)
    if family == "treaty_body":
        return format_html('<rect {} x="{}" y="{}" width="11" height="11"/>', look, round(x - 5.5, 1), y - 5.5)
    if family == "special_procedure":
        points = f"{x},{y - 7.5} {round(x + 7.5, 1)},{y} {x},{y + 7.5} {round(x - 7.5, 1)},{y}"
        return format_html('<polygon {} points="{}"/>', look, points)
    if family == "hrc":
        points = f"{x},{y - 6} {round(x + 6.5, 1)},{y + 5.5} {round(x - 6.5, 1)},{y + 5.5}"
        return format_html('<polygon {} points="{}"/>', look, points)
    radius = {"other": 4.5, "regional": 5}.get(family, 6)
    return format_html('<circle {} cx="{}" cy="{}" r="{}"/>', look, x, y, radius)
