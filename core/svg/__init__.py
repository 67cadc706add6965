"""Pictures made on the server: the same SVG on the page and in the PDF, each with its table.

Colours stand twice: as attributes in the light palette, for documents, and as classes that static/css/portal.css
overrides with the tokens of the page (dark, print, more contrast). Every picture runs from right to left when the
active language does. None asks a database.
"""

from core.svg.bars import BarGroup, bar_picture
from core.svg.cogs import Cog, cog_picture
from core.svg.grid import Standing, standing_grid
from core.svg.legend import legend
from core.svg.marks import HUES, StripPoint
from core.svg.moves import Move, moves_legend, moves_timeline
from core.svg.planner import year_planner
from core.svg.strip import strip_table, time_strip
from core.svg.timeline import timeline, timeline_down

__all__ = [
    "HUES",
    "BarGroup",
    "Cog",
    "Move",
    "Standing",
    "StripPoint",
    "bar_picture",
    "cog_picture",
    "legend",
    "moves_legend",
    "moves_timeline",
    "standing_grid",
    "strip_table",
    "time_strip",
    "timeline",
    "timeline_down",
    "year_planner",
]
