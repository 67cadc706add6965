"""Pages of the catalogue."""

from mechanisms.views.catalogue import card_read, compare, documents, explorer, mechanism_detail, readings
from mechanisms.views.focal_points import (
    add_focal_point,
    confirm_focal_point,
    edit_focal_point,
    end_focal_point,
    focal_points,
)

__all__ = [
    "add_focal_point",
    "card_read",
    "compare",
    "confirm_focal_point",
    "documents",
    "edit_focal_point",
    "end_focal_point",
    "explorer",
    "focal_points",
    "mechanism_detail",
    "readings",
]
