"""Exports of the Universal Human Rights Index: Excel with 16 columns, JSON with 18 keys a record.

Traps are those seen in the real data: misspelt headings, a hyphen before each value, country codes in place of names,
rows without a country, rows that are answers and no recommendations.
"""

import codecs
import io
import json
import warnings
import zipfile
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from calendar_app.importing.problems import UnreadableFile
from recommendations.enums import Kind, Position, Wording
from recommendations.importing import records as say
from recommendations.importing.bodies import body_key
from recommendations.importing.labels import sdg_numbers, theme_keys
from recommendations.importing.records import Record, country_of_symbol, iso_day, one_of, values_of
from recommendations.rules.text import cycle_of, parts_of, plain

# Columns of the Excel export, as they are spelt there, by what the reader calls them.
COLUMNS = {
    "text": "Text",
    "countries": "Countries Concerned",
    "body": "Reccomending Body",
    "symbol": "Document Symbol",
    "themes": "Themes",
    "persons": "Affected Persons",
    "sdgs": "Sdgs",
    "published": "Document Publication Date",
    "states": "UPR Reccomending States",
    "position": "UPR Position",
    "type": "Type",
    "annotation": "OHCHR Annotation Id",
    "session": "UPR Session",
}
NEEDED = ("text", "countries", "body", "symbol")
KEYS = {
    "text": "Text",
    "countries": "Countries",
    "body": "Body",
    "symbol": "Symbol",
    "themes": "Themes",
    "persons": "AffectedPersons",
    "sdgs": "Sdgs",
    "published": "PublicationDate",
    "states": "UprRecommendingCountry",
    "position": "UprPositions",
    "type": "AnnotationType",
    "annotation": "AnnotationId",
    "session": "UprSession",
}
_KINDS = {
    "recommendations": Kind.RECOMMENDATION,
    "concerns/observations": Kind.CONCERN,
    "others": Kind.OTHER,
    "": Kind.OTHER,
}
_POSITIONS = {
    "": "",
    "supported": Position.SUPPORTED,
    "noted": Position.NOTED,
    "supported/noted": Position.PARTLY,
    # A slip in a few rows of the Index: the kind stands in the column of the position.
    "concerns/observations": "",
}
# Documents that the Index gives to two States: the one that was reviewed.
_REVIEWED = {"A/HRC/22/3": "CZE", "A/HRC/18/16": "SDN"}
SOURCE = "Universal Human Rights Index (OHCHR)"
_HEAD_LINES = 10
_CHUNK = 256 * 1024


def read_xlsx(content, states):
    """Each row of the Excel export as a `Record`, or None for a row that is an answer of the State. Lines are read one
    by one. Raises UnreadableFile."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                yield from _rows(book, states)
            finally:
                book.close()
    except (
        *(InvalidFileException, zipfile.BadZipFile, ParseError),
        *(KeyError, ValueError, IndexError, AttributeError, TypeError, EOFError),
    ) as error:
        # What a damaged spreadsheet makes the library raise.
        raise UnreadableFile(_("The spreadsheet is damaged: it cannot be read.")) from error


def _rows(book, states):
    for sheet in book.worksheets:
        places = None
        for line, cells in enumerate(sheet.iter_rows(values_only=True, max_col=40), start=1):
            if places is None:
                places = _places(cells)
                if places is None and line >= _HEAD_LINES:
                    break
                continue
            found = {name: cells[place] if place < len(cells) else None for name, place in places.items()}
            if any(value not in (None, "") for value in found.values()):
                yield record_of(line, found, states, COLUMNS)
        if places is not None:
            return
    raise UnreadableFile(
        _(
            "This is no export of the Universal Human Rights Index: its columns “Text”, “Countries Concerned” and so "
            "on were not found."
        )
    )


def _places(cells):
    """{name: position} of a head line, or None. The right spelling of the two misspelt headings counts too."""
    known = {_bare(heading): name for name, heading in COLUMNS.items()}
    found = {}
    for position, cell in enumerate(cells):
        name = known.get(_bare(cell))
        if name and name not in found:
            found[name] = position
    return found if all(name in found for name in NEEDED) else None


def _bare(heading):
    return "".join(str(heading or "").casefold().replace("reccomending", "recommending").split())


def read_json(content, states):
    """Each record of the JSON export as a `Record`, or None for an answer. The array is read piece by piece, so that a
    large file needs little memory beside itself. Raises UnreadableFile."""
    for number, item in enumerate(_items(content), start=1):
        if not isinstance(item, dict):
            record = Record(number, {})
            record.refuse("", say.NOT_A_RECORD, item)
            yield record
            continue
        found = {name: item.get(key) for name, key in KEYS.items()}
        yield record_of(number, found, states, KEYS)


def _items(content):
    """The items of the one array of the file."""
    decoder, reader = json.JSONDecoder(), io.BytesIO(content)
    decode = codecs.getincrementaldecoder("utf-8-sig")().decode
    buffer, place, is_over, is_open = "", 0, False, False
    try:
        while True:
            place = _skip(buffer, place)
            if not is_open and place < len(buffer):
                if buffer[place] != "[":
                    raise UnreadableFile(_("This is JSON, but no list of records as the Index exports it."))
                is_open, place = True, place + 1
                continue
            if is_open and place < len(buffer):
                if buffer[place] == "]":
                    return
                try:
                    item, end = decoder.raw_decode(buffer, place)
                except json.JSONDecodeError:
                    if is_over:
                        raise
                else:
                    # A number may go on in the next piece; records are closed by their brace.
                    yield item
                    place = end
                    continue
            if is_over:
                raise UnreadableFile(_("The file breaks off: its end is missing."))
            piece = reader.read(_CHUNK)
            is_over = not piece
            buffer, place = buffer[place:] + decode(piece, final=is_over), 0
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(_("The file is damaged: it is no JSON that can be read.")) from error


def _skip(buffer, place):
    while place < len(buffer) and buffer[place] in " \t\r\n,":
        place += 1
    return place


def _list(value):
    """Values of a cell of the spreadsheet, or of an array of the JSON file."""
    if isinstance(value, list):
        return [" ".join(str(item).split()) for item in value if str(item).strip()]
    return values_of(value)


def record_of(line, found, states, columns):
    """The `Record` of one row, or None when it is the State's answer and no recommendation."""
    record = Record(line, {})
    printed = plain(str(found.get("text") or ""))
    if printed.casefold().startswith("response of"):
        return None
    if not printed:
        record.refuse(columns["text"], say.NO_TEXT)
    symbol = str(found.get("symbol") or "").strip()
    body = one_of(found.get("body"))
    mechanism = body_key(body)
    if not mechanism:
        record.refuse(columns["body"], say.UNKNOWN_BODY, body, value=body[:60])
    is_upr = mechanism == "upr"
    parts = parts_of(printed, states.is_state if is_upr else None)
    position = "/".join(_list(found.get("position")))
    if position.casefold() not in _POSITIONS:
        record.refuse(columns["position"], say.UNKNOWN_POSITION, position, value=position[:60])
    named = _list(found.get("states")) if is_upr else []
    recommending, _unknown = states.joined(named or parts.states)
    session = "".join(filter(str.isdecimal, "/".join(_list(found.get("session"))).partition("/")[0]))[:10]
    labels = {name: _list(found.get(name)) for name in ("themes", "persons", "sdgs")}
    kind = one_of(found.get("type")).strip("- ").casefold()
    record.values = {
        "country": _country(record, found, symbol, states, columns),
        "mechanism": mechanism,
        "kind": _KINDS.get(kind, Kind.OTHER),
        "symbol": symbol,
        "paragraph": parts.paragraph,
        "text": parts.words,
        "wording": Wording.OFFICIAL,
        "position": _POSITIONS.get(position.casefold(), "") if is_upr else "",
        "recommending": recommending,
        "session": session if is_upr else "",
        "cycle": cycle_of(session) if is_upr else None,
        "labels": {name: values for name, values in labels.items() if values},
        "themes": theme_keys([*labels["themes"], *labels["persons"]]),
        "sdgs": sdg_numbers(labels["sdgs"]),
        "published_on": iso_day(record, columns["published"], found.get("published")),
        "annotation_id": say.identifier(record, columns["annotation"], found.get("annotation")),
        "source": SOURCE,
    }
    say.check_lengths(record, columns)
    return record


def _country(record, found, symbol, states, columns):
    names = _list(found.get("countries"))
    codes = []
    for name in names:
        code = states.code(name)
        if not code:
            record.refuse(columns["countries"], say.UNKNOWN_STATE, name, value=name[:60])
            return ""
        if code not in codes:
            codes.append(code)
    if symbol in _REVIEWED and _REVIEWED[symbol] in codes:
        return _REVIEWED[symbol]
    if len(codes) > 1:
        record.refuse(columns["countries"], say.SEVERAL_STATES, ", ".join(names))
        return ""
    code = codes[0] if codes else country_of_symbol(symbol, states)
    if not code:
        record.refuse(columns["countries"], say.NO_STATE)
    return code
