"""The desk of country calendars: kept or not, gone through by whom, and what readers are told."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calendar_app.actions import desk as acts
from calendar_app.enums import Publication
from calendar_app.models import CountryCalendar
from calendar_app.queries.kept import line_of
from calendar_app.queries.wording import verified_text
from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories import make_cluster, make_country, make_entry, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
FRESH = {"verified_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}


def verbs(code="MOZ"):
    trail = AuditEntry.objects.unscoped("what was recorded").filter(
        target_type="calendar_app.countrycalendar", target_id=code
    )
    return list(trail.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr("core.events.announce", lambda name, **news: heard.append(name))
    return heard


def test_a_calendar_is_kept_gone_through_and_given_up(task_team, moz, told):
    country = moz.country
    acts.publish_calendar(country=country, by=task_team)
    acts.publish_calendar(country=country, by=task_team)
    acts.go_through_calendar(country=country, by=task_team)
    kept = CountryCalendar.objects.get(pk="MOZ")
    assert kept.publication == Publication.PUBLISHED
    assert kept.verified_by == task_team
    with pytest.raises(ValidationError):
        acts.withdraw_calendar(country=country, reason="  ", by=task_team)
    acts.withdraw_calendar(country=country, reason="Nobody has the time", by=task_team)
    acts.withdraw_calendar(country=country, reason="Again", by=task_team)
    assert CountryCalendar.objects.get(pk="MOZ").publication == Publication.DRAFT
    assert verbs() == ["calendar.published", "calendar.gone_through", "calendar.withdrawn"]
    assert told == ["calendar_published", "calendar_gone_through", "calendar_withdrawn"]


def test_going_through_says_nothing_of_single_dates(task_team, moz):
    entry = make_entry(country=moz.country)
    acts.go_through_calendar(country=moz.country, by=task_team)
    entry.refresh_from_db()
    assert entry.verified_at is None


def test_note_and_days_are_saved_once_and_not_over_somebody_else(task_team, moz):
    acts.set_calendar(
        country=moz.country, note="No regional dates yet", stale_days=30, expected_version=0, by=task_team
    )
    acts.set_calendar(
        country=moz.country, note="No regional dates yet", stale_days=30, expected_version=1, by=task_team
    )
    assert verbs() == ["calendar.changed"]
    with pytest.raises(Stale):
        acts.set_calendar(country=moz.country, note="x", stale_days=None, expected_version=0, by=task_team)
    for wrong in (0, -1, 5000):
        with pytest.raises(ValidationError):
            acts.set_calendar(country=moz.country, note="", stale_days=wrong, by=task_team)


def test_nobody_else_keeps_calendars(login, coordinator, moz):
    for act in (acts.publish_calendar, acts.go_through_calendar):
        with pytest.raises(Refused):
            act(country=moz.country, by=coordinator)
    with pytest.raises(Refused):
        acts.withdraw_calendar(country=moz.country, reason="x", by=coordinator)
    with pytest.raises(Refused):
        acts.set_calendar(country=moz.country, note="x", stale_days=None, by=coordinator)
    client = login(coordinator)
    assert client.get("/calendar/desk/").status_code == 403
    assert client.get("/calendar/desk/MOZ/").status_code == 403
    for act in ("", "gone-through/", "publish/", "withdraw/"):
        assert client.post(f"/calendar/desk/MOZ/{act}").status_code == 403
    assert not CountryCalendar.objects.exists()


def test_the_desk_counts_what_waits(login, task_team, moz, coordinator, stranger):
    day = {"country": moz.country, "due_on": dt.date(2027, 1, 1)}
    make_entry(**day, **FRESH)
    make_entry(**day, certainty="provisional", verified_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    make_entry(**day)
    make_entry(country=moz.country, due_on=dt.date(2026, 1, 1))
    make_entry(cluster=moz, audience="members", **day)
    page = login(task_team).get("/calendar/desk/").context["page"]
    rows = {row.code: row for row in page.rows}
    assert set(rows) == {"MOZ", "SYR"}
    moz_row = rows["MOZ"]
    assert (moz_row.open, moz_row.provisional, moz_row.worth, moz_row.leads) == (3, 1, 1, 1)
    assert moz_row.looks["unverified"] == 1
    assert moz_row.next_on == dt.date(2027, 1, 1)


def test_the_desk_is_filtered_and_ordered(login, task_team, moz, stranger):
    make_country("TCD", name="Chad")
    CountryCalendar.objects.create(country_id="MOZ", publication="published", verified_at="2026-01-01T00:00Z")
    CountryCalendar.objects.create(country_id="TCD", publication="published", verified_at="2026-11-01T00:00Z")
    client = login(task_team)

    def codes(address=""):
        return [row.code for row in client.get(f"/calendar/desk/{address}").context["page"].rows]

    assert codes() == ["SYR", "MOZ", "TCD"]
    assert codes("?sort=name") == ["TCD", "MOZ", "SYR"]
    assert codes("?which=stale") == ["MOZ"]
    assert codes("?which=kept&sort=name") == ["TCD", "MOZ"]
    assert codes("?which=not_kept") == ["SYR"]
    assert codes("?which=nonsense&sort=nonsense") == ["SYR", "MOZ", "TCD"]
    assert client.get("/calendar/desk/?country=tcd")["Location"] == "/calendar/desk/TCD/"
    assert client.get("/calendar/desk/XXX/").status_code == 404


def test_one_country_in_the_browser(login, task_team, moz, coordinator):
    client = login(task_team)
    page = client.get("/calendar/desk/MOZ/").content.decode()
    assert "Not kept yet: dates may be missing." in page
    assert str(coordinator) in page
    assert client.post("/calendar/desk/moz/publish/").status_code == 302
    assert client.post("/calendar/desk/MOZ/gone-through/", {"next": "desk"})["Location"] == "/calendar/desk/"
    page = client.get("/calendar/desk/MOZ/").content.decode()
    assert "Kept by the Task Team; last gone through on 21 November 2026." in page
    assert "Calendar of a country gone through" in page
    wrong = client.post("/calendar/desk/MOZ/", {"note": "Typed words", "stale_days": "0", "version": "2"})
    assert wrong.status_code == 422
    assert "Typed words" in wrong.content.decode()
    late = client.post("/calendar/desk/MOZ/", {"note": "Typed words", "stale_days": "", "version": "1"})
    assert late.status_code == 409
    assert "Typed words" in late.content.decode()
    assert client.post("/calendar/desk/MOZ/", {"note": "Right", "version": "2"}).status_code == 302
    assert CountryCalendar.objects.get(pk="MOZ").note == "Right"
    assert client.post("/calendar/desk/MOZ/withdraw/", {"reason": ""}).status_code == 422
    assert client.post("/calendar/desk/MOZ/withdraw/", {"reason": "No time"}).status_code == 302


def test_the_desk_asks_the_same_number_of_questions(login, task_team, moz):
    client = login(task_team)

    def queries(address):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    make_entry(country=moz.country)
    few, few_one = queries("/calendar/desk/"), queries("/calendar/desk/MOZ/")
    for number in range(30):
        cluster = make_cluster(f"X{number:02}")
        make_entry(country=cluster.country)
        make_entry(country=moz.country)
        make_person(Role.COORDINATOR, cluster)
        make_person(Role.COORDINATOR, moz)
        acts.go_through_calendar(country=cluster.country, by=task_team)
    acts.go_through_calendar(country=moz.country, by=task_team)
    assert queries("/calendar/desk/") == few <= 15
    assert queries("/calendar/desk/MOZ/") == few_one <= 15


def test_the_day_of_going_through_is_the_readers_own(moz):
    """At half past eleven at night in Greenwich it is tomorrow in Maputo, and readers there are told so."""
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    calendar = CountryCalendar(country=moz.country, publication=Publication.PUBLISHED, verified_at=late)
    with timezone.override("Africa/Maputo"):
        assert "last gone through on 23 November 2026" in line_of(calendar, late.date()).text
        assert verified_text(make_entry(verified_at=late)) == "23 November 2026"
    with timezone.override("America/Caracas"):
        assert "last gone through on 22 November 2026" in line_of(calendar, late.date()).text
