"""What a file is and how it is read: encodings, separators, spreadsheets, calendars, and all that is refused."""

import datetime as dt
import io
import zipfile

import pytest

from calendar_app.enums import ImportFormat
from calendar_app.importing import problems as say
from calendar_app.importing.cells import BadCell, day_of, hour_of, zone_of_cell
from calendar_app.importing.columns import NAMES, column_of
from calendar_app.importing.csv_files import read_csv
from calendar_app.importing.files import check_size, format_of
from calendar_app.importing.ics_files import read_ics
from calendar_app.importing.problems import UnreadableFile
from calendar_app.importing.xlsx_files import read_xlsx

D = dt.date
LIST = "title;kind;starts_on\nRéunion à Genève;consultation;2027-05-04\n"


def book_of(rows, *, sheet="Dates", **cells):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    return book


def bytes_of(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calendar_of(*lines):
    body = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *lines, "END:VCALENDAR", ""])
    return body.encode()


def event_of(*lines, uid="a@example.org"):
    return ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]


# --- what a file is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "picture"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "password"),
        (b"<!doctype html><html>", "web page"),
        (b"title;kind\x00\x01\x02", "neither text nor"),
        (b"PK\x03\x04 but nothing more", "damaged"),
    ],
)
def test_a_file_that_is_something_else_says_what_it_is(content, words):
    with pytest.raises(UnreadableFile) as unreadable:
        format_of(content)
    assert words in unreadable.value.sentence
    assert 400 <= unreadable.value.status < 500


def test_another_packed_file_is_no_spreadsheet():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(UnreadableFile, match="another packed file"):
        format_of(out.getvalue())


def test_a_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * (80 * 1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableFile, match="far too much") as unreadable:
        format_of(out.getvalue())
    assert unreadable.value.status == 413


def test_a_large_file_is_refused_before_it_is_read(settings):
    settings.HRE_IMPORT_MAX_MB = 1
    with pytest.raises(UnreadableFile, match="larger than 1 MB") as unreadable:
        check_size(20 * 1024 * 1024)
    assert unreadable.value.status == 413
    check_size(1024 * 1024)


def test_content_decides_not_the_name():
    assert format_of(bytes_of(book_of([["title"]]))) == ImportFormat.XLSX
    assert format_of(calendar_of(*event_of())) == ImportFormat.ICS
    assert format_of(b"\xef\xbb\xbf" + calendar_of()) == ImportFormat.ICS
    assert format_of(LIST.encode("utf-16")) == ImportFormat.CSV
    assert format_of(LIST.encode("latin-1")) == ImportFormat.CSV


# --- CSV ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("windows-1252", "windows-1252")],
)
def test_encodings_and_separators(separator, encoding, told):
    table = read_csv(LIST.replace(";", separator).encode(encoding))
    assert table.rows[0].cells == {
        "title": "Réunion à Genève",
        "kind": "consultation",
        "starts_on": "2027-05-04",
    }
    assert (table.reading["encoding"], table.reading["separator"]) == (told, separator)


def test_the_separator_that_excel_writes_into_the_first_line():
    table = read_csv(("sep=;\r\n" + LIST.replace("\n", "\r\n")).encode())
    assert [(row.line, row.cells["title"]) for row in table.rows] == [(3, "Réunion à Genève")]


def test_lines_are_counted_as_people_count_them():
    text = 'title,starts_on,note\n"One","2027-05-04","two\nlines"\n\nTwo,2027-05-05,x\n'
    assert [(row.line, row.cells["title"]) for row in read_csv(text.encode()).rows] == [(2, "One"), (5, "Two")]


def test_unknown_columns_are_named_and_left_out():
    table = read_csv(b"Title,Starts on,Weather\nA,2027-05-04,rain\n")
    assert table.reading["ignored"] == ["Weather"]
    assert table.columns == {"title", "starts_on"}


def test_a_list_without_a_head_line_says_what_it_needs():
    with pytest.raises(UnreadableFile, match="No head line"):
        read_csv(b"Meeting,4 May 2027\n")
    with pytest.raises(UnreadableFile, match="no dates below"):
        read_csv(b"title,starts_on\n,\n")


def test_too_many_lines(settings):
    settings.HRE_IMPORT_MAX_ROWS = 3
    with pytest.raises(UnreadableFile, match="more than 3 lines") as unreadable:
        read_csv(b"title,starts_on\n" + b"A,2027-05-04\n" * 4)
    assert unreadable.value.status == 413


def test_a_separator_inside_a_text_breaks_the_line():
    table = read_csv(b"title,starts_on\nMeeting, second part,2027-05-04\n")
    assert [problem.text for problem in table.rows[0].problems] == [say.TOO_MANY_CELLS]


def test_an_open_quotation_mark_is_told_with_its_line():
    with pytest.raises(UnreadableFile, match="Line 3"):
        read_csv(b'title,starts_on\nA,2027-05-04\n"B' + b"x" * 200_000)


# --- XLSX ---------------------------------------------------------------------------------------------------------


def test_date_cells_hours_and_numbers():
    book = book_of([["title", "starts_on", "hour", "note"]])
    book.active.append([12.0, dt.datetime.fromisoformat("2027-05-04"), dt.time(18, 0), True])
    row = read_xlsx(bytes_of(book)).rows[0]
    assert (row.line, row.cells["title"], row.cells["note"]) == (2, "12", "true")
    assert day_of(row.cells["starts_on"]).on == D(2027, 5, 4)
    assert hour_of(row.cells["hour"]) == dt.time(18, 0)


def test_the_other_date_system():
    book = book_of([["title", "starts_on"]])
    book.epoch = dt.datetime.fromisoformat("1904-01-01")
    book.active.append(["A", dt.datetime.fromisoformat("2027-05-04")])
    assert day_of(read_xlsx(bytes_of(book)).rows[0].cells["starts_on"]).on == D(2027, 5, 4)


def test_formulas_are_refused_cell_by_cell():
    book = book_of([["title", "starts_on"], ["A", "=TODAY()"], ["=1+1", dt.date(2027, 5, 4)], ["C", D(2027, 5, 4)]])
    rows = read_xlsx(bytes_of(book)).rows
    told = [[(problem.column, problem.text) for problem in row.problems] for row in rows]
    assert told == [[("starts_on", say.FORMULA)], [("title", say.FORMULA)], []]


def test_merged_cells_are_refused_where_they_swallow():
    book = book_of([["title", "starts_on"], ["A", D(2027, 5, 4)], ["B", None]])
    book.active.merge_cells("B2:B3")
    rows = read_xlsx(bytes_of(book)).rows
    assert rows[0].problems == []
    assert [(problem.column, problem.text, problem.values) for problem in rows[1].problems] == [
        ("starts_on", say.MERGED, {"cell": "B2"})
    ]


def test_the_first_visible_sheet_with_a_head_line():
    book = book_of([["just", "notes"]], sheet="Notes")
    hidden = book.create_sheet("Old")
    hidden.append(["title", "starts_on"])
    hidden.append(["Hidden", D(2027, 1, 1)])
    hidden.sheet_state = "hidden"
    dates = book.create_sheet("Dates")
    for row in (["List of 2027"], [], ["title", "starts_on"], ["A", D(2027, 5, 4)]):
        dates.append(row)
    table = read_xlsx(bytes_of(book))
    assert [(row.line, row.cells["title"]) for row in table.rows] == [(4, "A")]
    assert table.reading == {"sheet": "Dates", "sheets": ["Notes"], "hidden": ["Old"], "ignored": []}


def test_a_sheet_that_claims_to_be_endless_costs_nothing():
    book = book_of([["title", "starts_on"], ["A", D(2027, 5, 4)]])
    book.active["XFD1048576"] = "far away"
    assert len(read_xlsx(bytes_of(book)).rows) == 1


def test_a_damaged_spreadsheet():
    whole = bytes_of(book_of([["title", "starts_on"], ["A", D(2027, 5, 4)]]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part.filename, text[: len(text) // 2] if "sheet1" in part.filename else text)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_xlsx(out.getvalue())


# --- ICS ----------------------------------------------------------------------------------------------------------


def cells_of(*lines, **options):
    rows = read_ics(calendar_of(*event_of(*lines, **options))).rows
    assert len(rows) == 1
    return rows[0]


def test_a_day_and_a_period_with_exclusive_end():
    one = cells_of("SUMMARY:One", "DTSTART;VALUE=DATE:20270504", "DTEND;VALUE=DATE:20270505")
    assert (one.cells["starts_on"], one.cells.get("ends_on")) == (D(2027, 5, 4), None)
    more = cells_of("SUMMARY:More", "DTSTART;VALUE=DATE:20270504", "DTEND;VALUE=DATE:20270507")
    assert (more.cells["starts_on"], more.cells["ends_on"]) == (D(2027, 5, 4), D(2027, 5, 6))
    assert more.source_uid == "a@example.org"


def test_hours_with_zone_in_utc_and_floating():
    zoned = cells_of("SUMMARY:x", "DTSTART;TZID=Africa/Banjul:20270504T100000")
    assert (zoned.cells["starts_on"], zoned.cells["hour"], zoned.cells["time_zone"]) == (
        D(2027, 5, 4),
        dt.time(10, 0),
        "Africa/Banjul",
    )
    assert cells_of("SUMMARY:x", "DTSTART:20270504T100000Z").cells["starts_on"] == dt.datetime(
        2027, 5, 4, 10, tzinfo=dt.UTC
    )
    floating = cells_of("SUMMARY:x", "DTSTART:20270504T100000")
    assert [problem.text for problem in floating.problems] == [say.FLOATING]


def test_words_of_an_event():
    row = cells_of(
        "SUMMARY:Session\\, opening",
        "LOCATION:Banjul",
        "URL:https://achpr.example/81",
        "CATEGORIES:Sessions,Women",
        "STATUS:CANCELLED",
        "DTSTART;VALUE=DATE:20270504",
    )
    assert row.cells == {
        "title": "Session, opening",
        "place": "Banjul",
        "source": "https://achpr.example/81",
        "themes": "Sessions; Women",
        "state": "cancelled",
        "starts_on": D(2027, 5, 4),
    }


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["DTSTART;VALUE=DATE:20270504", "RRULE:FREQ=YEARLY"], say.REPEATS),
        (["DTSTART;VALUE=DATE:20270504", "RECURRENCE-ID;VALUE=DATE:20270504"], say.PART_OF_REPEATING),
        (["SUMMARY:x"], say.NO_START),
        (["DTSTART;VALUE=DATE:20270504", "DTEND;VALUE=DATE:20270501"], say.END_BEFORE_START),
    ],
)
def test_events_that_are_not_one_date(lines, text):
    assert [problem.text for problem in cells_of(*lines).problems] == [text]


def test_an_event_with_an_impossible_day_breaks_its_line_only():
    table = read_ics(
        calendar_of(
            *event_of("SUMMARY:bad", "DTSTART;VALUE=DATE:20270231", uid="1"),
            *event_of("SUMMARY:good", "DTSTART;VALUE=DATE:20270228", uid="2"),
        )
    )
    assert [bool(row.problems) for row in table.rows] == [True, False]


def test_an_event_of_the_portals_own_feed_says_when_and_whether():
    uid = "1b6cbf9e-6f0b-4d5c-8a0f-0c8f6f1f0a11"
    row = cells_of("SUMMARY:UPR: something", "DTSTART;VALUE=DATE:20270504", uid=f"{uid}@hre-portal")
    assert row.cells == {"uid": uid, "starts_on": D(2027, 5, 4)}
    assert row.source_uid == ""


@pytest.mark.parametrize(
    "content", [b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", calendar_of(), b"BEGIN:VCALENDAR\r\nSUMMARY:\xff\xfe\r\n"]
)
def test_a_damaged_or_empty_calendar(content):
    with pytest.raises(UnreadableFile):
        read_ics(content)


# --- cells --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2027-05-04",
        "4 May 2027",
        "04 May 2027",
        "4th May 2027",
        "May 4, 2027",
        "4 mai 2027",
        "4.5.2027",
        "4 مايو 2027",
        "٤ أيار ٢٠٢٧",
        "4 мая 2027 г.",
        "4 мая 2027 года",
        "2027年5月4日",
    ],
)
def test_days_in_words(text):
    found = day_of(text)
    assert (found.on, found.is_month, found.at) == (D(2027, 5, 4), False, None)


def test_unambiguous_figures_months_and_hours_in_the_cell():
    assert day_of("25/05/2027").on == day_of("05/25/2027").on == D(2027, 5, 25)
    assert day_of("1er mai 2027").on == D(2027, 5, 1)
    assert day_of("05/05/2027").on == D(2027, 5, 5)
    for text in ("May 2027", "2027-05", "mai 2027", "май 2027 г.", "2027年5月"):
        assert (day_of(text).on, day_of(text).is_month) == (D(2027, 5, 1), True)
    assert day_of("2027-05-04T18:00").at == dt.time(18, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("04/05/2027", say.AMBIGUOUS_DAY),
        ("31 February 2027", say.NO_SUCH_DAY),
        ("2027-13-01", say.NO_SUCH_DAY),
        ("4.5.27", say.SHORT_YEAR),
        ("46511", say.SERIAL_DAY),
        ("spring 2027", say.NOT_A_DAY),
        ("soon", say.NOT_A_DAY),
    ],
)
def test_days_that_are_not_guessed(text, why):
    with pytest.raises(BadCell) as bad:
        day_of(text)
    assert bad.value.text == why


def test_hours_and_zones():
    for text in ("18:00", "18h00", "6:00 pm", "18.00"):
        assert hour_of(text) == dt.time(18, 0)
    for text in ("25:00", "noon", "18"):
        with pytest.raises(BadCell):
            hour_of(text)
    assert zone_of_cell("Geneva") == "Europe/Zurich"
    assert zone_of_cell("Africa/Banjul") == "Africa/Banjul"
    with pytest.raises(BadCell):
        zone_of_cell("Mars/Olympus")


def test_columns_by_key_and_label_in_any_language():
    assert all(column_of(name) == name for name in NAMES)
    assert column_of(" Starts On ") == "starts_on"
    assert column_of("Kind of date") == "kind"
    assert column_of("Weather") is None


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101"],
        ["DTSTART;VALUE=DATE:99991231", "DURATION:P10D"],
        ["DTSTART;TZID=Asia/Tokyo:20270101T000000", "DTEND;TZID=America/New_York:99991231T235959"],
        ["DTSTART:20270101T000000Z", "DTEND;TZID=America/New_York:99991231T235959"],
        ["DTSTART:20270101T000000Z", "DURATION:-P9999999D"],
    ],
)
def test_an_event_at_the_end_of_time_is_a_broken_line_and_no_error(lines):
    other = event_of("DTSTART;VALUE=DATE:20270504", "SUMMARY:Fine", uid="b@example.org")
    broken, fine = read_ics(calendar_of(*event_of(*lines, "SUMMARY:Far"), *other)).rows
    assert [(problem.column, problem.text) for problem in broken.problems] == [("starts_on", say.NO_SUCH_DAY)]
    assert fine.problems == []
