"""How a cog looks."""

import math

from django.utils.translation import gettext as _

from core.svg.cogs.kinds import CLOSED, OPEN, QUIET
from core.svg.cogs.words import number_in_cog, words_in_cog
from core.svg.marks import LINE
from core.svg.safe import format_html

_FILLS = {OPEN: ("#e4f0f5", "#0b5c7a"), CLOSED: ("#eceeec", "#445464"), QUIET: ("#ffffff", "#7d8a93")}


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


def drawn_cog(place, unit, has_words, weights, is_ordered):
    """One cog as safe SVG, with what it says to who cannot see it; a link where it leads somewhere."""
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
    inside = words_in_cog(place, unit) if has_words else number_in_cog(place)
    drawn = format_html('<g class="cog cog-{}"><title>{}</title>{}{}{}</g>', cog.state, said, body, rim, inside)
    if not cog.url:
        return drawn
    return format_html('<a href="{}" aria-label="{}">{}</a>', cog.url, said, drawn)
