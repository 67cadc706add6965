"""Dates from a file: read into a preview, written, undone."""

from calendar_app.actions.importing.applying import apply_import
from calendar_app.actions.importing.discarding import discard_import
from calendar_app.actions.importing.reading import read_import
from calendar_app.actions.importing.undoing import undo_import, undo_plan

__all__ = ["apply_import", "discard_import", "read_import", "undo_import", "undo_plan"]
