"""The export of the UPR Info database: CSV, eleven columns of which two names stand twice, one row for each
recommending State."""

import csv
import html
import io

from django.utils.translation import gettext as _

from calendar_app.importing.problems import UnreadableFile
from recommendations.enums import Kind, Position, Wording
from recommendations.importing import records as say
from recommendations.importing.labels import theme_keys
from recommendations.importing.records import Record
from recommendations.rules.text import cycle_of, plain

HEAD = ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session")
SOURCE = "UPR Info, database of recommendations"
_RESPONSES = {
    "accepted": Position.SUPPORTED,
    "supported": Position.SUPPORTED,
    "noted": Position.NOTED,
    "rejected": Position.NOTED,
    "not supported": Position.NOTED,
    "": "",
}
PLEDGE = "voluntary pledge"
COLUMNS = {"text": "Recommendation", "session": "Session"}


def text_of(content):
    """The text of the file. Old exports are in the encoding of old Macintosh computers, with their line ends."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("mac_roman" if b"\r" in content and b"\n" not in content else "windows-1252", "replace")


def is_head(cells):
    return [cell.strip().casefold() for cell in cells[: len(HEAD)]] == [name.casefold() for name in HEAD]


def read_csv(content, states):
    """The recommendations of the file as `Record`s, rows of the same words in one session as one with all their States;
    None for a voluntary pledge, which nobody recommended. Raises UnreadableFile."""
    groups: dict = {}
    reader = csv.reader(io.StringIO(text_of(content), newline=""))
    try:
        head = next(reader, [])
        if not is_head(head):
            sentence = _("This is no export of the UPR Info database. Its first line reads: %(head)s.")
            raise UnreadableFile(sentence % {"head": ", ".join(HEAD)})
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            row = _row(number, cells, states)
            if row is None:
                yield None
                continue
            record, state, response = row
            key = (record.values["country"], record.values["session"], record.values["text"])
            if record.problems or key not in groups:
                groups[key if not record.problems else (number,)] = (record, [state], {response})
            else:
                groups[key][1].append(state)
                groups[key][2].add(response)
            say.check_rows(len(groups))
    except csv.Error as error:
        sentence = _("Line %(line)s cannot be read: a quotation mark is not closed, or a cell is far too long.")
        raise UnreadableFile(sentence % {"line": reader.line_num}) from error
    for record, names, responses in groups.values():
        record.values["recommending"], _unknown = states.joined([name for name in names if name])
        known = responses - {""}
        record.values["position"] = known.pop() if len(known) == 1 else Position.PARTLY if known else ""
        yield record


def _row(number, cells, states):
    cells = [html.unescape(cell).strip() for cell in cells]
    cells += [""] * (len(HEAD) - len(cells))
    country, text, state, response = cells[0], cells[3], cells[4], cells[7].casefold()
    if response == PLEDGE:
        return None
    record = Record(number, {})
    code = states.code(country)
    if not code:
        record.refuse("SuR", say.UNKNOWN_STATE, country, value=country[:60])
    if not text:
        record.refuse("Recommendation", say.NO_TEXT)
    if response not in _RESPONSES:
        record.refuse("Response", say.UNKNOWN_POSITION, cells[7], value=cells[7][:60])
    # "4.0" of the old spreadsheet, "44 - November 2023" of the new database.
    session = cells[10].split(".")[0].split(" ")[0]
    session = session if session.isdecimal() else ""
    issues = [issue.strip() for issue in cells[9].split(",") if issue.strip()]
    record.values = {
        "country": code,
        "mechanism": "upr",
        "kind": Kind.RECOMMENDATION,
        "symbol": "",
        "paragraph": "",
        "text": plain(text),
        "wording": Wording.RECORDED,
        "session": session,
        "cycle": cycle_of(session),
        "labels": {"themes": issues} if issues else {},
        "themes": theme_keys(issues),
        "sdgs": "",
        "published_on": "",
        "annotation_id": "",
        "source": SOURCE,
    }
    say.check_lengths(record, COLUMNS)
    return record, state if states.code(state) else "", _RESPONSES.get(response, "")
