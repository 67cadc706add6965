"""How a process moved back and forth: a lane for each actor and each part, marks for what happened, arrows where one
thing led back to another. Runs over as many years as it took."""

import datetime as dt
import math
from dataclasses import dataclass, replace

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.marks import DANGER, INK, INK_2, INK_3, cut, line, text_width, words
from core.svg.safe import format_html, format_html_join
from core.svg.window import PAD, WIDTH, Window, described, framed, month_name, months_on
from core.words import listed

_ACCENT, _ACCENT_SOFT, _NEUTRAL_SOFT = "#0b5c7a", "#e4f0f5", "#eceeec"
_CARD, _OTHER = "#ffffff", "#5f6e7c"
_HEAD, _LANE, _NAME = 40, 38, 18
_LEAST_GUTTER, _MOST_GUTTER = 110, 230
KINDS = ("opened", "closed", "reopened", "looked_back", "version", "date", "outcome")


@dataclass(frozen=True)
class Move:
    """A mark: `kind` is one of KINDS, `lane` a key, `label` what a reader is told, `url` where it leads. `from_lane`
    with `from_on` draw an arrow from there; `short` stands in the mark (a number)."""

    on: dt.date
    lane: str
    kind: str
    label: str
    url: str = ""
    short: str = ""
    from_lane: str = ""
    from_on: dt.date | None = None


def moves_timeline(*, moves, spans, lanes, first, last, today, width=WIDTH, name="moves", title=""):
    """Safe SVG from the month of `first` to that of `last`. `lanes`: (key, words) in their order; `spans`: (lane, from,
    to, whether it still goes on), drawn as bands. Below 900 units of `width` names stand over the lanes. Show the table
    of the same beneath."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    window = Window.of(first, months, get_language_bidi(), width=width)
    has_gutter = width >= 900
    if has_gutter:
        widest = max((text_width(label) for _key, label in lanes), default=0) + PAD + 18
        window = replace(window, begin=min(max(widest, _LEAST_GUTTER), _MOST_GUTTER))
    height_of_lane = _LANE if has_gutter else _LANE + _NAME
    tops = {key: _HEAD + number * height_of_lane for number, (key, _label) in enumerate(lanes)}
    middles = {key: top + height_of_lane - _LANE / 2 for key, top in tops.items()}
    bottom = _HEAD + len(lanes) * height_of_lane
    shown = [move for move in moves if move.lane in middles]
    parts = [*_grid(window, bottom)]
    for key, label in lanes:
        parts += _lane(key, label, window, tops[key], middles[key], has_gutter)
    parts += [_band(span, window, middles) for span in spans if span[0] in middles]
    if window.first <= today <= window.last:
        x = window.x(window.across(today))
        parts.append(line("strip-today", x, 36, x, bottom, stroke=DANGER, width=2))
    places = _placed(shown, window)
    parts += [_arrow(move, across, window, middles) for move, across in places if move.from_lane in middles]
    parts += [_linked(move, _mark(move, window.x(across), middles[move.lane])) for move, across in places]
    return framed(
        format_html_join("", "{}", ((part,) for part in parts)),
        width=width,
        height=bottom + 6,
        name=name,
        title=title or _("How the process moved back and forth"),
        description=described(len(shown), window.first, window.last),
        classes="strip moves",
        role="group",
    )


def _placed(moves, window):
    """[(move, across)]: marks of one lane that would cover each other are put side by side."""
    placed, last_of = [], {}
    # Within a day in the order in which they were given.
    for move in sorted(moves, key=lambda move: move.on):
        across = window.across(move.on)
        if move.lane in last_of:
            across = max(across, last_of[move.lane] + 17)
        across = min(across, window.end - 7)
        last_of[move.lane] = across
        placed.append((move, across))
    return placed


def _grid(window, bottom):
    """Months where they have room, else quarters or only years."""
    names = (month_name(months_on(window.first, number)) for number in range(min(window.months, 12)))
    widest = max(30, *(text_width(name) + 5 for name in names))
    every = next((step for step in (1, 3, 6) if step * window.month_width >= widest), 12)
    for number in range(window.months):
        month = months_on(window.first, number)
        at = window.begin + number * window.month_width
        opens_year = number == 0 or month.month == 1
        if opens_year or (month.month - 1) % every == 0:
            style = "strip-year-line" if month.month == 1 else "strip-grid"
            yield line(style, window.x(at), 22, window.x(at), bottom, dashes="" if month.month == 1 else "2 3")
        if opens_year and (month.month <= 11 or window.month_width >= widest):
            yield words(window.x(at + 3), 14, str(month.year), name="strip-year", fill=INK, is_strong=True)
        if every < 12 and (month.month - 1) % every == 0:
            yield words(window.x(at + 3), 33, month_name(month), name="strip-head", fill=INK_3)


def _lane(key, label, window, top, middle, has_gutter):
    yield line("strip-axis", PAD, top, window.width - PAD, top)
    if has_gutter:
        text = cut(label, window.begin - PAD - 14)
        yield words(window.x(PAD), middle + 4, text, name="strip-month", fill=INK, is_strong=True)
    else:
        yield words(window.x(PAD), top + 15, label, name="strip-month", fill=INK, is_strong=True)


def _band(span, window, middles):
    key, begun, ended, goes_on = span
    left, right = sorted((window.x(window.across(begun)), window.x(window.across(ended))))
    return format_html(
        '<rect class="moves-band{}" fill="{}" x="{}" y="{}" width="{}" height="14" rx="7"/>',
        " moves-open" if goes_on else "",
        _ACCENT_SOFT if goes_on else _NEUTRAL_SOFT,
        f"{left - 7:.1f}",
        f"{middles[key] - 7:.1f}",
        f"{right - left + 14:.1f}",
    )


def _arrow(move, across, window, middles):
    """A bent line from the lane that led here; it leaves on its own day and ends beside the mark."""
    begin = window.across(move.from_on) if move.from_on and move.from_on <= move.on else across
    x1, y1 = window.x(begin), middles[move.from_lane]
    x2, y2 = window.x(across), middles[move.lane]
    down = 1 if y2 > y1 else -1
    y1, y2 = y1 + down * 9, y2 - down * 11
    far = abs(y2 - y1)
    # Between neighbours straight; else bent to the side in the reading direction, so that an arrow on one day is not
    # hidden by the lanes between.
    side = (-1 if window.is_rtl else 1) * (min(far * 0.3, 26) if abs(x2 - x1) < 12 and far > 30 else 0)
    reach = min(far * 0.45, 26)
    bend_x, bend_y = x2 + side, y2 - down * reach
    path = f"M{x1:.1f} {y1:.1f}C{x1 + side:.1f} {y1 + down * reach:.1f} {bend_x:.1f} {bend_y:.1f} {x2:.1f} {y2:.1f}"
    towards = math.atan2(y2 - bend_y, x2 - bend_x)
    wings = [(x2 - 7 * math.cos(towards + lean), y2 - 7 * math.sin(towards + lean)) for lean in (0.5, -0.5)]
    head = f"M{wings[0][0]:.1f} {wings[0][1]:.1f}L{x2:.1f} {y2:.1f}L{wings[1][0]:.1f} {wings[1][1]:.1f}"
    return format_html(
        '<path class="moves-arrow" fill="none" stroke="{}" stroke-width="1.75" stroke-linecap="round" '
        'stroke-linejoin="round" d="{}{}"/>',
        INK_2,
        path,
        head,
    )


def _linked(move, drawn):
    if not move.url:
        return format_html("<g><title>{}</title>{}</g>", move.label, drawn)
    return format_html('<a href="{}" aria-label="{}"><title>{}</title>{}</a>', move.url, move.label, move.label, drawn)


def _mark(move, x, y):
    """Opened: full disc; reopened: disc with an inner ring; closed: square; looked back: ring with a dot; a version:
    its number in a box; a date: diamond; an outcome: full diamond."""
    x, y = f"{x:.1f}", f"{y:.1f}"
    if move.kind in ("opened", "reopened", "looked_back"):
        is_full = move.kind == "opened"
        outer = format_html(
            '<circle class="moves-{}" fill="{}" stroke="{}" stroke-width="2" cx="{}" cy="{}" r="6.5"/>',
            "full" if is_full else "ring",
            _ACCENT if is_full else _CARD,
            _ACCENT,
            x,
            y,
        )
        if is_full:
            return outer
        dot = format_html(
            '<circle class="moves-full" fill="{}" cx="{}" cy="{}" r="{}"/>',
            _ACCENT,
            x,
            y,
            "3.4" if move.kind == "reopened" else "1.6",
        )
        return outer + dot
    left, top = f"{float(x) - 6:.1f}", f"{float(y) - 6:.1f}"
    if move.kind == "closed":
        return format_html(
            '<rect class="moves-closed" fill="{}" stroke="{}" stroke-width="2" x="{}" y="{}" width="12" height="12"/>',
            _CARD,
            INK_2,
            left,
            top,
        )
    if move.kind == "version":
        box = format_html(
            '<rect class="moves-version" fill="{}" stroke="{}" x="{}" y="{}" width="15" height="16" rx="3"/>',
            _CARD,
            INK_2,
            f"{float(x) - 7.5:.1f}",
            f"{float(y) - 8:.1f}",
        )
        number = format_html(
            '<text class="moves-number" fill="{}" font-size="11" font-weight="600" text-anchor="middle" x="{}" y="{}">'
            "{}</text>",
            INK,
            x,
            f"{float(y) + 4:.1f}",
            move.short,
        )
        return box + number
    points = f"{x},{float(y) - 7:.1f} {float(x) + 7:.1f},{y} {x},{float(y) + 7:.1f} {float(x) - 7:.1f},{y}"
    is_outcome = move.kind == "outcome"
    return format_html(
        '<polygon class="moves-{}" fill="{}" stroke="{}" stroke-width="2" points="{}"/>',
        "outcome" if is_outcome else "date",
        _OTHER if is_outcome else _CARD,
        _OTHER,
        points,
    )


def moves_legend(words_of, width=WIDTH, name="moves-legend"):
    """What the marks mean: `words_of` maps kinds to words; `arrow` among them is the arrow."""
    across, y, parts = PAD + 8, 14, []
    is_rtl = get_language_bidi()
    for kind, text in words_of.items():
        needed = 18 + text_width(text) + 22
        if across > PAD + 8 and across + needed > width - PAD:
            across, y = PAD + 8, y + 24
        at = width - across if is_rtl else across
        step = -1 if is_rtl else 1
        if kind == "arrow":
            path = f"M{at - 6} {y}h12" + (f"M{at - 2} {y - 4}l-4 4l4 4" if is_rtl else f"M{at + 2} {y - 4}l4 4l-4 4")
            parts.append(
                format_html(
                    '<path class="moves-arrow" fill="none" stroke="{}" stroke-width="1.75" d="{}"/>', INK_2, path
                )
            )
        else:
            parts.append(_mark(Move(dt.date(2000, 1, 1), "", kind, "", short="2"), at, y))
        parts.append(words(at + step * 14, y + 4, text, name="strip-label", fill=INK_2))
        across += needed
    return framed(
        format_html_join("", "{}", ((part,) for part in parts)),
        width=width,
        height=y + 14,
        name=name,
        title=_("What the marks mean"),
        description=listed(str(text) for text in words_of.values()),
        classes="strip moves legend",
        role="img",
    )
