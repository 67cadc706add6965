"""What became of sent inputs, as a table for a spreadsheet. Rows come in already filtered by `visible_to`."""

import csv
import io
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from calendar_app.documents.tables import safe_cell
from core.cells import harmless

COLUMNS = (
    "id",
    "title",
    "kind",
    "mechanism",
    "language",
    "sent_on",
    "time_zone",
    "late",
    "channel",
    "points",
    "reflected",
    "partly",
    "missing",
    "not_looked_for",
    "closing_words",
    "mark",
)


def _values(row):
    submission, dispatch, tally = row.submission, row.dispatch, row.tally
    sent = dispatch.sent_at.astimezone(ZoneInfo(dispatch.time_zone)).date() if dispatch else None
    return [
        submission.pk,
        submission.title,
        submission.get_kind_display(),
        submission.plan_line.mechanism.label,
        submission.language,
        sent,
        dispatch.time_zone if dispatch else "",
        (_("yes") if dispatch.is_late else _("no")) if dispatch else "",
        dispatch.get_channel_display() if dispatch else "",
        tally.points,
        tally.reflected,
        tally.partly,
        tally.missing,
        tally.open,
        _("yes") if row.has_closing else _("no"),
        str(submission.mark.label),
    ]


def results_csv(rows):
    """UTF-8 with the mark that Excel needs; texts that a spreadsheet would run are made harmless."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_plain(value) for value in _values(row)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _plain(value):
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return harmless(str(value)) if isinstance(value, str) else value


def results_xlsx(rows):
    """A workbook with real days and numbers; no cell is ever a formula."""
    # Read only here: half a second that other requests need not pay.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Results"))
    sheet.freeze_panes = "C2"
    sheet.sheet_view.rightToLeft = translation.get_language_bidi()
    sheet.column_dimensions["B"].width = 52
    bold = Font(bold=True)
    sheet.append([safe_cell(sheet, name, bold) for name in COLUMNS])
    for row in rows:
        sheet.append([safe_cell(sheet, value if value is not None else "") for value in _values(row)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
