"""Marks and words of the pictures of time: hue and shape by family, hollow for what is not sure, bars for periods."""

import datetime as dt
import functools
from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core import dates
from core.svg.safe import format_html
from core.words import paused

HUES = {
    "upr": "#1f5fa8",
    "treaty_body": "#0f766e",
    "special_procedure": "#945412",
    "hrc": "#5146a0",
    "regional": "#97376f",
    "other": "#5f6e7c",
}
INK, INK_2, INK_3, LINE, DANGER = "#14202b", "#445464", "#5f6e7c", "#dfe3e1", "#a3271f"
# As the style sheet has it: words are measured at this size before they are placed.
FONT = 12
# Distance between the lines of a hatching.
_HATCH = 5
_THIN = frozenset("iljtfrI.,:;'’|!()[]-·/ ")
_WIDE = frozenset("mwMW@—…%жмшщыюфЖМШЩЫЮФ")


@dataclass(frozen=True)
class StripPoint:
    """One date in a picture. `family` gives hue and shape (unknown ones are grey). With `begins_on` it is a bar to
    `on`, hatched when `is_window` (something may be handed in during it). `is_estimate` draws it hollow and dashed;
    `is_month` puts it in the middle of its month, because only the month is known. `is_main` ones get the room and the
    strong words where there is little. `label` is what it is, `url` where it leads."""

    on: dt.date
    family: str
    label: str
    url: str = ""
    begins_on: dt.date | None = None
    is_estimate: bool = False
    is_month: bool = False
    is_window: bool = False
    is_main: bool = True

    @property
    def first(self):
        return self.begins_on or self.on

    @property
    def is_bar(self):
        return self.begins_on is not None and self.begins_on != self.on

    @property
    def hue(self):
        """The family, or "other" for one that has no hue of its own."""
        return self.family if self.family in HUES else "other"


def when_text(point):
    """The date of a point in words; never a day where only the month is known."""
    if point.is_month:
        return dates.month_text(point.on)
    text = dates.period_text(point.begins_on, point.on)
    return _("%(date)s (estimate)") % {"date": text} if point.is_estimate else text


def text_width(text, size=FONT):
    """About how wide `text` is, in units of the picture; rather too much than too little, so that words never meet."""
    return sum(map(_em, text), 0.0) * size


@functools.lru_cache(maxsize=4096)
def _em(char):
    if char in _THIN:
        return 0.31
    if char in _WIDE:
        return 0.93
    if char.isupper():
        return 0.67
    if "\u0600" <= char <= "\u06ff":
        return 0.56
    return 1.05 if char >= "\u2e80" else 0.57


def cut(text, room, size=FONT):
    """`text`, or as much of it as fits into `room` with three dots; empty where not even a few letters would."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept, size) + text_width("…", size) > room:
        kept = kept[:-1]
    kept = kept.rstrip(" ,.:;-–·")
    return f"{kept}…" if len(kept) > 3 else ""


def words(x, y, text, *, anchor="start", name="strip-label", fill=INK_2, is_strong=False):
    """A line of text at (`x`, `y`). `anchor` is start, middle or end of the reading direction."""
    if get_language_bidi():
        # Latin titles in an Arabic picture keep their own order.
        text = f"\u2068{text}\u2069"
    return format_html(
        '<text class="{}" fill="{}" font-size="{}"{} x="{}" y="{}" text-anchor="{}"{}>{}</text>',
        name,
        fill,
        FONT,
        mark_safe(' font-weight="600"') if is_strong else "",
        round(x, 1),
        round(y, 1),
        anchor,
        mark_safe(' direction="rtl"') if get_language_bidi() else "",
        text,
    )


def line(name, x1, y1, x2, y2, *, stroke=LINE, width=1, dashes=""):
    return format_html(
        '<line class="{}" stroke="{}" stroke-width="{}"{} x1="{}" y1="{}" x2="{}" y2="{}"/>',
        name,
        stroke,
        width,
        format_html(' stroke-dasharray="{}"', dashes) if dashes else "",
        round(x1, 1),
        round(y1, 1),
        round(x2, 1),
        round(y2, 1),
    )


def linked(point, drawn, *, tab_stop):
    """What is drawn for a point: its family's hue, its words on hovering, a link where it leads somewhere."""
    said = paused(point.label, when_text(point))
    if point.url:
        stop = "" if tab_stop else mark_safe(' tabindex="-1"')
        drawn = format_html('<a href="{}"{}><title>{}</title>{}</a>', point.url, stop, said, drawn)
    else:
        drawn = format_html("<g><title>{}</title>{}</g>", said, drawn)
    return in_hue(point, drawn)


def in_hue(point, drawn):
    return format_html('<g class="is-{}">{}</g>', point.hue, drawn)


def bar(point, x1, x2, y, *, height=8):
    """A period from `x1` to `x2` (either may be the smaller): full, hatched for a window, hollow for an estimate."""
    left, right = sorted((round(x1, 1), round(x2, 1)))
    return _band(point, left, y - height / 2, round(max(right - left, height), 1), height)


def upright_bar(point, x, y1, y2, *, width=8):
    """The same, standing."""
    return _band(point, round(x - width / 2, 1), round(y1, 1), width, round(max(y2 - y1, width), 1))


def _band(point, left, top, width, height):
    hue = HUES[point.hue]
    box = {"left": left, "top": top, "width": width, "height": height}
    if point.is_estimate:
        return format_html(
            '<rect class="strip-hollow" fill="#fff" stroke="{hue}" stroke-width="1.5" stroke-dasharray="2.5 2" '
            'x="{left}" y="{top}" width="{width}" height="{height}" rx="4"/>',
            hue=hue,
            **box,
        )
    if point.is_window:
        return format_html(
            '<rect class="strip-frame" fill="#fff" stroke="{hue}" stroke-width="1.5" x="{left}" y="{top}" '
            'width="{width}" height="{height}" rx="2"/>'
            '<path class="strip-hatch" fill="none" stroke="{hue}" stroke-width="1.2" d="{hatch}"/>',
            hue=hue,
            hatch=_hatching(**box),
            **box,
        )
    return format_html(
        '<rect class="strip-bar" fill="{hue}" opacity="0.4" x="{left}" y="{top}" width="{width}" height="{height}" '
        'rx="4"/>',
        hue=hue,
        **box,
    )


def _hatching(left, top, width, height):
    """Slanting lines that fill the box, as one path: a pattern would not take the hue of the page."""
    parts = []
    place = _HATCH
    while place < width + height:
        x1, y1 = (left + place, top) if place <= width else (left + width, top + place - width)
        x2, y2 = (left + place - height, top + height) if place > height else (left, top + place)
        parts.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        place += _HATCH
    return "".join(parts)


def shape(family, x, y, *, hollow, scale=1.0):
    """The mark of a family around (`x`, `y`): disc, square, diamond, triangle, ring; hollow and dashed when unsure."""
    hue = HUES[family]
    x = round(x, 1)
    if hollow:
        look = 'class="strip-hollow" fill="#fff" stroke="{}" stroke-width="2" stroke-dasharray="2.5 2"'
    elif family == "regional":
        look = 'class="strip-ring" fill="#fff" stroke="{}" stroke-width="3"'
    else:
        look = 'class="strip-shape" fill="{}"'
    look = format_html(look, hue)

    def at(dx, dy):
        return f"{round(x + dx * scale, 1)},{round(y + dy * scale, 1)}"

    if family == "treaty_body":
        side = round(11 * scale, 1)
        place = (round(x - side / 2, 1), round(y - side / 2, 1), side, side)
        return format_html('<rect {} x="{}" y="{}" width="{}" height="{}"/>', look, *place)
    if family == "special_procedure":
        return format_html('<polygon {} points="{} {} {} {}"/>', look, at(0, -7.5), at(7.5, 0), at(0, 7.5), at(-7.5, 0))
    if family == "hrc":
        return format_html('<polygon {} points="{} {} {}"/>', look, at(0, -6), at(6.5, 5.5), at(-6.5, 5.5))
    radius = {"other": 4.5, "regional": 5}.get(family, 6)
    return format_html('<circle {} cx="{}" cy="{}" r="{}"/>', look, x, round(y, 1), round(radius * scale, 1))
