"""Writes to the recommendations: imports by the Task Team."""

from recommendations.actions.applying import apply_import, discard_import
from recommendations.actions.reading import read_import
from recommendations.actions.undoing import undo_import

__all__ = ["apply_import", "discard_import", "read_import", "undo_import"]
