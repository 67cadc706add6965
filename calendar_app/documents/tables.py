"""Dates as a table for a spreadsheet: CSV and XLSX with the same columns in the same order.

Text that a spreadsheet would take for a formula is made harmless: in CSV by an apostrophe before it, in XLSX by the
type of the cell.
"""

import csv
import datetime as dt
import io
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.models import Entry
from calendar_app.queries.export import COLUMNS, export_rows
from core.cells import harmless
from core.dates import instant_text

_WIDTHS = {
    "uid": 38,
    "title": 52,
    **dict.fromkeys(Entry.TITLES[1:], 40),
    "mechanism": 18,
    "source": 44,
    "note": 30,
    "address": 40,
    "time_zone": 16,
    "last_verified_by": 22,
    "themes": 22,
    "about": 22,
}
_WIDTH = 13
_DAY, _HOUR = "yyyy-mm-dd", "hh:mm"


def csv_bytes(export):
    """UTF-8 with the mark that Excel needs to see accents; ISO dates, hours as 18:00."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in export_rows(export):
        writer.writerow([_plain(value) for value in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return harmless(value)


def xlsx_bytes(export):
    """A workbook: the dates, with real dates and hours and links, and a sheet that says what they are."""
    # Read only here: half a second that other requests need not pay.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Dates"))
    sheet.freeze_panes = "D2"
    sheet.sheet_view.rightToLeft = translation.get_language_bidi()
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, _WIDTH)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(export.entries) + 1}"
    bold, link = Font(bold=True), Font(underline="single", color="0B5C7A")
    sheet.append([safe_cell(sheet, name, bold) for name in COLUMNS])
    for row in export_rows(export):
        cells = [safe_cell(sheet, value) for value in row]
        cells[-1].hyperlink = row[-1]
        cells[-1].font = link
        sheet.append(cells)
    _about(book, export, bold)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def safe_cell(sheet, value, font=None):
    """A cell that is never run as a formula; days and hours as such."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value if value != "" else None)
    if isinstance(value, str) and value:
        # Never a formula, whatever it begins with.
        cell.data_type = "s"
    elif isinstance(value, dt.time):
        cell.number_format = _HOUR
    elif isinstance(value, dt.date):
        cell.number_format = _DAY
    if font:
        cell.font = font
    return cell


def _about(book, export, bold):
    sheet = book.create_sheet(_("About this file"))
    sheet.sheet_view.rightToLeft = translation.get_language_bidi()
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    for label, value in about(export):
        sheet.append([safe_cell(sheet, str(label), bold), safe_cell(sheet, str(value))])


def about(export):
    """(label, value) pairs that say what the file holds, who made it and when."""
    reader = export.reader
    # Any zone of the table of zones; the name is the reader's setting.
    when = instant_text(export.made_at.astimezone(ZoneInfo(reader.zone)), reader.zone)
    pairs = [
        (_("Calendar"), _("HRE Portal")),
        *export.asked,
        (_("Dates"), str(export.total)),
        (_("Made"), when),
        (_("Made by"), str(reader.user)),
    ]
    if export.restricted:
        words = ngettext(
            "%(number)d of these dates is not open to everyone. Do not pass this file on.",
            "%(number)d of these dates are not open to everyone. Do not pass this file on.",
            export.restricted,
        )
        pairs.append((_("Who may see it"), words % {"number": export.restricted}))
    pairs += [
        (_("Days"), _("As they bind in the time zone of the same line; the hour too.")),
        (
            _("Precision"),
            _("With “month” or “season” the day is only a place to sort by."),
        ),
        (_("Drafts"), _("Drafts are left out.")),
        (_("Importing"), _("The portal reads this file again: a line is known by its uid.")),
    ]
    return pairs
