"""The Strategic Advisory Group: seats of organisations and of people, and the question about OHCHR."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import queries
from clusters.actions import add_seat, change_seat, record_profile
from clusters.enums import ProfileAnswer, ProfileTopic, Role
from clusters.models import AdvisorySeat
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.api_calls import Caller, assert_bad, assert_refused
from tests.factories import make_cluster, make_organisation, make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.address = reverse("clusters:advisory-group", args=[self.cluster.pk])

    def group(self, user=None):
        return queries.advisory_group(user or self.lead, self.cluster)

    def presence(self, answer, text=""):
        known = queries.profile_of(self.lead, self.cluster).topics
        current = next(line.current for line in known if line.topic == ProfileTopic.OHCHR)
        newest = current.pk if current else None
        record_profile(
            cluster=self.cluster,
            topic=ProfileTopic.OHCHR,
            as_of=clock.today(),
            answer=answer,
            text=text,
            newest=newest,
            by=self.lead,
        )


@pytest.fixture
def here():
    return Here()


def seats():
    return AdvisorySeat.objects.unscoped("a test looks at every row")


def trail():
    rows = AuditEntry.objects.unscoped("a test looks at every row").filter(verb__startswith="seat.").order_by("pk")
    return [(row.verb, row.before, row.after) for row in rows]


def test_a_seat_is_recorded_and_the_trail_keeps_no_holder(here):
    seat = add_seat(cluster=here.cluster, body=" A legal network ", held_by="Head of law", by=here.lead)
    assert (seat.body, seat.held_by, seat.recorded_by) == ("A legal network", "Head of law", here.lead)
    [(verb, before, after)] = trail()
    assert (verb, before, after["is_ohchr"]) == ("seat.added", None, False)
    assert "Head of law" not in str(trail())
    assert change_seat(seat=seat, expected_version=1, body="A legal network", by=here.lead).version == 1
    assert len(trail()) == 1


def test_members_of_an_organisation_hold_its_seat_and_others_have_their_own(here):
    organisation = make_organisation("Legal Network")
    sitting = make_person(Role.SAG, here.cluster, organisation=organisation)
    alone = make_person(Role.SAG, here.cluster, organisation=False)
    gone = make_person(Role.SAG, here.cluster, ends_on=clock.today() - DAY, starts_on=dt.date(2024, 1, 1))
    add_seat(cluster=here.cluster, organisation=organisation, starts_on=dt.date(2025, 3, 1), by=here.lead)
    found = here.group().seats
    assert [(seat.name, [held.user for held in seat.people], seat.since) for seat in found] == [
        ("Legal Network", [sitting], dt.date(2025, 3, 1)),
        ("", [alone], dt.date(2020, 1, 1)),
    ]
    assert gone not in [held.user for seat in found for held in seat.people]


def test_seats_come_run_and_end(here):
    today = clock.today()
    add_seat(cluster=here.cluster, body="Coming", starts_on=today + DAY, by=here.lead)
    add_seat(cluster=here.cluster, body="Ended", ends_on=today - DAY, by=here.lead)
    add_seat(cluster=here.cluster, body="Last day", ends_on=today, by=here.lead)
    group = here.group()
    names = [[seat.name for seat in seats] for seats in (group.coming, group.seats, group.ended)]
    assert names == [["Coming"], ["Last day"], ["Ended"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"body": "A", "starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)},
        {"body": "legal NETWORK", "starts_on": dt.date(2026, 1, 1)},
    ],
)
def test_a_seat_is_somebodys_ends_after_it_begins_and_is_recorded_once(here, wrong):
    add_seat(cluster=here.cluster, body="Legal network", starts_on=dt.date(2025, 1, 1), by=here.lead)
    with pytest.raises(ValidationError):
        add_seat(cluster=here.cluster, by=here.lead, **wrong)
    assert seats().count() == 1


def test_after_the_end_the_same_body_may_sit_again(here):
    add_seat(cluster=here.cluster, body="A", ends_on=dt.date(2025, 12, 31), by=here.lead)
    add_seat(cluster=here.cluster, body="A", starts_on=dt.date(2026, 1, 1), by=here.lead)
    assert seats().count() == 2


def test_coordinators_alone_record_and_a_stale_change_writes_nothing(here):
    seat = add_seat(cluster=here.cluster, body="A", by=here.lead)
    for person in (here.member, here.stranger, make_person(Role.SAG, here.cluster)):
        with pytest.raises(Refused):
            add_seat(cluster=here.cluster, body="B", by=person)
    change_seat(seat=seat, expected_version=1, held_by="Director", by=here.lead)
    with pytest.raises(Stale):
        change_seat(seat=seat, expected_version=1, held_by="Deputy", by=here.lead)
    assert seats().get().held_by == "Director"


# --- OHCHR ----------------------------------------------------------------------------------------------------


def test_nothing_is_guessed_about_ohchr(here):
    group = here.group()
    assert (group.presence_unknown, group.lacks_ohchr) == (True, False)
    here.presence("", text="OHCHR was a member of the cluster.")
    assert here.group().presence_unknown
    here.presence(ProfileAnswer.NO_PRESENCE)
    group = here.group()
    assert (group.presence_unknown, group.lacks_ohchr) == (False, False)


def test_a_presence_without_a_seat_is_prompted_until_there_is_one(here):
    here.presence(ProfileAnswer.STAND_ALONE)
    assert here.group().lacks_ohchr
    seat = add_seat(cluster=here.cluster, body="Country office", is_ohchr=True, by=here.lead)
    assert not here.group().lacks_ohchr
    change_seat(seat=seat, expected_version=1, ends_on=clock.today() - DAY, by=here.lead)
    assert here.group().lacks_ohchr
    make_person(Role.SAG, here.cluster, organisation=make_organisation("OHCHR Nigeria"))
    assert not here.group().lacks_ohchr


def test_who_may_not_read_the_profile_is_told_nothing_of_it(here):
    here.presence(ProfileAnswer.STAND_ALONE)
    assert here.group(make_person(Role.ADMINISTRATOR)).presence is None
    assert here.group(here.member).lacks_ohchr


# --- Pages and programs ------------------------------------------------------------------------------------------


def test_the_page_shows_records_and_changes(here, client):
    client.force_login(here.lead)
    page = client.get(here.address).content.decode()
    assert "Not known whether OHCHR has a field presence" in page
    answer = client.post(here.address, {"body": "Legal network", "held_by": "Director"})
    assert answer.status_code == 302
    seat = seats().get()
    one = reverse("clusters:advisory-seat", args=[here.cluster.pk, seat.pk])
    assert "Legal network" in client.get(one).content.decode()
    answer = client.post(one, {"body": "Legal network", "ends_on": "2026-01-01", "version": "7"})
    assert answer.status_code == 409
    answer = client.post(one, {"body": "Legal network", "ends_on": "2026-01-01", "version": "1"})
    assert (answer.status_code, seats().get().ends_on) == (302, dt.date(2026, 1, 1))
    assert client.post(here.address, {"held_by": "Nobody"}).status_code == 422


def test_members_read_and_strangers_find_nothing(here, client):
    seat = add_seat(cluster=here.cluster, body="Legal network", by=here.lead)
    one = reverse("clusters:advisory-seat", args=[here.cluster.pk, seat.pk])
    client.force_login(here.member)
    page = client.get(here.address).content.decode()
    assert "Legal network" in page
    assert "Record a seat" not in page
    assert client.post(here.address, {"body": "B"}).status_code == 403
    assert client.get(one).status_code == 403
    for person in (here.stranger, make_person(Role.OHCHR, here.cluster)):
        client.force_login(person)
        assert client.get(here.address).status_code == 404
        assert client.post(one, {"body": "B", "version": "1"}).status_code == 404
    client.force_login(here.lead)
    elsewhere = reverse("clusters:advisory-seat", args=[make_cluster("SYR").pk, seat.pk])
    assert client.get(elsewhere).status_code == 404
    assert seats().get().body == "Legal network"


def test_programs_do_the_same(here):
    api, address = Caller(here.lead), reverse("api-advisory-seat-list")
    made = api.post(address, cluster=here.cluster.pk, body="Legal network", is_ohchr=False)
    assert made.status_code == 201
    one = reverse("api-advisory-seat-detail", args=[made.json()["id"]])
    assert api.patch(one, version=1, ends_on="2026-01-01").json()["ends_on"] == "2026-01-01"
    assert api.patch(one, version=1, ends_on="2026-01-02").status_code == 409
    assert_bad(api.post(address, cluster=here.cluster.pk), "organisation")
    assert_refused(Caller(here.member).post(address, cluster=here.cluster.pk, body="B"))
    assert_refused(Caller(here.member).patch(one, version=2, body="B"))
    stranger = Caller(here.stranger)
    assert stranger.get(address).json()["count"] == 0
    assert stranger.get(one).status_code == 404
    assert stranger.post(address, cluster=here.cluster.pk, body="B").status_code == 404
    assert Caller(here.member).get(address, cluster=here.cluster.pk).json()["count"] == 1


def test_the_page_costs_the_same_for_one_seat_and_for_thirty(here, client):
    client.force_login(here.lead)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            assert client.get(here.address).status_code == 200
        return len(queries_made)

    add_seat(cluster=here.cluster, organisation=make_organisation(), by=here.lead)
    make_person(Role.SAG, here.cluster, organisation=make_organisation())
    first = cost()
    for _number in range(15):
        add_seat(cluster=here.cluster, organisation=make_organisation(), by=here.lead)
        make_person(Role.SAG, here.cluster, organisation=make_organisation())
    assert cost() == first <= 15
