"""Writes of the catalogue's readers and of who keeps its directory. The catalogue itself is edited in the
administration."""

from mechanisms.actions.cards import mark_card_read
from mechanisms.actions.focal_points import add_focal_point, confirm_focal_point, edit_focal_point, end_focal_point

__all__ = [
    "add_focal_point",
    "confirm_focal_point",
    "edit_focal_point",
    "end_focal_point",
    "mark_card_read",
]
