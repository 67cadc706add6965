"""Bars side by side: a few groups, one bar for each series, its number at its end. Show the table of the same
beneath."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_bidi

from core.svg.marks import INK, INK_2, LINE, cut, line, text_width, words
from core.svg.window import PAD, framed
from core.words import listed

_FILLS = (("#0b5c7a", "#0b5c7a"), ("#ffffff", "#0b5c7a"))
_BAR, _GAP, _HEAD, _BETWEEN = 16, 6, 22, 18


@dataclass(frozen=True)
class BarGroup:
    """One group: its words and a number for each series, in their order."""

    label: str
    numbers: tuple


def bar_picture(*, groups, series, title, width=440, name="bars"):
    """The groups as safe SVG. `series`: the words of at most two series; the first is filled, the second hollow, so
    that they differ without colour. Bars grow in the reading direction; without any number only the words stand."""
    is_rtl = get_language_bidi()
    most = max((number for group in groups for number in group.numbers), default=0)
    room = width - 2 * PAD - 40
    parts, y = list(_legend(series, width, is_rtl)), 34
    for group in groups:
        parts.append(
            words(_at(PAD + 6, width, is_rtl), y + 12, cut(group.label, width - 2 * PAD), name="bar-head", fill=INK)
        )
        y += _HEAD
        for place, number in enumerate(group.numbers):
            length = round(room * number / most, 1) if most else 0
            parts.append(_bar(place, PAD, length, y, width, is_rtl))
            at = _at(PAD + length + 8, width, is_rtl)
            parts.append(words(at, y + _BAR - 4, str(number), name="bar-number", fill=INK_2))
            y += _BAR + _GAP
        y += _BETWEEN - _GAP
    parts.append(line("bar-axis", _at(PAD, width, is_rtl), 32, _at(PAD, width, is_rtl), y - _BETWEEN + 2, stroke=LINE))
    return framed(
        format_html_join("", "{}", ((part,) for part in parts)),
        width=width,
        height=y,
        name=name,
        title=title,
        description=_described(groups, series),
        classes="bars",
        role="img",
    )


def _at(across, width, is_rtl):
    return width - across if is_rtl else across


def _bar(place, across, length, y, width, is_rtl, height=_BAR):
    fill, stroke = _FILLS[place]
    x = width - across - length if is_rtl else across
    return format_html(
        '<rect class="bar-{}" fill="{}" stroke="{}" stroke-width="1.5" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
        ("one", "two")[place],
        fill,
        stroke,
        round(x, 1),
        y,
        length,
        height,
    )


def _legend(series, width, is_rtl):
    across = PAD
    for place, text in enumerate(series):
        yield _bar(place, across, 14, 4, width, is_rtl, height=12)
        yield words(_at(across + 20, width, is_rtl), 14, text, name="bar-key", fill=INK_2)
        across += 20 + text_width(text) + 24


def _described(groups, series):
    return listed(
        (
            f"{group.label}: " + listed(f"{text} {number}" for text, number in zip(series, group.numbers, strict=True))
            for group in groups
        ),
        is_heavy=True,
    )
