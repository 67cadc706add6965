"""The administration: for whom it is, what it hides, and that each change enters the trail."""

import datetime as dt

import pytest

from clusters import actions
from clusters.enums import Role
from clusters.models import Cluster, Membership, Organisation, User
from core.models import AuditEntry
from tests.factories.clusters import PASSWORD, make_cluster, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client, second_factor):
    boss = make_person(Role.ADMINISTRATOR)
    second_factor(boss)
    client.force_login(boss)
    return boss


def trail():
    return AuditEntry.objects.unscoped("assert on the whole trail")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, Role.SAG, Role.GPC, Role.OHCHR])
def test_others_find_no_administration(client, role):
    client.force_login(make_person(role))
    assert client.get("/admin/", follow=True).status_code == 404
    assert client.get("/admin/clusters/user/", follow=True).status_code == 404


def test_strangers_log_in_at_the_portals_own_door(client):
    response = client.get("/admin/clusters/user/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/clusters/user/"


def test_the_task_team_keeps_reference_data_and_not_people(client, second_factor):
    officer = make_person(Role.TASK_TEAM)
    second_factor(officer)
    client.force_login(officer)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/clusters/user/").status_code == 403
    assert client.get("/admin/core/auditentry/").status_code == 403


@pytest.mark.parametrize("name", ["Root", "Former"])
def test_a_role_that_ended_closes_the_door(client, name):
    person = make_person(Role.ADMINISTRATOR, ends_on=dt.date(2021, 1, 1), is_staff=False, name=name)
    client.force_login(person)
    assert client.get("/admin/", follow=True).status_code == 404


LISTS = [
    "clusters/user", "clusters/membership", "clusters/invitation", "clusters/cluster", "clusters/country",
    "clusters/organisation", "clusters/personaltoken", "clusters/breakglass", "core/auditentry",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_search(client, boss, name):
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    actions.invite_person(email="a@test.example", role=Role.SAG, cluster=cluster, by=lead)
    token, _secret = actions.create_token(name="a", may_write=True, days=2, by=lead)
    actions.break_glass(cluster=cluster, reason="A long enough reason.", by=boss)
    Organisation.objects.create(name="Aid")
    page = client.get(f"/admin/{name}/?q=a").content.decode()
    assert "Aid" in page or "results" in page or "result" in page
    assert token.secret_hash not in page


@pytest.mark.parametrize(
    "name", ["mfa/authenticator", "account/emailaddress", "socialaccount/socialtoken", "auth/group"]
)
def test_secrets_of_others_have_no_page(client, boss, name):
    assert client.get(f"/admin/{name}/").status_code == 404


def test_neither_passwords_nor_hashes_are_shown_or_taken(client, boss):
    person = make_person(Role.MEMBER)
    url = f"/admin/clusters/user/{person.pk}/change/"
    page = client.get(url).content.decode()
    assert person.password not in page
    assert 'name="password"' not in page
    client.post(
        url,
        {
            "name": "Renamed", "is_active": "on", "language": "fr", "time_zone": "UTC", "reminder_rhythm": "each",
            "reminder_leads": "[]", "reminder_hour": "7", "password": "x", "is_superuser": "on", "email": "b@b.example",
            "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0",
        },
    )  # fmt: skip
    stored = User.objects.get(pk=person.pk)
    assert (stored.name, stored.language) == ("Renamed", "fr")
    assert (stored.password, stored.email, stored.is_superuser) == (person.password, person.email, False)
    entry = trail().get()
    assert (entry.verb, entry.before["name"], entry.after["name"]) == ("person.changed", person.name, "Renamed")


def test_an_unknown_zone_is_said_at_the_field(client, boss):
    person = make_person(Role.MEMBER)
    response = client.post(
        f"/admin/clusters/user/{person.pk}/change/",
        {
            "name": "A", "is_active": "on", "language": "fr", "time_zone": "Mars/Olympus", "reminder_rhythm": "each",
            "reminder_leads": "[]", "reminder_hour": "7",
            "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0",
        },
    )  # fmt: skip
    assert response.status_code == 200
    assert "no such time zone" in response.content.decode()


def test_saving_a_membership_is_recorded_in_the_trail_of_the_cluster(client, boss):
    cluster = make_cluster()
    person = make_person(Role.MEMBER)
    data = {"user": person.pk, "cluster": cluster.pk, "role": "sag", "starts_on": "2027-01-01"}
    assert client.post("/admin/clusters/membership/add/", data).status_code == 302
    entry = trail().get()
    assert (entry.verb, entry.cluster_id, entry.after["role"]) == ("membership.added", cluster.pk, "sag")


@pytest.mark.parametrize(
    "data",
    [
        {"role": "task_team"},
        {"role": "sag", "cluster": ""},
        {"role": "sag", "ends_on": "2026-01-01"},
        {"role": "sag", "user": "self"},
    ],
)
def test_impossible_memberships_are_refused(client, boss, data):
    cluster = make_cluster()
    person = make_person(Role.MEMBER)
    before = Membership.objects.count()
    form = {"user": person.pk, "cluster": cluster.pk, "starts_on": "2027-01-01", **data}
    if form["user"] == "self":
        form["user"] = boss.pk
    response = client.post("/admin/clusters/membership/add/", form)
    assert response.status_code == 200
    assert response.context["errors"]
    assert Membership.objects.count() == before
    assert not trail().exists()


def test_a_cluster_change_is_recorded(client, boss):
    cluster = make_cluster()
    data = {"country": "MOZ", "name": "Renamed", "requires_second_factor": "on"}
    assert client.post(f"/admin/clusters/cluster/{cluster.pk}/change/", data).status_code == 302
    assert Cluster.objects.get(pk=cluster.pk).requires_second_factor
    entry = trail().get()
    assert (entry.before["requires_second_factor"], entry.after["requires_second_factor"]) == (False, True)
    assert entry.cluster_id == cluster.pk


def test_tokens_are_revoked_not_changed(client, boss):
    person = make_person(Role.MEMBER)
    token, _secret = actions.create_token(name="lost laptop", may_write=True, days=2, by=person)
    client.post("/admin/clusters/personaltoken/", {"action": "revoke", "_selected_action": [token.pk]})
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.post(f"/admin/clusters/personaltoken/{token.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"/admin/clusters/personaltoken/{token.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_trail_cannot_be_changed_here(client, boss):
    person = make_person(Role.MEMBER)
    actions.set_language(user=person, language="fr", by=person)
    entry = trail().get()
    assert client.get(f"/admin/core/auditentry/{entry.pk}/change/").status_code == 200
    assert client.post(f"/admin/core/auditentry/{entry.pk}/change/", {"verb": "x"}).status_code == 403
    assert client.post(f"/admin/core/auditentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/core/auditentry/add/").status_code == 403


def test_an_operator_enters_with_a_factor_and_reads_no_cluster(client, second_factor):
    root = User.objects.create_superuser("root@test.example", PASSWORD, name="Root")
    second_factor(root)
    client.force_login(root)
    assert client.get("/admin/clusters/user/").status_code == 200
