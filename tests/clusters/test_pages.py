"""Pages about people: they open for whom they are, and ask as much of the database for 1 as for 30 rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import actions
from clusters.enums import Role
from clusters.models import Membership, Organisation
from tests.factories.clusters import make_cluster, make_person

pytestmark = pytest.mark.django_db

ENTRANCE = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OWN = ["clusters:me", "clusters:tokens", "account_email", "account_change_password", "mfa_index", "account_logout"]


@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_pages_open_for_strangers(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.count(b"<h1>") == 1


@pytest.mark.parametrize("name", OWN)
def test_own_pages_open(client, name):
    client.force_login(make_person(Role.MEMBER))
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.count(b"<h1>") == 1


@pytest.mark.parametrize("name", ["clusters:people", "clusters:me", "clusters:audit", "home"])
def test_strangers_are_sent_to_log_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_sign_up_is_closed(client):
    for call in (client.get, client.post):
        response = call(reverse("account_signup"), {"email": "x@test.example", "password1": "a long test password"})
        assert response.status_code == 200
        assert b"By invitation only" in response.content


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_people_page_asks_the_same_for_1_and_30_rows(client):
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    client.force_login(lead)
    url = reverse("clusters:cluster-people", args=[cluster.pk])
    few = queries_of(client, url)
    for number in range(30):
        organisation = Organisation.objects.create(name=f"Organisation {number}")
        make_person(Role.MEMBER, cluster, organisation=organisation)
        actions.invite_person(
            email=f"new{number}@test.example", role=Role.SAG, cluster=cluster, by=lead, organisation=organisation
        )
    assert queries_of(client, url) == few <= 15


def test_cluster_list_asks_the_same_for_1_and_30_rows(client, second_factor):
    officer = make_person(Role.TASK_TEAM)
    second_factor(officer)
    client.force_login(officer)
    url = reverse("clusters:people")
    make_cluster()
    few = queries_of(client, url)
    for _number in range(30):
        make_person(Role.COORDINATOR, make_cluster())
    assert queries_of(client, url) == few <= 15


def test_audit_page_asks_the_same_for_1_and_30_rows(client):
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    client.force_login(lead)
    url = reverse("clusters:audit")
    actions.invite_person(email="a@test.example", role=Role.SAG, cluster=cluster, by=lead)
    few = queries_of(client, url)
    for number in range(30):
        actions.invite_person(email=f"b{number}@test.example", role=Role.SAG, cluster=cluster, by=lead)
    assert queries_of(client, url) == few <= 15


def test_people_of_a_cluster(client):
    cluster, other = make_cluster(), make_cluster("SYR")
    member = make_person(Role.MEMBER, cluster, name="Amina Member")
    lead = make_person(Role.COORDINATOR, cluster, name="Carla Coordinator")
    foreign = make_person(Role.COORDINATOR, other)
    partner = make_person(Role.OHCHR, cluster)
    url = reverse("clusters:cluster-people", args=[cluster.pk])
    seen = {}
    for person in (member, lead, foreign, partner):
        client.force_login(person)
        seen[person] = client.get(url)
    assert [seen[person].status_code for person in (member, lead, foreign, partner)] == [200, 200, 404, 404]
    assert "Carla Coordinator" in seen[member].content.decode()
    # Addresses and the invitation button are for those who care for the people.
    assert lead.email not in seen[member].content.decode()
    assert member.email in seen[lead].content.decode()
    assert reverse("clusters:invite", args=[cluster.pk]) in seen[lead].content.decode()
    assert reverse("clusters:invite", args=[cluster.pk]) not in seen[member].content.decode()


def test_national_role_reaches_down_not_up(client):
    national = make_cluster("MOZ")
    node = make_cluster("MOZ", parent=national)
    above = make_person(Role.COORDINATOR, national)
    below = make_person(Role.COORDINATOR, node)
    client.force_login(above)
    assert client.get(reverse("clusters:cluster-people", args=[node.pk])).status_code == 200
    client.force_login(below)
    assert client.get(reverse("clusters:cluster-people", args=[national.pk])).status_code == 404
    assert client.get(reverse("clusters:cluster-people", args=[node.pk])).status_code == 200


@pytest.mark.parametrize(
    ("starts", "ends", "is_in"),
    [(0, None, True), (1, None, False), (-5, 0, True), (-5, -1, False), (-5, 5, True), (0, 0, True)],
)
def test_membership_counts_from_its_first_to_its_last_day(client, time_machine, starts, ends, is_in):
    time_machine.move_to(dt.datetime(2027, 3, 10, 23, 59, tzinfo=dt.UTC))
    today = dt.date(2027, 3, 10)
    cluster = make_cluster()
    make_person(Role.COORDINATOR, cluster)
    person = make_person(
        Role.MEMBER,
        cluster,
        starts_on=today + dt.timedelta(days=starts),
        ends_on=None if ends is None else today + dt.timedelta(days=ends),
    )
    client.force_login(person)
    url = reverse("clusters:cluster-people", args=[cluster.pk])
    assert client.get(url).status_code == (200 if is_in else 404)
    if ends == 0:
        time_machine.move_to(dt.datetime(2027, 3, 11, 0, 1, tzinfo=dt.UTC))
        assert client.get(url).status_code == 404
    assert Membership.objects.filter(user=person).count() == 1


@pytest.mark.parametrize("name", [*OWN, *ENTRANCE])
def test_pages_stay_small(client, name):
    import gzip

    if name in OWN:
        client.force_login(make_person(Role.MEMBER))
    assert len(gzip.compress(client.get(reverse(name)).content)) < 30_000


def test_no_page_needs_inline_script_or_style(client):
    """What the Content-Security-Policy would silence: nothing of it is there."""
    import re

    client.force_login(make_person(Role.MEMBER))
    for name in [*OWN, "mfa_activate_totp", "mfa_add_webauthn"]:
        client.post(reverse("account_reauthenticate"), {"password": "a long test password"})
        page = client.get(reverse(name)).content.decode()
        assert not re.search(r"\sstyle=|\son[a-z]+=", page), name
        for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL):
            assert not body.strip() or "application/json" in attributes, name
