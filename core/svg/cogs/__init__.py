"""Cogs that turn each other: one for each part of a process, as large as its weight.

All teeth have the same pitch, so that any two cogs mesh; where two touch, a tooth of one stands in a gap of the other.
Sizes, places and turns are plain arithmetic, without chance: the same weights give the same picture.
"""

from core.svg.cogs.kinds import CLOSED, OPEN, QUIET, Cog, Place
from core.svg.cogs.picture import cog_picture
from core.svg.cogs.places import in_order, meshed, turned
from core.svg.cogs.shapes import outline
from core.svg.cogs.words import fitted

__all__ = [
    "CLOSED",
    "OPEN",
    "QUIET",
    "Cog",
    "Place",
    "cog_picture",
    "fitted",
    "in_order",
    "meshed",
    "outline",
    "turned",
]
