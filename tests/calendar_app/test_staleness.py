"""When a verified date, and a verified calendar, wants a new look; the page on which the Task Team says so."""

import datetime as dt

import pytest

from calendar_app.enums import Publication
from calendar_app.models import CountryCalendar, Entry, KindRule
from calendar_app.queries.kept import kept_line
from calendar_app.queries.staleness import is_stale, stale_q
from core.models import AuditEntry
from tests.factories import make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
TODAY = dt.date(2026, 11, 21)


def days_ago(days):
    return dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC) - dt.timedelta(days=days)


def stale(entry):
    """By function and by query alike."""
    found = Entry.objects.unscoped("what the test looks at").filter(stale_q(TODAY), pk=entry.pk).exists()
    assert found == is_stale(entry, TODAY)
    return found


@pytest.mark.parametrize(
    ("kind", "certainty", "days", "wanted"),
    [
        ("submission", "confirmed", 90, False),
        ("submission", "confirmed", 91, True),
        ("hearing", "confirmed", 11, True),
        ("hearing", "confirmed", 10, False),
        ("country_visit", "confirmed", 61, True),
        ("country_visit", "confirmed", 60, False),
        ("country_visit", "provisional", 14, False),
        ("country_visit", "provisional", 15, True),
    ],
)
def test_each_kind_has_its_own_days(kind, certainty, days, wanted):
    KindRule.objects.create(kind="hearing", stale_days=10)
    KindRule.objects.create(kind="country_visit", stale_days=60, stale_days_unconfirmed=14)
    entry = make_entry(kind=kind, certainty=certainty, verified_at=days_ago(days))
    assert stale(entry) is wanted


def test_a_date_never_verified_is_not_stale():
    assert not stale(make_entry())


def test_a_rule_without_days_follows_the_settings(settings):
    KindRule.objects.create(kind="submission")
    settings.HRE_STALE_DAYS = 5
    assert stale(make_entry(verified_at=days_ago(6)))
    assert not stale(make_entry(verified_at=days_ago(5)))


def test_the_task_team_sets_the_days_on_one_page(login, task_team):
    KindRule.objects.create(kind="hearing", stale_days=10, leads=[3])
    client = login(task_team)
    page = client.get("/calendar/kinds/")
    assert page.status_code == 200
    assert 'value="10"' in page.content.decode()
    data = {
        "hearing-stale_days": "",
        "initial-hearing-stale_days": "10",
        "country_visit-stale_days_unconfirmed": "14",
        "initial-country_visit-stale_days_unconfirmed": "",
    }
    assert client.post("/calendar/kinds/", data).status_code == 302
    assert KindRule.objects.get(kind="hearing").stale_days is None
    assert KindRule.objects.get(kind="hearing").leads == [3]
    assert KindRule.objects.get(kind="country_visit").stale_days_unconfirmed == 14
    trail = AuditEntry.objects.visible_to(task_team).filter(verb="kind_rule.changed")
    assert {(act.actor_id, act.target_label) for act in trail} == {
        (task_team.pk, "Hearing"),
        (task_team.pk, "Country visit"),
    }
    client.post("/calendar/kinds/", {"country_visit-stale_days_unconfirmed": "14"})
    assert trail.all().count() == 2


@pytest.mark.parametrize("bad", ["0", "-3", "1001", "soon"])
def test_a_wrong_number_is_told_at_its_place_and_nothing_is_saved(login, task_team, bad):
    answer = login(task_team).post("/calendar/kinds/", {"hearing-stale_days": bad, "session-stale_days": "30"})
    assert answer.status_code == 422
    assert f'value="{bad}"' in answer.content.decode()
    assert answer.context["form"]["hearing-stale_days"].errors
    assert not KindRule.objects.exists()


def test_nobody_else_opens_the_page_of_kinds(login, coordinator):
    client = login(coordinator)
    assert client.get("/calendar/kinds/").status_code == 403
    assert client.post("/calendar/kinds/", {"hearing-stale_days": "3"}).status_code == 403
    assert not KindRule.objects.exists()


def test_the_line_of_a_country(moz, task_team):
    def said():
        line = kept_line("MOZ", TODAY)
        return line.state, line.text

    not_kept = ("not_kept", "Not kept yet: dates may be missing.")
    assert said() == not_kept
    calendar = CountryCalendar.objects.create(country_id="MOZ", publication=Publication.DRAFT, verified_at=days_ago(1))
    assert said() == not_kept
    calendar.publication = Publication.PUBLISHED
    calendar.save()
    assert said() == ("kept", "Kept by the Task Team; last gone through on 20 November 2026.")
    calendar.verified_at = days_ago(91)
    calendar.save()
    assert said()[0] == "stale"
    assert "22 August 2026, longer ago" in said()[1]
    calendar.stale_days = 120
    calendar.save()
    assert said()[0] == "kept"
    calendar.verified_at = None
    calendar.save()
    assert said() == ("stale", "Kept by the Task Team; not gone through yet.")


def test_page_and_api_say_that_a_date_is_stale(login, task_team, moz):
    old = make_entry(country=moz.country, verified_at=days_ago(100))
    new = make_entry(country=moz.country, verified_at=days_ago(1))
    client = login(task_team)
    assert "Verified long ago" in client.get(f"/calendar/dates/{old.pk}/").content.decode()
    assert "Verified long ago" not in client.get(f"/calendar/dates/{new.pk}/").content.decode()
