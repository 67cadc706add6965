"""Who has how much influence and how much interest: a grid of five by five, with where they stood before."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.marks import INK, INK_2, LINE, line, words
from core.svg.window import framed
from core.words import listed

STEPS = 5
_LEFT, _BOTTOM, _CELL_WIDTH, _CELL_HEIGHT, _PAD = 42, 40, 74, 62, 8
_MARK = 9
# A cell has room for three rows of three; where more stand in it, the last place says how many more.
_ROOM = 9


@dataclass(frozen=True)
class Standing:
    """One actor as the number of its row in the table; `influence` and `interest` 1 to 5. `was` is (influence,
    interest) before, where one of the two moved."""

    number: int
    label: str
    influence: int
    interest: int
    was: tuple | None = None


def standing_grid(standings, *, name="grid", title=""):
    """The grid as safe SVG: interest in the reading direction, influence upwards. Those of one cell stand side by
    side; a line leads from where an actor stood before. Show the table of the same beneath: here stand numbers."""
    is_rtl = get_language_bidi()
    width, height = _LEFT + STEPS * _CELL_WIDTH + _PAD, STEPS * _CELL_HEIGHT + _BOTTOM + _PAD
    places, more = _places(standings)
    parts = [*_lines(width, is_rtl), *_axes(width, height, is_rtl)]
    for one in standings:
        x, y = places[one.number]
        if one.was is not None:
            old_x, old_y = _middle(*one.was)
            parts.append(line("grid-move", _x(old_x, width, is_rtl), old_y, _x(x, width, is_rtl), y, dashes="3 3"))
            parts.append(_circle("grid-was", _x(old_x, width, is_rtl), old_y, 4, "#ffffff"))
    for one in standings:
        if one.number in more:
            continue
        x, y = places[one.number]
        parts.append(_circle("grid-mark", _x(x, width, is_rtl), y, _MARK, "#e4f0f5"))
        parts.append(words(_x(x, width, is_rtl), y + 4, str(one.number), anchor="middle", name="grid-number", fill=INK))
    for number in sorted(set(more.values())):
        x, y = places[number]
        rest = sum(last == number for last in more.values())
        parts.append(words(_x(x, width, is_rtl), y + 4, f"+{rest}", anchor="middle", name="grid-number", fill=INK))
    return framed(
        format_html_join("", "{}", ((part,) for part in parts)),
        width=width,
        height=height,
        name=name,
        title=title or _("Influence and interest"),
        description=listed((_described(one) for one in standings), is_heavy=True),
        classes="standing-grid",
        role="img",
    )


def _x(across, width, is_rtl):
    return round(width - across if is_rtl else across, 1)


def _middle(influence, interest):
    """The middle of a cell: across and down."""
    return _LEFT + (interest - 0.5) * _CELL_WIDTH, _PAD + (STEPS - influence + 0.5) * _CELL_HEIGHT


def _places(standings):
    """({number: (across, down)}, {number: that of the last place}): those of one cell in rows of three, none over
    another; the second holds those for which the cell has no room, which share its last place."""
    cells = {}
    for one in standings:
        cells.setdefault((one.influence, one.interest), []).append(one.number)
    found, more = {}, {}
    for (influence, interest), numbers in cells.items():
        middle_x, middle_y = _middle(influence, interest)
        drawn = numbers if len(numbers) <= _ROOM else numbers[:_ROOM]
        if drawn is not numbers:
            more |= dict.fromkeys(numbers[_ROOM - 1 :], drawn[-1])
        rows = [drawn[at : at + 3] for at in range(0, len(drawn), 3)]
        for down, row in enumerate(rows):
            for place, number in enumerate(row):
                x = middle_x + (place - (len(row) - 1) / 2) * (2 * _MARK + 6)
                found[number] = x, middle_y + (down - (len(rows) - 1) / 2) * (2 * _MARK + 1)
        found |= {number: found[last] for number, last in more.items() if last in found}
    return found, more


def _lines(width, is_rtl):
    end = _LEFT + STEPS * _CELL_WIDTH
    for step in range(STEPS + 1):
        down, across = _PAD + step * _CELL_HEIGHT, _LEFT + step * _CELL_WIDTH
        yield line("grid-line", _x(_LEFT, width, is_rtl), down, _x(end, width, is_rtl), down, stroke=LINE)
        bottom = _PAD + STEPS * _CELL_HEIGHT
        yield line("grid-line", _x(across, width, is_rtl), _PAD, _x(across, width, is_rtl), bottom, stroke=LINE)


def _axes(width, height, is_rtl):
    for step in range(1, STEPS + 1):
        across, _down = _middle(1, step)
        yield words(_x(across, width, is_rtl), height - 24, str(step), anchor="middle", name="grid-word", fill=INK_2)
        _across, down = _middle(step, 1)
        yield words(_x(_LEFT - 10, width, is_rtl), down + 4, str(step), anchor="end", name="grid-word", fill=INK_2)
    middle = _LEFT + STEPS * _CELL_WIDTH / 2
    yield words(_x(middle, width, is_rtl), height - 6, _("Interest"), anchor="middle", name="grid-word", fill=INK_2)
    at = 12 if not is_rtl else width - 12
    down = _PAD + STEPS * _CELL_HEIGHT / 2
    yield format_html(
        '<text class="grid-word" fill="{}" font-size="12" text-anchor="middle" '
        'transform="translate({} {}) rotate({})">{}</text>',
        INK_2,
        at,
        down,
        90 if is_rtl else -90,
        _("Influence"),
    )


def _circle(name, x, y, radius, fill):
    return format_html(
        '<circle class="{}" fill="{}" stroke="#0b5c7a" stroke-width="1.5" cx="{}" cy="{}" r="{}"/>',
        name,
        fill,
        x,
        round(y, 1),
        radius,
    )


def _described(one):
    text = _("%(name)s: influence %(influence)s, interest %(interest)s") % {
        "name": one.label,
        "influence": one.influence,
        "interest": one.interest,
    }
    if one.was is None:
        return text
    before = _("was %(influence)s and %(interest)s") % {"influence": one.was[0], "interest": one.was[1]}
    return f"{text} ({before})"
