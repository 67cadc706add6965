"""What every reader gives: lines of cells by column, and how the file was read."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from calendar_app.importing.columns import READ, column_of
from calendar_app.importing.problems import UnreadableFile

# A head line is looked for in the first lines: titles and notes may stand above it.
HEAD_LINES = 15
MOST_COLUMNS = 80


@dataclass
class RawRow:
    """One line: its number as people count, its cells (text, or date/datetime/time from spreadsheets and calendars) by
    column, and what the reader itself found wrong."""

    line: int
    cells: dict
    problems: list = field(default_factory=list)
    # Of an event in a calendar file.
    source_uid: str = ""


@dataclass
class Table:
    """A file as read. `columns`: those it has, of the known ones; `reading`: how it was read, for people to check."""

    columns: frozenset
    rows: list
    reading: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The head line: {position: column}, the headings that say nothing here, and the line it stands on (from 0)."""

    places: dict
    ignored: list
    at: int


def head_of(lines):
    """The `Head` among the first `lines` (lists of values), or None. It needs a title and one more known column."""
    for at, cells in enumerate(lines[:HEAD_LINES]):
        places, ignored, seen = {}, [], set()
        for position, cell in enumerate(cells[:MOST_COLUMNS]):
            text = "" if cell is None else str(cell).strip()
            if not text:
                continue
            name = column_of(text)
            if name is None or name in seen:
                ignored.append(text[:60])
                continue
            seen.add(name)
            places[position] = name
        if "title" in seen and len(seen & READ) >= 2:
            return Head(places, ignored, at)
    return None


def no_head():
    """The error of a file without a head line."""
    return UnreadableFile(
        _(
            "No head line was found. The first line names the columns, at least “title” and “starts_on”. "
            "The template shows how."
        )
    )


def no_rows():
    return UnreadableFile(_("The file has a head line, but no dates below it."))
