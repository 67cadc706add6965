"""An empty list of dates to fill in: a spreadsheet with drop-downs and explanations, or a CSV file."""

import csv
import io

from django.utils.translation import gettext as _

from calendar_app.enums import Audience, Certainty, EntryKind, Precision, VisitStage
from calendar_app.importing.columns import COLUMNS, VERSION, label_of
from calendar_app.models import Entry
from clusters.models import Country
from core.enums import Confidence
from mechanisms.enums import AuthorType, MechanismState, Obligation
from mechanisms.models import Mechanism, Theme

# Lines that carry drop-downs.
LINES = 1000
_ENUMS = {
    "kind": EntryKind,
    "precision": Precision,
    "certainty": Certainty,
    "stage": VisitStage,
    "audience": Audience,
    "author_type": AuthorType,
    "obligation": Obligation,
    "confidence": Confidence,
}
_WIDTHS = {"title": 44, **dict.fromkeys(Entry.TITLES[1:], 30), "source": 40, "note": 40, "mechanism": 22, "country": 26}
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def neutral(text):
    """The text as a cell that no spreadsheet takes for a formula; the import takes the mark off again."""
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_template():
    """Only the head line, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerow([column.name for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _lists():
    """{column: what its drop-down offers}, in the reader's language."""
    mechanisms = Mechanism.objects.filter(state=MechanismState.ACTIVE).order_by("family", "position", "name")
    zones = set(Mechanism.objects.exclude(time_zone="").values_list("time_zone", flat=True))
    zones |= set(Country.objects.exclude(time_zone="").values_list("time_zone", flat=True))
    return {
        **{name: [str(label) for label in enum.labels] for name, enum in _ENUMS.items()},
        "mechanism": [mechanism.key for mechanism in mechanisms],
        "country": [str(country) for country in Country.objects.order_by("name")],
        "time_zone": sorted(zones | {"Europe/Zurich", "America/New_York", "Africa/Banjul"}),
    }


def xlsx_template():
    """The spreadsheet as bytes: a sheet to fill in, one that explains each column in the reader's language, and a
    hidden one with what the drop-downs offer. Two queries for the names, two for the zones, one for themes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.properties.title = f"HRE Portal, dates, version {VERSION}"
    book.properties.creator = "HRE Portal"
    sheet = book.active
    sheet.title = "Dates"
    bold = Font(bold=True)
    for place, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, place, column.name)
        cell.font = bold
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.name, 16)
    sheet.freeze_panes = "D2"
    lists = book.create_sheet("Lists")
    lists.sheet_state = "hidden"
    for place, (name, offered) in enumerate(_lists().items(), start=1):
        letter = get_column_letter(place)
        lists.cell(1, place, name)
        for line, text in enumerate(offered, start=2):
            lists.cell(line, place, neutral(text))
        rule = DataValidation(type="list", formula1=f"Lists!${letter}$2:${letter}${len(offered) + 1}", allow_blank=True)
        # A name that the list does not know may be typed: the import says what is wrong with it.
        rule.errorStyle = "warning"
        sheet.add_data_validation(rule)
        target = get_column_letter([column.name for column in COLUMNS].index(name) + 1)
        rule.add(f"{target}2:{target}{LINES + 1}")
    for name in ("starts_on", "ends_on"):
        letter = get_column_letter([column.name for column in COLUMNS].index(name) + 1)
        for line in range(2, 202):
            sheet[f"{letter}{line}"].number_format = "yyyy-mm-dd"
    _explain(book.create_sheet(_("Explanations")[:31]), bold)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet, bold):
    from openpyxl.styles import Alignment

    title = _("Dates for the HRE Portal, list of version %(version)s") % {"version": VERSION}
    lines = [
        [title],
        [_("One line is one date. Only the title, the kind and the mechanism are needed; leave the rest empty.")],
        [_("Formulas are not calculated: give values.")],
        [],
        [_("Column"), _("What it is"), _("What to write")],
    ]
    lines += [[column.name, label_of(column.name), str(column.help)] for column in COLUMNS]
    themes = [str(theme) for theme in Theme.objects.order_by("kind", "position", "name")]
    if themes:
        lines += [[], [_("Themes"), "", "; ".join(themes)]]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, neutral(text))
            cell.alignment = Alignment(wrap_text=place == 3, vertical="top")
            if number in (1, 5) or (place == 1 and number > 5):
                cell.font = bold
    for letter, width in (("A", 20), ("B", 26), ("C", 90)):
        sheet.column_dimensions[letter].width = width
