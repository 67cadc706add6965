"""Word files of OHCHR: the thematic list of recommendations of one review, one table whose rows are sorted by theme."""

import io
import re
import zipfile
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from calendar_app.importing.problems import UnreadableFile
from recommendations.enums import Kind, Position, Wording
from recommendations.importing import records as say
from recommendations.importing.labels import sdg_numbers, theme_keys
from recommendations.importing.records import Record, values_of
from recommendations.rules.text import cycle_of, parts_of

SOURCE = "OHCHR, thematic list of recommendations"
COLUMNS = {"text": "Recommendation", "position_source": "Source of Position"}
_POSITIONS = {
    "supported": Position.SUPPORTED,
    "noted": Position.NOTED,
    "supported/noted": Position.PARTLY,
    "": "",
}
_OF_POSITION = re.compile(r"\n?\s*Source of Position:\s*(.+)$", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"\b(A/HRC/\d+/\d+)(/Add\.\d+)?")
# "A12 Acceptance of international norms": codes of the second cycle.
_CODE = re.compile(r"^[A-Z]\d{1,2}(?:\.\d+)?\s+")
_GROUPS = re.compile(r"(?im)^\s*(groups of persons|affected persons|sdgs)\s*:\s*$")


def read_thematic(content, states, *, country, session):
    """Each row of the list as a `Record`. The file names neither the State nor the session: both are told. A
    recommendation stands once for each of its themes; it is one record. Raises UnreadableFile."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        tables = Document(io.BytesIO(content)).tables
    except (PackageNotFoundError, zipfile.BadZipFile, ParseError, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableFile(_("The Word file is damaged: it cannot be read.")) from error
    table = next((table for table in tables if _is_list(table)), None)
    if table is None:
        raise UnreadableFile(
            _(
                "This Word file has no table whose first columns are “Recommendation” and “Position”, as in OHCHR’s "
                "thematic lists."
            )
        )
    found: dict = {}
    for number, row in enumerate(table._tbl.tr_lst[1:], start=2):
        cells = [_text(cell) for cell in row.tc_lst]
        if len(cells) < 2 or cells[0].startswith("Theme:"):
            continue
        record = _record(number, cells, states, country, session)
        key = (record.values["symbol"], record.values["paragraph"], record.values["text"])
        if key not in found or record.problems:
            found[key if not record.problems else (number,)] = record
    yield from found.values()


def _is_list(table):
    head = table._tbl.tr_lst[0].tc_lst if table._tbl.tr_lst else []
    texts = [_text(cell).casefold() for cell in head]
    return len(texts) >= 2 and texts[0].startswith("recommendation") and texts[1].startswith("position")


def _text(cell):
    """The text of a cell, line breaks kept. Read from the XML itself: the library is slow with long tables."""
    from docx.oxml.ns import qn

    lines = []
    for paragraph in cell.iter(qn("w:p")):
        parts = []
        for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            parts.append(node.text or "" if node.tag == qn("w:t") else "\n" if node.tag == qn("w:br") else " ")
        lines.append("".join(parts))
    return "\n".join(lines).strip()


def _record(number, cells, states, country, session):
    record = Record(number, {})
    text, position_source = cells[0], ""
    told = _OF_POSITION.search(text)
    if told:
        position_source, text = " ".join(told.group(1).split()), text[: told.start()]
    parts = parts_of(text, states.is_state)
    if not parts.words:
        record.refuse("Recommendation", say.NO_TEXT)
    position = cells[1].casefold()
    if position not in _POSITIONS:
        record.refuse("Position", say.UNKNOWN_POSITION, cells[1], value=cells[1][:60])
    symbol = _SYMBOL.search(position_source)
    labels = _labels(cells[2] if len(cells) > 2 else "")
    # In the fourth cycle the goals stand in a column of their own; before, the last column holds comments.
    goals = values_of(cells[3]) if len(cells) > 3 and sdg_numbers(values_of(cells[3])) else []
    labels["sdgs"] = labels["sdgs"] or goals
    record.values = {
        "country": country,
        "mechanism": "upr",
        "kind": Kind.RECOMMENDATION,
        "symbol": symbol.group(1) if symbol else "",
        "paragraph": parts.paragraph,
        "text": parts.words,
        "wording": Wording.OFFICIAL,
        "position": _POSITIONS.get(position, ""),
        "position_source": position_source,
        "recommending": states.joined(parts.states)[0],
        "session": session,
        "cycle": cycle_of(session),
        "labels": {name: values for name, values in labels.items() if values},
        "themes": theme_keys([*labels["themes"], *labels["persons"]]),
        "sdgs": sdg_numbers(labels["sdgs"]),
        "published_on": "",
        "annotation_id": "",
        "source": SOURCE,
    }
    say.check_lengths(record, COLUMNS)
    return record


def _labels(cell):
    """{"themes", "persons", "sdgs"} of the third column, whose groups have headings of their own."""
    found = {"themes": [], "persons": [], "sdgs": []}
    parts = _GROUPS.split(cell)
    found["themes"] = [_CODE.sub("", value) for value in values_of(parts[0])]
    for heading, text in zip(parts[1::2], parts[2::2], strict=False):
        found["sdgs" if heading.casefold() == "sdgs" else "persons"] += values_of(text)
    return found
