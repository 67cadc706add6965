"""Writes to the recommendations: imports by the Task Team, marks of humanitarian law and of areas. For follow-up see
`actions.follow_up`."""

from recommendations.actions.applying import apply_import, discard_import
from recommendations.actions.areas import mark_areas
from recommendations.actions.humanitarian_law import mark_humanitarian_law
from recommendations.actions.reading import read_import
from recommendations.actions.undoing import undo_import

__all__ = ["apply_import", "discard_import", "mark_areas", "mark_humanitarian_law", "read_import", "undo_import"]
