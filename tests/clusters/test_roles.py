"""Roles: given and ended by those who may, never raised by oneself, and no cluster left without a lead by accident."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters import actions, policy
from clusters.enums import LEAD_ROLES, Role
from clusters.models import Membership, Organisation
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.clusters import make_cluster, make_person

pytestmark = pytest.mark.django_db


def trail():
    return AuditEntry.objects.unscoped("assert on the whole trail")


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def member(cluster):
    return make_person(Role.MEMBER, cluster)


def role_of(person):
    return person.memberships.get()


def test_give_another_role(client, cluster, lead, member):
    client.force_login(lead)
    page = reverse("clusters:membership", args=[role_of(member).pk])
    assert client.get(page).status_code == 200
    response = client.post(page, {"grant": "1", "new-role": "sag", "new-ends_on": ""})
    assert response.status_code == 302
    assert policy.has_role_in(member, cluster.pk, {Role.SAG})
    entry = trail().get()
    assert (entry.verb, entry.cluster_id, entry.after["role"]) == ("membership.begun", cluster.pk, "sag")


@pytest.mark.parametrize("role", ["task_team", "administrator", "gpc", "emperor", ""])
def test_a_forged_role_is_refused(client, cluster, lead, member, role):
    client.force_login(lead)
    page = reverse("clusters:membership", args=[role_of(member).pk])
    assert client.post(page, {"grant": "1", "new-role": role}).status_code == 422
    assert member.memberships.count() == 1
    assert not trail().exists()


@pytest.mark.parametrize("actor", [Role.SAG, Role.MEMBER, Role.OHCHR, Role.GPC])
def test_others_find_no_page_to_change_roles(client, cluster, member, actor):
    client.force_login(make_person(actor, cluster))
    pk = role_of(member).pk
    assert client.get(reverse("clusters:membership", args=[pk])).status_code == 404
    assert client.post(reverse("clusters:membership", args=[pk]), {"change": "1"}).status_code == 404
    assert client.post(reverse("clusters:end-membership", args=[pk])).status_code == 404
    assert role_of(member).ends_on is None


def test_a_lead_of_another_cluster_is_a_stranger(client, member):
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.get(reverse("clusters:membership", args=[role_of(member).pk])).status_code == 404
    with pytest.raises(Refused):
        actions.end_membership(membership=role_of(member), by=make_person(Role.COORDINATOR, make_cluster("NGA")))


def test_the_task_team_does_not_touch_administrators(client, second_factor):
    boss = make_person(Role.ADMINISTRATOR)
    officer = make_person(Role.TASK_TEAM)
    second_factor(officer)
    client.force_login(officer)
    assert client.get(reverse("clusters:membership", args=[role_of(boss).pk])).status_code == 404
    with pytest.raises(Refused):
        actions.end_membership(membership=role_of(boss), by=officer)
    with pytest.raises(Refused):
        actions.grant_role(user=make_person(Role.GPC), role=Role.ADMINISTRATOR, cluster=None, by=officer)


def test_nobody_raises_herself(cluster, lead):
    with pytest.raises(Refused):
        actions.grant_role(user=lead, role=Role.SAG, cluster=cluster, by=lead)
    own = role_of(lead)
    actions.change_membership(membership=own, organisation=None, ends_on=dt.date(2099, 1, 1), by=lead)
    for longer in (None, dt.date(2099, 1, 2)):
        with pytest.raises(Refused):
            actions.change_membership(membership=own, organisation=None, ends_on=longer, by=lead)
    own.refresh_from_db()
    assert own.ends_on == dt.date(2099, 1, 1)


def test_end_takes_effect_at_the_next_request(client, cluster, lead, member):
    page = reverse("clusters:cluster-people", args=[cluster.pk])
    client.force_login(member)
    assert client.get(page).status_code == 200
    actions.end_membership(membership=role_of(member), by=lead)
    assert client.get(page).status_code == 404
    entry = trail().get()
    assert (entry.verb, entry.before["ends_on"]) == ("membership.ended", None)
    assert entry.after["ends_on"] < dt.date.today().isoformat()  # noqa: DTZ011
    with pytest.raises(Refused):
        actions.end_membership(membership=role_of(member), by=lead)


def test_a_role_of_today_leaves_only_its_entry(cluster, lead, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 10, 12, tzinfo=dt.UTC))
    person = make_person(Role.SAG, cluster, starts_on=dt.date(2027, 3, 10))
    actions.end_membership(membership=role_of(person), by=lead)
    assert not person.memberships.exists()
    assert trail().get().before["role"] == "sag"


def test_the_last_lead_stays(client, cluster, lead):
    client.force_login(lead)
    response = client.post(reverse("clusters:end-membership", args=[role_of(lead).pk]))
    assert response.status_code == 403
    assert "Nobody else leads this cluster" in response.content.decode()
    assert role_of(lead).ends_on is None
    # A lead of the national cluster, one who is inactive, one whose role ended: none of them counts.
    make_person(Role.COORDINATOR, cluster, is_active=False)
    make_person(Role.COORDINATOR, cluster, ends_on=dt.date(2021, 1, 1))
    assert client.post(reverse("clusters:end-membership", args=[role_of(lead).pk])).status_code == 403
    make_person(Role.CO_COORDINATOR, cluster)
    assert client.post(reverse("clusters:end-membership", args=[role_of(lead).pk])).status_code == 302
    assert not policy.has_role_in(lead, cluster.pk, LEAD_ROLES)


def test_the_last_administrator_stays():
    boss = make_person(Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        actions.end_membership(membership=role_of(boss), by=boss)
    actions.end_membership(membership=role_of(boss), by=make_person(Role.ADMINISTRATOR))


def test_a_coming_gap_is_warned_of(client, cluster, lead):
    client.force_login(lead)
    page = reverse("clusters:membership", args=[role_of(lead).pk])
    response = client.post(page, {"change": "1", "ends_on": "2099-01-01"}, follow=True)
    assert "nobody leads the cluster" in response.content.decode()


@pytest.mark.parametrize("day", ["2019-12-31", "2020-02-30", "soon", "0000-00-00"])
def test_impossible_last_days(client, lead, member, day):
    client.force_login(lead)
    page = reverse("clusters:membership", args=[role_of(member).pk])
    response = client.post(page, {"change": "1", "ends_on": day})
    assert response.status_code == 422
    assert "ends_on" in response.context["form"].errors
    assert role_of(member).ends_on is None


def test_change_organisation_and_last_day(client, lead, cluster):
    aid = Organisation.objects.create(name="Aid")
    member = make_person(Role.MEMBER, cluster, organisation=aid)
    client.force_login(lead)
    page = reverse("clusters:membership", args=[role_of(member).pk])
    other = Organisation.objects.create(name="Other")
    assert client.post(page, {"change": "1", "organisation": other.pk, "ends_on": "2099-05-04"}).status_code == 302
    entry = trail().get()
    assert (entry.before["organisation"], entry.after["organisation"]) == ("Aid", "Other")
    assert (entry.before["ends_on"], entry.after["ends_on"]) == (None, "2099-05-04")
    assert client.post(page, {"change": "1", "organisation": "", "ends_on": ""}).status_code == 422, (
        "a member needs one"
    )


def test_a_role_twice_at_once_is_refused(cluster, lead, member):
    with pytest.raises(ValidationError):
        actions.grant_role(
            user=member, role=Role.MEMBER, cluster=cluster, by=lead, organisation=Organisation.objects.create(name="A")
        )


def test_national_lead_cares_for_the_node_and_not_the_other_way_round(cluster, lead):
    node = make_cluster(parent=cluster)
    person = make_person(Role.MEMBER, node)
    make_person(Role.COORDINATOR, node)
    below = make_person(Role.COORDINATOR, node)
    with pytest.raises(Refused):
        actions.end_membership(membership=role_of(lead), by=below)
    actions.end_membership(membership=role_of(person), by=lead)
    assert Membership.objects.get(user=person).ends_on is not None
