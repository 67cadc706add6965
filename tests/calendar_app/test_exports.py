"""What is taken along: the same dates as on the page, the columns of the contract, no formula, recorded when needed."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from calendar_app.enums import Audience, EntryState, Precision, Publication
from calendar_app.models import EntryTheme
from calendar_app.queries import export as export_queries
from calendar_app.queries.export import COLUMNS
from core.models import AuditEntry
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import make_country, make_entry, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

CONTRACT = [
    *("uid", "kind", "title", "title_fr", "title_es", "title_pt", "title_ar", "title_ru", "title_zh"),
    *("mechanism", "country", "starts_on", "ends_on", "hour"),
    *("time_zone", "precision", "certainty", "stage", "audience", "author_type", "obligation", "place", "themes"),
    *("about", "source", "confidence", "note", "state", "last_verified", "last_verified_by", "address"),
]


def read_csv(answer):
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def titles(client, query=""):
    return [row["title"] for row in read_csv(client.get(f"/calendar/export.csv?{query}"))]


def book(answer):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(answer.content))


def exported():
    trail = AuditEntry.objects.unscoped("what was recorded").filter(verb="calendar.exported")
    return list(trail.order_by("pk"))


def pdf_text(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.fixture
def entry(moz):
    theme = Theme.objects.create(key="housing", name="Housing")
    entry = make_entry(
        title="Entrée: Évaluation",
        title_ar="استعراض",
        country=moz.country,
        mechanism=make_mechanism("crc", family=Family.TREATY_BODY),
        due_on=dt.date(2026, 12, 1),
        due_at=dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC),
        precision=Precision.INSTANT,
        place="Genève",
        verified_at=dt.datetime(2026, 11, 18, tzinfo=dt.UTC),
    )
    EntryTheme.objects.create(entry=entry, theme=theme)
    return entry


def test_the_columns_are_the_contract(login, coordinator, entry):
    assert list(COLUMNS) == CONTRACT
    (row,) = read_csv(login(coordinator).get("/calendar/export.csv"))
    assert list(row) == CONTRACT
    assert row["uid"] == str(entry.uid)
    assert row["title"] == "Entrée: Évaluation"
    assert (row["mechanism"], row["country"], row["themes"], row["place"]) == ("crc", "MOZ", "housing", "Genève")
    assert (row["starts_on"], row["ends_on"], row["hour"]) == ("2026-12-01", "", "18:00")
    assert (row["time_zone"], row["precision"], row["last_verified"]) == ("Europe/Zurich", "instant", "2026-11-18")
    assert row["address"].endswith(f"/calendar/dates/{entry.pk}/")


def test_a_period_has_two_days(login, coordinator, moz):
    make_entry(country=moz.country, begins_on=dt.date(2027, 1, 18), due_on=dt.date(2027, 1, 29))
    (row,) = read_csv(login(coordinator).get("/calendar/export.csv"))
    assert (row["starts_on"], row["ends_on"]) == ("2027-01-18", "2027-01-29")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(login, coordinator, moz, start):
    bad = f'{start}HYPERLINK("http://evil.example","x")'
    make_entry(country=moz.country, title=bad, note=bad)
    client = login(coordinator)
    (row,) = read_csv(client.get("/calendar/export.csv"))
    assert row["title"] == f"'{bad}"
    assert row["note"] == f"'{bad}"
    sheet = book(client.get("/calendar/export.xlsx")).worksheets[0]
    cell = sheet.cell(2, COLUMNS.index("title") + 1)
    assert cell.data_type == "s"
    assert cell.value == bad


def test_the_workbook_has_real_dates_hours_links_and_says_what_it_is(login, coordinator, entry):
    answer = login(coordinator).get("/calendar/export.xlsx?family=treaty_body")
    workbook = book(answer)
    sheet, about = workbook.worksheets
    row = {cell.value: sheet.cell(2, number) for number, cell in enumerate(sheet[1], 1)}
    assert list(row) == CONTRACT
    assert row["starts_on"].value.date() == dt.date(2026, 12, 1)
    assert row["starts_on"].is_date
    assert row["hour"].value == dt.time(18)
    assert row["address"].hyperlink.target.endswith(f"/calendar/dates/{entry.pk}/")
    assert sheet.freeze_panes == "D2"
    said = {line[0].value: line[1].value for line in about.iter_rows()}
    assert said["Country"] == "Mozambique"
    assert said["Family"] == "Treaty bodies"
    assert said["Made by"] == str(coordinator)
    assert said["Made"] == "21 November 2026, 11:00 (Maputo)"


def test_strange_characters_do_not_break_the_workbook(login, coordinator, moz):
    make_entry(country=moz.country, title="bell\x07 and \x0bmore")
    sheet = book(login(coordinator).get("/calendar/export.xlsx")).worksheets[0]
    assert sheet.cell(2, 3).value == "bell and more"


def test_the_file_holds_what_the_filter_shows(login, coordinator, moz):
    upr, crc = make_mechanism("upr"), make_mechanism("crc")
    theme = Theme.objects.create(key="housing", name="Housing")
    marked = make_entry(title="marked", country=moz.country, due_on=dt.date(2027, 3, 1), mechanism=crc)
    EntryTheme.objects.create(entry=marked, theme=theme)
    make_entry(title="upr", country=moz.country, due_on=dt.date(2027, 3, 2), mechanism=upr)
    make_entry(title="past", country=moz.country, due_on=dt.date(2026, 3, 2), mechanism=upr)
    make_entry(title="far", country=moz.country, due_on=dt.date(2029, 3, 2), mechanism=crc)
    client = login(coordinator)
    assert titles(client) == ["marked", "upr", "far"]
    assert titles(client, "mechanism=upr") == ["upr"]
    assert titles(client, "theme=housing") == ["marked"]
    assert titles(client, "range=past") == ["past"]
    assert titles(client, "view=year&year=2027") == ["marked", "upr"]
    assert titles(client, "view=year&year=2026") == ["past"]
    assert titles(client, "view=month&month=2029-03") == ["far"]
    assert titles(client, "view=timeline") == ["marked", "upr"]
    assert titles(client, "theme=nothing") == []


def test_each_sees_her_own_and_drafts_stay(login, coordinator, member, stranger, task_team, moz):
    day = {"country": moz.country, "due_on": dt.date(2027, 1, 1)}
    make_entry(title="draft", publication=Publication.DRAFT, **day)
    make_entry(title="leads", audience=Audience.COORDINATORS, **day)
    make_entry(title="members", audience=Audience.MEMBERS, **day)
    make_entry(title="own", cluster=moz, audience=Audience.MEMBERS, **day)
    make_entry(title="open", **day)
    assert titles(login(coordinator), "country=MOZ") == ["leads", "members", "own", "open"]
    assert titles(login(member), "country=MOZ") == ["members", "own", "open"]
    assert titles(login(stranger), "country=MOZ") == ["open"]
    assert titles(login(task_team), "country=MOZ") == ["leads", "members", "open"]
    for form in ("export.xlsx", "export.ics", "year.pdf"):
        answer = login(stranger).get(f"/calendar/{form}?country=MOZ")
        said = answer.content
        if form == "export.xlsx":
            said = str([cell.value for sheet in book(answer) for line in sheet for cell in line]).encode()
        elif form == "year.pdf":
            said = pdf_text(answer).encode()
        assert b"open" in said, form
        assert not any(word in said for word in (b"leads", b"members", b"draft")), form


def test_names_of_files_tell_country_and_day_only(login, coordinator, moz):
    make_entry(title="Secret visit", country=moz.country, audience=Audience.COORDINATORS)
    client = login(coordinator)
    names = {
        "export.csv": "hre-calendar-MOZ-2026-11-21.csv",
        "export.xlsx": "hre-calendar-MOZ-2026-11-21.xlsx",
        "export.ics": "hre-calendar-MOZ-2026-11-21.ics",
        "year.pdf": "hre-calendar-MOZ-2026-11.pdf",
    }
    for address, name in names.items():
        answer = client.get(f"/calendar/{address}?q=visit")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("form", ["export.csv", "export.xlsx", "export.ics", "year.pdf"])
def test_dates_that_are_not_open_to_everyone_leave_a_trace(login, coordinator, moz, form):
    make_entry(country=moz.country)
    client = login(coordinator)
    client.get(f"/calendar/{form}")
    assert exported() == []
    make_entry(country=moz.country, title="Secret visit", audience=Audience.COORDINATORS)
    client.get(f"/calendar/{form}?view=year&year=2027")
    (act,) = exported()
    assert act.actor_id == coordinator.pk
    assert act.cluster_id == moz.pk
    assert act.after["not_open"] == 1
    assert act.after["form"] == form.rpartition(".")[2]
    assert "Secret" not in f"{act.target_label} {act.after}"


def test_the_ics_file_hides_what_only_coordinators_see(login, coordinator, moz):
    make_entry(country=moz.country, title="Secret visit", audience=Audience.COORDINATORS)
    shown = make_entry(country=moz.country, title="Report due", due_on=dt.date(2027, 2, 1))
    make_entry(country=moz.country, title="No day", due_on=None, precision=Precision.NONE)
    from icalendar import Calendar

    answer = login(coordinator).get("/calendar/export.ics")
    events = {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert b"Secret" not in answer.content
    assert len(events) == 2
    assert "Report due" in events[f"{shown.uid}@hre-portal"]["SUMMARY"]


def test_too_many_dates_are_refused_in_a_sentence(login, coordinator, moz, monkeypatch):
    monkeypatch.setattr(export_queries, "MOST", 2)
    for _number in range(3):
        make_entry(country=moz.country)
    for form in ("csv", "xlsx", "ics"):
        answer = login(coordinator).get(f"/calendar/export.{form}")
        assert answer.status_code == 422
        assert "3 dates" in answer.content.decode()


@pytest.mark.parametrize("address", ["export.csv", "export.xlsx", "export.ics", "year.pdf"])
def test_an_unknown_country_and_strangers_to_the_portal(login, coordinator, client, address):
    assert login(coordinator).get(f"/calendar/{address}?country=XXX").status_code == 404
    assert client.get(f"/calendar/{address}").status_code == 302


@pytest.mark.parametrize("address", ["export.csv", "export.xlsx", "export.ics", "year.pdf"])
def test_as_many_queries_for_thirty_dates_as_for_one(login, coordinator, moz, address):
    client = login(coordinator)

    def asked():
        client.get("/calendar/feeds/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/calendar/{address}").status_code == 200
        return len(caught)

    def add(number):
        for index in range(number):
            make_entry(country=moz.country, due_on=dt.date(2027, 1, 1 + index % 28), verified_by=coordinator)

    add(1)
    few = asked()
    add(29)
    assert asked() == few <= 15


# --- The year as PDF -------------------------------------------------------------------------------------------------


def test_the_pdf_tells_dates_zones_sources_and_when_they_were_verified(login, coordinator, entry, moz):
    make_entry(country=moz.country, title="Later", due_on=None, precision=Precision.NONE)
    make_entry(country=moz.country, title="Called off", due_on=dt.date(2027, 1, 1), state=EntryState.CANCELLED)
    text = pdf_text(login(coordinator).get("/calendar/year.pdf"))
    for words in (
        "Calendar of Mozambique",
        "November 2026 to October 2027",
        "Entrée: Évaluation",
        "Geneva 18:00",
        "Maputo 19:00",
        "Confirmed",
        "example.org",
        "Last verified: 18 November 2026",
        "Not announced yet",
        "Later",
        "Cancelled",
        "Page 1 of",
    ):
        assert words in " ".join(text.replace("\u00a0", " ").split()), words
    assert "Restricted" not in text


def test_the_pdf_is_marked_when_it_holds_restricted_dates(login, coordinator, member, moz):
    make_entry(country=moz.country, title="Visit", audience=Audience.COORDINATORS)
    assert "Restricted: holds dates" in pdf_text(login(coordinator).get("/calendar/year.pdf"))
    assert "Restricted" not in pdf_text(login(member).get("/calendar/year.pdf"))


def test_the_pdf_is_in_the_readers_language_and_direction(login, coordinator, entry):
    coordinator.language = "ar"
    coordinator.save()
    answer = login(coordinator).get("/calendar/year.pdf?view=year&year=2026")
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert "استعراض" in pdf_text(answer)


def test_the_pdf_of_a_country_without_dates_says_so(login, stranger):
    make_country("MOZ")
    assert "No date is known" in pdf_text(login(stranger).get("/calendar/year.pdf?country=MOZ"))
