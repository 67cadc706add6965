"""The yearly planning of themes and mandates: at home until done, one mail that can be stopped."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from calendar_app.actions.planning_years import mark_year_planned, reopen_year
from calendar_app.models import PlannedYear
from calendar_app.notices.planning_year import YEAR_KIND, remind_of_years
from calendar_app.rules.planning_year import is_turn_of_year, year_to_plan
from calendar_app.tasks import task_remind_of_years
from clusters.enums import Rhythm, Role
from clusters.models import Membership
from core import outbox
from core.errors import Refused
from core.models import AuditEntry, Delivery, Stop
from tests.factories import make_person

pytestmark = pytest.mark.django_db
BEGINS = (11, 1)
WHY = "a test looks at every row"


@pytest.mark.parametrize(
    ("day", "year", "is_turn"),
    [
        (dt.date(2026, 10, 31), 2026, False),
        (dt.date(2026, 11, 1), 2027, True),
        (dt.date(2026, 12, 31), 2027, True),
        (dt.date(2027, 1, 31), 2027, True),
        (dt.date(2027, 2, 1), 2027, False),
    ],
)
def test_which_year_is_planned_when(day, year, is_turn):
    assert year_to_plan(day, BEGINS) == year
    assert is_turn_of_year(day, BEGINS) is is_turn


@pytest.fixture
def months(at_noon):
    """The world in November 2026; `later` moves on."""

    def later(*when):
        return time_machine.travel(dt.datetime(*when, 9, tzinfo=dt.UTC), tick=False)

    return later


def planned():
    rows = PlannedYear.objects.unscoped(WHY)
    return sorted(rows.values_list("cluster_id", "year", "done_by_id"))


def task_at_home(client):
    return "Plan themes and mandates for" in client.get("/").content.decode()


def test_it_stands_at_home_until_one_of_the_coordinators_says_done(login, coordinator, member, moz, months):
    second = make_person(Role.CO_COORDINATOR, moz)
    page = login(coordinator).get("/").content.decode()
    assert "Plan themes and mandates for 2027" in page
    assert f"{reverse('calendar:following-cluster', args=[moz.pk])}?year=2027" in page
    assert not task_at_home(login(member))
    answer = login(second).post(reverse("calendar:following-planned", args=[moz.pk]), {"year": "2027"})
    assert answer.status_code == 302
    assert planned() == [(moz.pk, 2027, second.pk)]
    assert not task_at_home(login(coordinator))
    assert "Planned for 2027" in login(member).get(answer.url).content.decode()
    # Next year it comes again, from the day that the setting names.
    with months(2027, 10, 31):
        assert not task_at_home(login(coordinator))
    with months(2027, 11, 1):
        assert "Plan themes and mandates for 2028" in login(coordinator).get("/").content.decode()


def test_the_day_is_a_setting(login, coordinator, settings, months):
    settings.HRE_YEAR_PLANNING_FROM = (12, 1)
    assert "Plan themes and mandates for 2026" in login(coordinator).get("/").content.decode()


def test_done_twice_is_done_once_and_a_slip_is_taken_back(login, coordinator, moz, months):
    mark_year_planned(cluster=moz, year=2027, by=coordinator)
    mark_year_planned(cluster=moz, year=2027, by=coordinator)
    reopen_year(cluster=moz, year=2027, by=coordinator)
    reopen_year(cluster=moz, year=2027, by=coordinator)
    assert planned() == []
    trail = AuditEntry.objects.unscoped(WHY).filter(cluster_id=moz.pk).order_by("pk")
    assert list(trail.values_list("verb", flat=True)) == ["year.planned", "year.reopened"]
    mark_year_planned(cluster=moz, year=2027, by=coordinator)
    answer = login(coordinator).post(
        reverse("calendar:following-planned", args=[moz.pk]), {"year": "2027", "open": "1"}
    )
    assert answer.status_code == 302
    assert planned() == []


def test_only_the_coordinators_of_the_cluster_and_only_near_years(login, coordinator, member, stranger, moz, months):
    for person in (member, stranger):
        with pytest.raises(Refused):
            mark_year_planned(cluster=moz, year=2027, by=person)
        with pytest.raises(Refused):
            reopen_year(cluster=moz, year=2027, by=person)
    address = reverse("calendar:following-planned", args=[moz.pk])
    assert login(member).post(address, {"year": "2027"}).status_code == 403
    assert login(stranger).post(address, {"year": "2027"}).status_code == 404
    assert login(coordinator).post(address, {"year": "then"}).status_code == 404
    for year in (2025, 2028):
        with pytest.raises(Refused):
            mark_year_planned(cluster=moz, year=year, by=coordinator)
    assert planned() == []


def test_one_mail_to_each_coordinator_that_can_be_stopped(coordinator, member, stranger, task_team, moz, months):
    assert task_remind_of_years() == 2
    outbox.deliver_due()
    task_remind_of_years()
    outbox.deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([coordinator.email, stranger.email])
    message = next(message for message in mail.outbox if message.to == [coordinator.email])
    assert message.subject == f"{moz}: plan themes and mandates for 2027"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with months(2026, 12, 20):
        assert task_remind_of_years() == 2
        outbox.deliver_due()
    assert len(mail.outbox) == 2
    # Stopped for the cluster: next year neither.
    Stop.objects.create(
        user=coordinator, kind=YEAR_KIND, subject_type="calendar_app.year_planning", subject_id=str(moz.pk)
    )
    with months(2027, 11, 2):
        task_remind_of_years()
        outbox.deliver_due()
    assert [message.to for message in mail.outbox[2:]] == [[stranger.email]]


def test_no_mail_where_it_is_done_or_out_of_season(coordinator, moz, months):
    remind_of_years()
    mark_year_planned(cluster=moz, year=2027, by=coordinator)
    assert Delivery.objects.get(kind=YEAR_KIND).state == "cancelled"
    assert remind_of_years() == 0
    with months(2027, 6, 1):
        reopen = PlannedYear.objects.unscoped(WHY)
        reopen.all().delete()
        assert remind_of_years() == 0
    outbox.deliver_due()
    assert mail.outbox == []


def test_a_mail_asks_again_before_it_leaves(coordinator, stranger, moz, months):
    remind_of_years()
    PlannedYear.objects.unscoped(WHY).create(cluster=moz, year=2027, done_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    Membership.objects.filter(user=stranger).update(ends_on=dt.date(2026, 11, 20))
    outbox.deliver_due()
    assert mail.outbox == []
    assert set(Delivery.objects.values_list("state", flat=True)) == {"cancelled"}


def test_who_wants_no_mails_gets_none_and_a_late_coordinator_hears_too(coordinator, moz, months):
    coordinator.reminder_rhythm = Rhythm.NONE
    coordinator.save()
    assert remind_of_years() == 0
    late = make_person(Role.CO_COORDINATOR, moz)
    with months(2027, 1, 15):
        assert remind_of_years() == 1
        outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [[late.email]]
