"""Two years at a glance: a lane for each family, marks and bars with their words; narrow windows run downwards."""

from dataclasses import replace

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.labels import arranged
from core.svg.marks import DANGER, INK, INK_3, bar, in_hue, line, linked, shape, text_width, upright_bar, words
from core.svg.safe import format_html, format_html_join
from core.svg.window import PAD, WIDTH, Lanes, Window, described, extent, framed, month_name

_HEAD = 40
_LANE = 20
_LANE_AIR = 12
_NAME = 20
_LEAST_GUTTER, _MOST_GUTTER = 110, 260
_LABEL_LANES = 9
_MOST_LANES = 16
_DOWN_MONTH = 30
_DOWN_GUTTER = 64


def timeline(*, points, lanes, first, today, months=24, width=WIDTH, name="timeline", title=""):
    """`months` months from the month of `first` as safe SVG. `lanes` names the families in their order as (family,
    words); those without a date are left out, points of an unnamed family stand in the lane of "other". Below 900
    units of `width` the names stand over the lanes. Show the table of the same dates beneath."""
    has_gutter = width >= 900
    window = Window.of(first, months, get_language_bidi(), width=width)
    shown = [point for point in points if window.shows(point)]
    hues = {point.hue for point in shown}
    lanes = [(family, label) for family, label in lanes if family in hues]
    if has_gutter:
        widest = max((text_width(label) for _family, label in lanes), default=0) + PAD + 34
        window = replace(window, begin=min(max(widest, _LEAST_GUTTER), _MOST_GUTTER))
    y = _HEAD
    parts = []
    for family, label in lanes:
        of_lane = [point for point in shown if point.hue == family]
        spans = [(point, *extent(point, window)) for point in of_lane]
        placed, count = arranged(
            spans, first=window.begin, last=window.end, label_lanes=_LABEL_LANES, most_lanes=_MOST_LANES
        )
        parts.append(line("strip-axis", PAD, y, width - PAD, y))
        top = y + _LANE_AIR / 2 + (0 if has_gutter else _NAME)
        parts.append(_lane_name(family, label, window, y + _LANE_AIR / 2 + 10))
        parts += [_drawn(one, window, top + 10 + one.lane * _LANE) for one in placed]
        y = top + count * _LANE + _LANE_AIR / 2
    body = _months(window, y) + format_html_join("", "{}", ((part,) for part in parts))
    return framed(
        format_html("{}{}", body, _today(today, window, y)),
        width=width,
        height=y + 6,
        name=name,
        title=title or _("Dates on a line of time"),
        description=described(len(shown), window.first, window.last),
        classes="strip timeline",
    )


def _drawn(one, window, y):
    point = one.point
    if one.begin == one.end:
        drawn = shape(point.hue, window.x(one.begin), y, hollow=point.is_estimate or point.is_month)
    else:
        drawn = bar(point, window.x(one.begin), window.x(one.end), y, height=9)
    return format_html("{}{}", linked(point, drawn, tab_stop=True), one.draw_words(window, y))


def _lane_name(family, label, window, y):
    mark = shape(family, window.x(PAD + 8), y, hollow=False)
    text = words(window.x(PAD + 22), y + 4, label, name="strip-lane", fill=INK, is_strong=True)
    return format_html('<g class="is-{}">{}{}</g>', family, mark, text)


def _months(window, bottom):
    """Names of months and years above, a line down at each month, a stronger one at each year."""
    widest = max(text_width(month_name(_nth(window, number))) for number in range(min(window.months, 12)))
    every = 1 if widest + 5 <= window.month_width else 3
    parts = []
    for number in range(window.months):
        month = _nth(window, number)
        at = window.begin + number * window.month_width
        opens_year = number == 0 or month.month == 1
        name = "strip-year-line" if month.month == 1 else "strip-grid"
        if opens_year or every == 1 or month.month % 3 == 1:
            parts.append(line(name, window.x(at), 22, window.x(at), bottom, dashes="" if month.month == 1 else "2 3"))
        # A year of which only the last month is shown has no room for its name.
        if opens_year and (month.month <= 11 or every == 1):
            year = str(month.year)
            parts.append(words(window.x(at + 3), 14, year, name="strip-year", fill=INK, is_strong=True))
        if every == 1 or month.month % 3 == 1:
            text = month_name(month)
            parts.append(words(window.x(at + 3), 33, text, name="strip-head", fill=INK_3))
    return format_html_join("", "{}", ((part,) for part in parts))


def _nth(window, number):
    years, month = divmod(window.first.month - 1 + number, 12)
    return window.first.replace(year=window.first.year + years, month=month + 1)


def _today(today, window, bottom):
    if not window.first <= today <= window.last:
        return ""
    x = window.x(window.across(today))
    return line("strip-today", x, 36, x, bottom, stroke=DANGER, width=2)


def timeline_down(*, points, lanes, first, today, months=24, width=358, name="timeline-down", title=""):
    """The same for a narrow window: time runs downwards, each family has a column. Marks only, nothing to press: the
    list beneath has the words and the links."""
    is_rtl = get_language_bidi()
    window = Window.of(first, months, False, width=_DOWN_MONTH * months + 2 * PAD, begin=PAD)
    shown = [point for point in points if window.shows(point)]
    columns = [family for family, _label in lanes if any(point.hue == family for point in shown)]
    head = 30
    room = (width - PAD - _DOWN_GUTTER) / max(len(columns), 1)
    bottom = head + _DOWN_MONTH * months

    def x(across):
        return width - across if is_rtl else across

    parts = []
    for number in range(months):
        month = _nth(window, number)
        top = head + number * _DOWN_MONTH
        is_year = number == 0 or month.month == 1
        name_of_line = "strip-year-line" if is_year else "strip-axis"
        parts.append(line(name_of_line, x(PAD), top, x(width - PAD), top))
        text = month_name(month)
        parts.append(words(x(PAD), top + 19, text, name="strip-month", fill=INK, is_strong=month.month == 1))
        if is_year and number:
            parts[-1] = words(x(PAD), top + 19, str(month.year), name="strip-month", fill=INK, is_strong=True)
    for place, family in enumerate(columns):
        start = _DOWN_GUTTER + place * room
        centre = x(start + room / 2)
        parts.append(format_html('<g class="is-{}">{}</g>', family, shape(family, centre, 14, hollow=False)))
        parts += _column([point for point in shown if point.hue == family], window, x, start, room, head - PAD)
    if window.first <= today <= window.last:
        y = head - PAD + window.across(today)
        parts.append(line("strip-today", x(_DOWN_GUTTER - 6), y, x(width - PAD), y, stroke=DANGER, width=2))
    return framed(
        format_html_join("", "{}", ((part,) for part in parts)),
        width=width,
        height=bottom + 6,
        name=name,
        title=title or _("Dates on a line of time"),
        description=described(len(shown), window.first, window.last),
        classes="strip timeline-down",
        role="img",
    )


def _column(points, window, x, start, room, down):
    """Marks of one family, side by side where they are close in time."""
    lanes = Lanes()
    most = max(int(room // 13), 1)
    placed = []
    for point in sorted(points, key=lambda point: (point.first, point.on)):
        begin, end = extent(point, window)
        lane = lanes.place(begin - 8, end + 8, most)
        placed.append((point, begin, end, most - 1 if lane is None else lane))
    across = (room - 13 * len(lanes)) / 2 + 6.5
    drawn = []
    for point, begin, end, lane in placed:
        centre = x(start + across + lane * 13)
        if begin == end:
            mark = shape(point.hue, centre, down + begin, hollow=point.is_estimate or point.is_month)
        else:
            mark = upright_bar(point, centre, down + begin, down + end)
        drawn.append(in_hue(point, mark))
    return drawn
