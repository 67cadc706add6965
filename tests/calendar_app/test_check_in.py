"""The agenda of a check-in: three months of a country, as far as the reader may see them."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from calendar_app.enums import Audience, EntryKind
from calendar_app.models import Attendance
from tests.factories import make_country, make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def dates(moz):
    country = moz.country
    return {
        "near": make_entry(title="Near date", country=country, due_on=dt.date(2026, 12, 1)),
        "month": make_entry(title="Some day of November", country=country, due_on="2026-11-01", precision="month"),
        "visit": make_entry(
            title="Quiet visit",
            kind=EntryKind.COUNTRY_VISIT,
            country=country,
            audience=Audience.COORDINATORS,
            due_on=dt.date(2026, 12, 5),
        ),
        "far": make_entry(title="Far date", country=country, due_on=dt.date(2027, 6, 1)),
        "past": make_entry(title="Past date", country=country, due_on=dt.date(2026, 11, 1)),
        "elsewhere": make_entry(title="Elsewhere", country=make_country("SYR"), due_on=dt.date(2026, 12, 1)),
        "draft": make_entry(title="Draft date", country=country, publication="draft", due_on=dt.date(2026, 12, 1)),
        "undated": make_entry(title="Not yet", country=country, due_on=None, precision="none"),
    }


def titles(client):
    return [row.title for row in client.get("/calendar/check-in/MOZ/").context["page"].rows]


def test_three_months_and_what_is_not_announced(login, coordinator, moz, dates):
    Attendance.objects.create(cluster=moz, entry=dates["near"], taking="attend", who="Celeste")
    client = login(coordinator)
    assert titles(client) == ["Some day of November", "Near date", "Quiet visit"]
    text = client.get("/calendar/check-in/moz/").content.decode()
    for words in ("Celeste", "Not yet", "Not kept yet: dates may be missing.", "OHCHR", "The Task Team"):
        assert words in text
    for words in ("Far date", "Past date", "Elsewhere", "Draft date"):
        assert words not in text


def test_who_may_not_see_a_visit_does_not_find_it_here(login, member, stranger, dates):
    assert titles(login(member)) == ["Some day of November", "Near date"]
    assert titles(login(stranger)) == ["Some day of November", "Near date"]
    assert login(stranger).get("/calendar/check-in/XXX/").status_code == 404


def test_it_can_be_taken_along(login, coordinator, dates):
    answer = login(coordinator).get("/calendar/check-in/MOZ/agenda.pdf")
    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "Near date" in text
    assert "Elsewhere" not in text


def test_the_agenda_asks_the_same_number_of_questions(login, coordinator, moz, dates):
    client = login(coordinator)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/calendar/check-in/MOZ/").status_code == 200
        return len(caught)

    few = queries()
    for _number in range(30):
        make_entry(country=moz.country, due_on=dt.date(2026, 12, 20))
    assert queries() == few <= 15
