"""Reads XLSX line by line. Formulas are refused cell by cell, nothing is calculated, nothing is fetched."""

import datetime as dt
import io
import re
import warnings
import zipfile
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from calendar_app.importing.files import check_rows, most_rows
from calendar_app.importing.problems import CELL_ERROR, FORMULA, MERGED, Problem, UnreadableFile
from calendar_app.importing.tables import HEAD_LINES, MOST_COLUMNS, RawRow, Table, head_of, no_head, no_rows

_MERGE = re.compile(rb'<mergeCell[^>]*\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
# Merged cells stand at the end of a sheet.
_TAIL = 512 * 1024
MOST_SHEETS = 50
# Emptied lines below the list come along in many files.
EMPTY_LINES = 2000


def read_xlsx(content):
    """The `Table` of the first visible sheet with a head line. Raises UnreadableFile."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # Extensions that are not read (drop-downs, colours) are no matter here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            try:
                return _read_book(book, content)
            finally:
                book.close()
    except (
        *(InvalidFileException, zipfile.BadZipFile, ParseError),
        *(KeyError, ValueError, IndexError, AttributeError, TypeError, EOFError),
    ) as error:
        # What a damaged spreadsheet makes the library raise.
        raise UnreadableFile(_("The spreadsheet is damaged: it cannot be read.")) from error


def _read_book(book, content):
    sheets = [sheet for sheet in book.worksheets[:MOST_SHEETS] if sheet.sheet_state == "visible"]
    for sheet in sheets:
        top = [[cell.value for cell in cells] for cells in sheet.iter_rows(max_row=HEAD_LINES, max_col=MOST_COLUMNS)]
        head = head_of(top)
        if head is not None:
            break
    else:
        raise no_head()
    others = [each.title for each in sheets if each is not sheet]
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    merged = _merged(content, sheet)
    rows, empty = [], 0
    last = head.at + 1 + most_rows() + EMPTY_LINES
    lines = sheet.iter_rows(min_row=head.at + 2, max_row=last, max_col=max(head.places) + 1)
    for line, cells in enumerate(lines, start=head.at + 2):
        row = _row(line, cells, head, merged)
        if row is None:
            empty += 1
            if empty > EMPTY_LINES:
                break
            continue
        rows.append(row)
        check_rows(len(rows))
    if not rows:
        raise no_rows()
    reading = {"sheet": sheet.title, "sheets": others[:10], "hidden": hidden[:10], "ignored": head.ignored}
    return Table(frozenset(head.places.values()), rows, reading)


def _row(line, cells, head, merged):
    found, problems = {}, []
    for place, name in head.places.items():
        cell = cells[place] if place < len(cells) else None
        if (line, place) in merged:
            problems.append(Problem(name, MERGED, {"cell": merged[line, place]}))
            continue
        if cell is None or cell.value is None:
            continue
        value = cell.value
        if cell.data_type == "f":
            found[name] = str(getattr(value, "text", value))[:200]
            problems.append(Problem(name, FORMULA))
        elif cell.data_type == "e":
            found[name] = str(value)
            problems.append(Problem(name, CELL_ERROR, {"value": str(value)}))
        else:
            value = _plain(value)
            if value != "":
                found[name] = value
    return RawRow(line, found, problems) if found else None


def _plain(value):
    """Texts without surrounding space; dates and hours as they are; numbers without a needless ".0"."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value
    if isinstance(value, dt.timedelta):
        # An hour formatted as a duration.
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _merged(content, sheet):
    """{(line, place): address of the first cell} of the cells that are swallowed by a merged one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(sheet._worksheet_path.lstrip("/")) as stream:
        tail = b""
        while part := stream.read(_TAIL):
            tail = (tail + part)[-2 * _TAIL :]
    swallowed = {}
    for first, top, last, bottom in _MERGE.findall(tail):
        left, right = _place(first), min(_place(last), MOST_COLUMNS)
        for line in range(int(top), min(int(bottom), int(top) + most_rows()) + 1):
            for place in range(left, right + 1):
                if (line, place) != (int(top), left):
                    swallowed[line, place] = f"{first.decode()}{int(top)}"
                if len(swallowed) > most_rows() * 4:
                    return swallowed
    return swallowed


def _place(letters):
    number = 0
    for letter in letters.decode():
        number = number * 26 + ord(letter) - 64
    return number - 1
