"""Pages of what a cluster follows: who reads, who changes, queries, mistakes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.actions.following import rank_mandate, set_attendance
from calendar_app.enums import EntryKind, Taking
from calendar_app.models import Attendance, FollowedTheme, PriorityMandate
from clusters.enums import Role
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import make_entry, make_mechanism, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def mandate(key):
    return make_mechanism(key, family=Family.SPECIAL_PROCEDURE, name=f"Mandate {key}")


def page_of(cluster):
    return reverse("calendar:following-cluster", args=[cluster.pk])


def test_coordinators_change_members_read_others_find_nothing(login, coordinator, member, stranger, moz):
    rank_mandate(cluster=moz, year=2026, mechanism=mandate("a"), reason="because of it", by=coordinator)
    for person, status in ((coordinator, 200), (member, 200), (stranger, 404)):
        assert login(person).get(page_of(moz)).status_code == status
    assert b"because of it" in login(member).get(page_of(moz)).content
    assert b"Take out" in login(coordinator).get(page_of(moz)).content
    assert b"Take out" not in login(member).get(page_of(moz)).content
    assert login(make_person(Role.OHCHR, moz)).get(page_of(moz)).status_code == 404


def test_the_short_address_leads_to_my_cluster(login, coordinator, moz):
    assert login(coordinator).get(reverse("calendar:following")).url == page_of(moz)
    assert login(make_person(Role.GPC)).get(reverse("calendar:following")).status_code == 404


def test_a_coordinator_builds_her_list(login, coordinator, moz):
    client = login(coordinator)
    theme = Theme.objects.create(key="housing", name="Housing")
    client.post(reverse("calendar:following-themes", args=[moz.pk]), {"theme": [theme.pk, "x", "9" * 30]})
    assert FollowedTheme.objects.visible_to(coordinator).get().theme == theme
    add = reverse("calendar:following-rank", args=[moz.pk])
    for key in ("a", "b"):
        answer = client.post(add, {"mechanism": mandate(key).pk, "reason": f"why {key}", "year": "2026"})
        assert answer.url == f"{page_of(moz)}?year=2026#mandates"
    second = PriorityMandate.objects.visible_to(coordinator).get(rank=2)
    client.post(reverse("calendar:mandate-move", args=[second.pk]), {"to": "up"})
    second.refresh_from_db()
    assert second.rank == 1
    client.post(reverse("calendar:following-carry", args=[moz.pk]), {"year": "2026"})
    assert PriorityMandate.objects.visible_to(coordinator).filter(year=2027).count() == 2
    client.post(reverse("calendar:mandate-drop", args=[second.pk]))
    assert [row.rank for row in PriorityMandate.objects.visible_to(coordinator).filter(year=2026)] == [1]


@pytest.mark.parametrize("data", [{}, {"year": "2026"}, {"mechanism": "x", "year": "2026"}, {"year": "abcd"}])
def test_a_bad_ranking_is_answered_at_its_place(login, coordinator, moz, data):
    answer = login(coordinator).post(reverse("calendar:following-rank", args=[moz.pk]), {"reason": "my words", **data})
    assert answer.status_code == 422
    assert b"my words" in answer.content


def test_ranking_for_a_past_year_is_refused_at_its_place(login, coordinator, moz):
    answer = login(coordinator).post(
        reverse("calendar:following-rank", args=[moz.pk]), {"mechanism": mandate("a").pk, "year": "2020"}
    )
    assert answer.status_code == 403
    assert b"this year and of the next" in answer.content


def test_a_reason_that_someone_changed_shows_both_texts(login, coordinator, moz):
    ranked = rank_mandate(cluster=moz, year=2026, mechanism=mandate("a"), reason="theirs now", by=coordinator)
    PriorityMandate.objects.visible_to(coordinator).filter(pk=ranked.pk).update(version=2)
    address = reverse("calendar:mandate-reason", args=[ranked.pk])
    client = login(coordinator)
    answer = client.post(address, {"reason": "mine", "version": "1"})
    assert answer.status_code == 409
    assert b"theirs now" in answer.content
    assert b"mine" in answer.content
    assert client.post(address, {"reason": "mine", "version": "2"}).status_code == 302


def test_members_may_not_open_the_form_of_a_reason(login, member, coordinator, moz):
    ranked = rank_mandate(cluster=moz, year=2026, mechanism=mandate("a"), by=coordinator)
    assert login(member).get(reverse("calendar:mandate-reason", args=[ranked.pk])).status_code == 403


def test_attendance_stands_on_the_date_and_in_the_calendar(login, coordinator, member, moz):
    meeting = make_entry(kind=EntryKind.SESSION, country=None, title="Council")
    address = reverse("calendar:entry-attendance", args=[meeting.pk])
    client = login(coordinator)
    answer = client.post(address, {"cluster": moz.pk, "taking": "attend", "who": "Rosa <b>"})
    assert answer.status_code == 302
    row = Attendance.objects.visible_to(coordinator).get()
    assert (row.cluster, row.taking, row.who) == (moz, Taking.ATTEND, "Rosa <b>")
    for address_seen in (
        reverse("calendar:entry-detail", args=[meeting.pk]),
        reverse("calendar:calendar"),
        page_of(moz),
    ):
        assert b"Rosa &lt;b&gt;" in login(member).get(address_seen).content, address_seen
    assert login(member).get(address).status_code == 403
    client.post(address, {"end": str(moz.pk)})
    assert not Attendance.objects.visible_to(coordinator).exists()
    assert client.post(address, {"end": "77"}).status_code == 404


def test_a_deadline_is_not_attended(login, coordinator, moz):
    date = make_entry(kind=EntryKind.SUBMISSION, country=moz.country)
    answer = login(coordinator).post(
        reverse("calendar:entry-attendance", args=[date.pk]), {"cluster": moz.pk, "taking": "attend"}
    )
    assert answer.status_code == 422


def test_the_page_takes_the_same_queries_for_one_and_thirty(login, coordinator, moz):
    client = login(coordinator)
    client.get(page_of(moz))

    def queries():
        with CaptureQueriesContext(connection) as log:
            assert client.get(page_of(moz)).status_code == 200
        return len(log)

    def add(number):
        theme = Theme.objects.create(key=f"theme-{number}", name=f"Theme {number}")
        FollowedTheme.objects.create(cluster=moz, theme=theme)
        PriorityMandate.objects.create(cluster=moz, year=2026, mechanism=mandate(f"m{number}"), rank=number, reason="r")
        set_attendance(
            cluster=moz, entry=make_entry(kind=EntryKind.SESSION, country=None), taking=Taking.WATCH, by=coordinator
        )

    add(1)
    few = queries()
    for number in range(2, 31):
        add(number)
    assert queries() == few <= 15
