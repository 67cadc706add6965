"""Reads CSV in the encodings and with the separators that spreadsheets and people write."""

import csv
import io

from django.utils.translation import gettext as _

from calendar_app.importing.files import check_rows, most_rows
from calendar_app.importing.problems import TOO_MANY_CELLS, Problem, UnreadableFile
from calendar_app.importing.tables import HEAD_LINES, RawRow, Table, head_of, no_head, no_rows

SEPARATORS = (",", ";", "\t", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_of(content):
    """(text, encoding). Without a mark at the beginning: UTF-8 if it is that, else Windows-1252, which a person must
    check."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise UnreadableFile(_("The file is damaged: its text cannot be read.")) from error
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def read_csv(content):
    """The `Table` of a CSV file. Raises UnreadableFile."""
    text, encoding = text_of(content)
    told = text.partition("\n")[0].strip().lower()
    is_told = told.startswith("sep=") and len(told) == 5
    head, separator = _best_head(text, told[4] if is_told else None)
    if head is None:
        raise no_head()
    reading = {"encoding": encoding, "separator": separator, "ignored": head.ignored}
    columns = frozenset(head.places.values())
    width = max(head.places) + 1
    rows, line = [], 1
    reader = _reader(text, separator)
    try:
        for number, cells in enumerate(reader):
            start, line = line, reader.line_num + 1
            if number <= head.at or not any(cell.strip() for cell in cells):
                continue
            found = {name: cells[place].strip() for place, name in head.places.items() if place < len(cells)}
            problems = []
            if any(cell.strip() for cell in cells[width + len(head.ignored) :]):
                problems.append(Problem("", TOO_MANY_CELLS))
            rows.append(RawRow(start, found, problems))
            if len(rows) > most_rows():
                check_rows(len(rows))
    except csv.Error as error:
        sentence = _("Line %(line)s cannot be read: a quotation mark is not closed, or a cell is far too long.")
        raise UnreadableFile(sentence % {"line": line}) from error
    if not rows:
        raise no_rows()
    return Table(columns, rows, reading)


def _best_head(text, told):
    """(head, separator): the separator that makes most of the headings known."""
    best, chosen = None, ","
    for separator in [told] if told else SEPARATORS:
        head = head_of(_first_lines(text, separator))
        if head is not None and (best is None or len(head.places) > len(best.places)):
            best, chosen = head, separator
    return best, chosen


def _first_lines(text, separator):
    """The first lines, as far as they can be read."""
    lines = []
    try:
        for cells in _reader(text, separator):
            lines.append(cells)
            if len(lines) >= HEAD_LINES:
                break
    except csv.Error:
        # Read again below, where the line is told.
        return lines
    return lines


def _reader(text, separator):
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
