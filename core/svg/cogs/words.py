"""The words in a cog: its name on as many lines as it needs, its number, its state."""

import math

from django.utils.translation import get_language_bidi

from core.svg.marks import INK, INK_2, cut, text_width
from core.svg.safe import format_html, format_html_join


def number_in_cog(place):
    """The number of the cog in its middle, for narrow pictures."""
    size = min(max(place.radius * 0.55, 13), 30)
    return _text(place.x, place.y + size * 0.36, str(place.cog.number), size, "cog-name", INK, is_strong=True)


def words_in_cog(place, unit):
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
