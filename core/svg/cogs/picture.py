"""Cogs that turn each other, as a picture."""

import math

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.cogs.kinds import Cog, addendum
from core.svg.cogs.places import in_order, meshed, mirrored, turned
from core.svg.cogs.shapes import drawn_cog
from core.svg.safe import format_html_join
from core.svg.window import PAD, WIDTH, framed
from core.words import listed

# Units of radius for each tooth, in a wide picture: the "module" of a gear is twice that.
_WIDE, _NARROW, _SMALL = 3.5, 2.25, 1.5


def cog_picture(*, cogs, width=WIDTH, name="cogs", title="", has_words=True, is_ordered=False):
    """The cogs as safe SVG. `has_words`: names stand in them, otherwise their numbers, for narrow pictures beside a
    table. `is_ordered`: all of one size, one after the other, as in the ideal. Show the table of the same beneath."""
    unit = _WIDE if has_words else _NARROW if width > 320 else _SMALL
    if is_ordered:
        drawn_as = [Cog(**{**cog.__dict__, "weight": 2}) for cog in cogs]
        placed = in_order(drawn_as, width=width, unit=unit * (0.85 if has_words else 0.8))
    else:
        placed = meshed(cogs, width=width, unit=unit)
    placed = turned(mirrored(placed, width) if get_language_bidi() else placed)
    height = max((place.y + place.radius for place in placed), default=0) + addendum(unit) + PAD
    weights = {cog.number: cog.weight for cog in cogs}
    drawn = format_html_join("", "{}", ((drawn_cog(place, unit, has_words, weights, is_ordered),) for place in placed))
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
    return listed(parts, is_heavy=True)
