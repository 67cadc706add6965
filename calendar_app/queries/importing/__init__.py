"""Imports of dates: their pages, their lines in words, how a file was read, what undoing would do."""

from calendar_app.queries.importing.pages import (
    ImportPage,
    all_lines,
    import_list,
    import_page,
    numbers_of,
    visible_import,
)
from calendar_app.queries.importing.undoing import undo_lines

__all__ = ["ImportPage", "all_lines", "import_list", "import_page", "numbers_of", "undo_lines", "visible_import"]
