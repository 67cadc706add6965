"""Cogs that turn each other: one for each part of a process, as large as its weight.

All teeth have the same pitch, so that any two cogs mesh; where two touch, a tooth of one stands in a gap of the other.
Sizes, places and turns are plain arithmetic, without chance: the same weights give the same picture.
"""

import math
from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.marks import INK, INK_2, LINE, cut, text_width
from core.svg.safe import format_html, format_html_join
from core.svg.window import PAD, WIDTH, framed

OPEN, CLOSED, QUIET = "open", "closed", "quiet"
_FILLS = {OPEN: ("#e4f0f5", "#0b5c7a"), CLOSED: ("#eceeec", "#445464"), QUIET: ("#ffffff", "#7d8a93")}
# Teeth of the lightest cog, and how many more for each step of weight.
_LEAST_TEETH, _MORE_TEETH = 17, 5
# Units of radius for each tooth, in a wide picture: the "module" of a gear is twice that.
_WIDE, _NARROW, _SMALL = 3.5, 2.25, 1.5
_TURNS = 72


@dataclass(frozen=True)
class Cog:
    """A part of the process. `state` is open, closed or quiet and stands in `state_text` as a word; `weight` is 1 to
    5, `number` its place in the list, `url` where it leads."""

    number: int
    label: str
    weight: int
    state: str
    state_text: str
    url: str = ""

    @property
    def teeth(self):
        return _LEAST_TEETH + _MORE_TEETH * (self.weight - 1)


@dataclass(frozen=True)
class Place:
    """Where a cog stands, its radius at the middle of its teeth, and by how much it is turned."""

    cog: Cog
    x: float
    y: float
    radius: float
    turn: float = 0.0
    driver: int | None = None


def cog_picture(*, cogs, width=WIDTH, name="cogs", title="", has_words=True, is_ordered=False):
    """The cogs as safe SVG. `has_words`: names stand in them, otherwise their numbers, for narrow pictures beside a
    table. `is_ordered`: all of one size, one after the other, as in the ideal. Show the table of the same beneath."""
    unit = _WIDE if has_words else _NARROW if width > 320 else _SMALL
    if is_ordered:
        drawn_as = [Cog(**{**cog.__dict__, "weight": 2}) for cog in cogs]
        placed = in_order(drawn_as, width=width, unit=unit * (0.85 if has_words else 0.8))
    else:
        placed = meshed(cogs, width=width, unit=unit)
    placed = turned(_mirrored(placed, width) if get_language_bidi() else placed)
    height = max((place.y + place.radius for place in placed), default=0) + _addendum(unit) + PAD
    weights = {cog.number: cog.weight for cog in cogs}
    drawn = format_html_join("", "{}", ((_cog(place, unit, has_words, weights, is_ordered),) for place in placed))
    return framed(
        drawn,
        width=width,
        height=math.ceil(height),
        name=name,
        title=title or _("The process as cogs"),
        description=_described(cogs, is_ordered),
        classes="cogs",
        role="group" if any(cog.url for cog in cogs) else "img",
    )


def _described(cogs, is_ordered):
    if is_ordered:
        parts = [f"{cog.number}. {cog.label}: {cog.state_text}" for cog in cogs]
    else:
        parts = [
            _("%(name)s: weight %(weight)s of 5, %(state)s")
            % {"name": cog.label, "weight": cog.weight, "state": cog.state_text}
            for cog in cogs
        ]
    return "; ".join(parts)


# --- Where they stand ---------------------------------------------------------------------------------------


def radius_of(cog, unit):
    return cog.teeth * unit


def _addendum(unit):
    """How far a tooth stands out over the middle of the teeth, and how deep its gap goes below it."""
    return unit * 1.9


def meshed(cogs, *, width, unit):
    """`Place`s for `cogs`: the heaviest in the middle, each next one touching one that stands already, as near to the
    middle as it can be, none overlapping. The picture is as high as it needs to be."""
    ordered = sorted(cogs, key=lambda cog: (-cog.weight, cog.number))
    placed = []
    half = width / 2 - PAD - _addendum(unit)
    for cog in ordered:
        radius = radius_of(cog, unit)
        placed.append(
            _best(cog, radius, placed, half, 2 * _addendum(unit) + 3) if placed else Place(cog, 0.0, 0.0, radius)
        )
    return _into_frame(placed, width, unit)


def _best(cog, radius, placed, half, air):
    best, least = None, math.inf
    for driver, other in enumerate(placed):
        reach = radius + other.radius
        for step in range(_TURNS):
            angle = step * 2 * math.pi / _TURNS
            x, y = other.x + reach * math.cos(angle), other.y + reach * math.sin(angle)
            if abs(x) + radius > half:
                continue
            if any(
                math.hypot(x - third.x, y - third.y) < radius + third.radius + air
                for number, third in enumerate(placed)
                if number != driver
            ):
                continue
            # Wider than high, and no tall towers at the edge.
            cost = (x / 2.1) ** 2 + y**2 if half > 300 else x**2 + (y / 1.15) ** 2
            if cost < least - 1e-6:
                best, least = Place(cog, x, y, radius, driver=driver), cost
    if best is None:
        # No room in the width at all: below everything, where it touches nothing.
        bottom = max(place.y + place.radius for place in placed)
        best = Place(cog, 0.0, bottom + radius + air, radius)
    return best


def in_order(cogs, *, width, unit):
    """`Place`s one after the other in the order of the list: in a wave from side to side, in rows where the width ends.
    The cogs are of one size."""
    if not cogs:
        return []
    radius = radius_of(cogs[0], unit)
    edge = radius + _addendum(unit) + PAD
    reach = 2 * radius
    drop = radius * 0.95
    across = math.sqrt(reach**2 - drop**2)
    a_row = max(int((width - 2 * edge) // across) + 1, 1)
    rows = math.ceil(len(cogs) / a_row)
    # Rows of the same length, so that none ends with a lone cog.
    a_row = math.ceil(len(cogs) / rows)
    placed = []
    start = (width - across * (min(a_row, len(cogs)) - 1)) / 2
    for number, cog in enumerate(cogs):
        row, place = divmod(number, a_row)
        x = start + place * across
        y = edge + row * (reach + drop + unit * 8) + (drop if place % 2 else 0)
        placed.append(Place(cog, x, y, radius, driver=number - 1 if place else None))
    return placed


def _into_frame(placed, width, unit):
    if not placed:
        return []
    left = min(place.x - place.radius for place in placed)
    right = max(place.x + place.radius for place in placed)
    top = min(place.y - place.radius for place in placed)
    across, down = width / 2 - (left + right) / 2, PAD + _addendum(unit) - top
    return [Place(place.cog, place.x + across, place.y + down, place.radius, driver=place.driver) for place in placed]


def _mirrored(placed, width):
    return [Place(place.cog, width - place.x, place.y, place.radius, driver=place.driver) for place in placed]


def turned(placed):
    """The same with each cog turned so that its teeth stand in the gaps of the one that drives it."""
    done = []
    for place in placed:
        turn = 0.0
        if place.driver is not None:
            driver = done[place.driver]
            towards = math.atan2(place.y - driver.y, place.x - driver.x)
            pitch = 2 * math.pi / driver.cog.teeth * driver.radius
            # How far the driver's next tooth is from the point of contact, along the line where both meet.
            ahead = math.fmod((driver.turn - towards) * driver.radius, pitch)
            turn = towards + math.pi - (ahead + pitch / 2) / place.radius
        done.append(Place(place.cog, place.x, place.y, place.radius, turn, place.driver))
    return done


# --- How they look ------------------------------------------------------------------------------------------


def outline(place, unit):
    """The path around a cog: flat teeth with leaning flanks and rounded gaps."""
    out, deep = unit * 1.65, unit * 2.1
    outer, inner = place.radius + out, place.radius - deep
    step = 2 * math.pi / place.cog.teeth
    # Half widths of a tooth as parts of the step, at its foot and at its top.
    foot, top = step * 0.27, step * 0.13
    parts = []
    for number in range(place.cog.teeth):
        middle = place.turn + number * step
        corners = ((inner, -foot), (outer, -top), (outer, top), (inner, foot))
        points = [_at(place, radius, middle + angle) for radius, angle in corners]
        first = f"M{points[0]}" if number == 0 else f"A{inner:.1f} {inner:.1f} 0 0 1 {points[0]}"
        parts.append(f"{first}L{points[1]}A{outer:.1f} {outer:.1f} 0 0 1 {points[2]}L{points[3]}")
    start = _at(place, inner, place.turn - foot)
    return "".join(parts) + f"A{inner:.1f} {inner:.1f} 0 0 1 {start}Z"


def _at(place, radius, angle):
    return f"{place.x + radius * math.cos(angle):.1f} {place.y + radius * math.sin(angle):.1f}"


def _cog(place, unit, has_words, weights, is_ordered):
    cog = place.cog
    fill, stroke = _FILLS[cog.state]
    body = format_html(
        '<path class="cog-body" fill="{}" stroke="{}" stroke-width="1.5" stroke-linejoin="round" d="{}"/>',
        fill,
        stroke,
        outline(place, unit),
    )
    rim = format_html(
        '<circle class="cog-rim" fill="#fff" stroke="{}" cx="{:s}" cy="{:s}" r="{:s}"/>',
        LINE,
        f"{place.x:.1f}",
        f"{place.y:.1f}",
        f"{place.radius - unit * 4.2:.1f}",
    )
    said = f"{cog.label}: {cog.state_text}"
    if not is_ordered:
        said = _("%(name)s: weight %(weight)s of 5, %(state)s") % {
            "name": cog.label,
            "weight": weights[cog.number],
            "state": cog.state_text,
        }
    inside = _words(place, unit) if has_words else _number(place)
    drawn = format_html('<g class="cog cog-{}"><title>{}</title>{}{}{}</g>', cog.state, said, body, rim, inside)
    if not cog.url:
        return drawn
    return format_html('<a href="{}" aria-label="{}">{}</a>', cog.url, said, drawn)


def _number(place):
    size = min(max(place.radius * 0.55, 13), 30)
    return _text(place.x, place.y + size * 0.36, str(place.cog.number), size, "cog-name", INK, is_strong=True)


def _words(place, unit):
    """The name on as many lines as it needs, in the largest letters that fit, and the state beneath."""
    room = place.radius - unit * 4.8
    for size in (17, 16, 15, 14, 13.5, 13, 12, 11, 10):
        lines = fitted(place.cog.label, room, size)
        if lines:
            break
    else:
        size, lines = 10, _shortened(place.cog.label, room)
    leading = size * 1.22
    state_size = min(size - 1, 13)
    block = leading * len(lines) + state_size * 1.5
    y = place.y - block / 2 + size * 0.92
    parts = []
    for number, text in enumerate(lines):
        parts.append(_text(place.x, y + number * leading, text, size, "cog-name", INK, is_strong=True))
    below = y + len(lines) * leading + state_size * 0.25
    parts.append(_text(place.x, below, place.cog.state_text, state_size, "cog-state", INK_2))
    return format_html_join("", "{}", ((part,) for part in parts))


def fitted(text, room, size):
    """`text` in lines that lie within a circle of radius `room`, with a line for the state below; [] where it does not
    fit in letters of `size`."""
    words = text.split()
    leading, state_size = size * 1.22, min(size - 1, 13)
    for count in range(1, min(len(words), 5) + 1):
        block = leading * count + state_size * 1.5
        half = block / 2
        if half > room:
            return []
        rooms = []
        for number in range(count):
            top, bottom = -half + number * leading, -half + (number + 1) * leading
            far = max(abs(top), abs(bottom))
            rooms.append(2 * math.sqrt(max(room**2 - far**2, 0)))
        lines = _broken(words, rooms, size)
        if lines:
            return lines
    return []


def _broken(words, rooms, size):
    """The words on exactly the given lines, or []."""
    lines, rest = [], list(words)
    for number, room in enumerate(rooms):
        line = []
        left = len(rooms) - number - 1
        while rest and len(rest) > left and text_width(" ".join([*line, rest[0]]), size) * 1.05 <= room:
            line.append(rest.pop(0))
        if not line:
            return []
        lines.append(" ".join(line))
    return lines if not rest else []


def _shortened(text, room):
    return [cut(text, room * 1.7, 10) or text[:1]]


def _text(x, y, text, size, name, fill, *, is_strong=False):
    return format_html(
        '<text class="{}" fill="{}" font-size="{}"{} text-anchor="middle" x="{}" y="{}"{}>{}</text>',
        name,
        fill,
        size if isinstance(size, int) else f"{size:.1f}",
        format_html(' font-weight="{}"', 600) if is_strong else "",
        f"{x:.1f}",
        f"{y:.1f}",
        format_html(' direction="{}"', "rtl") if get_language_bidi() else "",
        text,
    )
