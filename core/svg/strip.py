"""The strip of time: one line of twelve months."""

from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.dates import short_month_text
from core.svg.marks import bar, linked, shape, when_text
from core.svg.safe import format_html, format_html_join
from core.svg.window import PAD, WIDTH, Window, described, extent, framed, month_name, months_on

_TOP = 30
_LANE = 19
_GAP = 18
_MAX_LANES = 5
_FEWEST_LANES = 3


def time_strip(*, points, today, months=12, starts_on=None, title="", name="strip"):
    """One line of time as safe SVG: `months` months from the month of `starts_on` (default: of `today`).

    `points` is an iterable of `StripPoint`; those outside the window are left out, a bar is cut at its edges. `today`
    is the reader's date and marked where it lies inside. `title` names the picture for screen readers, `name` makes
    its ids unique on the page. Runs from right to left when the active language does. Asks no database. Show
    `strip_table(points)` or the list itself beside it: the picture is never the only way to the facts; its links are
    therefore left out of the tab order.
    """
    window = Window.of(starts_on or today, months, get_language_bidi())
    shown = sorted((point for point in points if window.shows(point)), key=lambda point: point.begins_on or point.on)
    placed, lanes = _lanes(shown, window)
    axis = _TOP + max(lanes, _FEWEST_LANES) * _LANE + 6
    height = axis + 32
    body = _grid(window, axis)
    body += format_html_join("", "{}", ((_mark(point, lane, window, axis),) for point, lane in placed))
    return framed(
        format_html("{}{}", body, _today(today, window, axis)),
        width=WIDTH,
        height=height,
        name=name,
        title=title or _("Dates on a line of time"),
        description=described(len(shown), window.first, window.last),
    )


def strip_table(points, caption=""):
    """The same facts as a table, in the order of time, for whoever cannot use the picture."""
    ordered = sorted(points, key=lambda point: point.begins_on or point.on)
    rows = format_html_join(
        "",
        "<tr><td>{}</td><td>{}</td></tr>",
        (
            (
                when_text(point),
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


def _lanes(points, window):
    """Put each point on the lowest lane that is free there; when all are taken, on the one that is free soonest."""
    free_from = []
    placed = []
    for point in points:
        begin, end = extent(point, window)
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
        month = months_on(window.first, number)
        x = window.x(PAD + number * window.month_width)
        middle = window.x(PAD + (number + 0.5) * window.month_width)
        label = month_name(month)
        if number == 0 or month.month == 1:
            label = short_month_text(month)
        parts.append((x, _TOP - 4, x, axis, middle, axis + 19, label))
    lines = format_html_join(
        "",
        '<line class="strip-grid" stroke="#dfe3e1" stroke-dasharray="2 3" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<text fill="#5f6e7c" font-size="11" text-anchor="middle" x="{}" y="{}">{}</text>',
        parts,
    )
    base = format_html(
        '<line class="strip-axis" stroke="#dfe3e1" x1="{}" y1="{}" x2="{}" y2="{}"/>', PAD, axis, WIDTH - PAD, axis
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
    begin, end = extent(point, window)
    y = axis - 12 - lane * _LANE
    if begin == end:
        drawn = shape(point.hue, window.x(begin), y, hollow=point.is_estimate or point.is_month)
    else:
        drawn = bar(point, window.x(begin), window.x(end), y)
    return linked(point, drawn, tab_stop=False)
