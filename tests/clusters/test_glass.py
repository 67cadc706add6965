"""Break-glass: reasoned, short, recorded, told."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters import actions, notices, policy, queries
from clusters.actions import glass as glass_actions
from clusters.enums import Role
from clusters.models import BreakGlass, User
from core import memo
from core.errors import Refused
from core.models import AuditEntry, Delivery
from core.outbox import Dropped
from tests.factories.clusters import PASSWORD, make_cluster, make_person

pytestmark = pytest.mark.django_db
WHY = "A coordinator reports a threat and cannot be reached."
START = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def boss(second_factor):
    boss = make_person(Role.ADMINISTRATOR, name="Ada Admin")
    second_factor(boss)
    return boss


def opened(user):
    return list(policy.glass_cluster_ids(user).values_list("cluster_id", flat=True))


def test_whole_life(client, cluster, lead, boss, time_machine):
    time_machine.move_to(START, tick=False)
    actions.invite_person(email="a@test.example", role=Role.SAG, cluster=cluster, by=lead)
    client.force_login(boss)

    def trail():
        return AuditEntry.objects.visible_to(boss).filter(cluster_id=cluster.pk)

    assert not trail().exists(), "an administrator does not read a cluster's trail"
    response = client.post(reverse("clusters:break-glass"), {"cluster": cluster.pk, "reason": WHY}, follow=True)
    assert "is open." in response.content.decode()
    assert opened(boss) == [cluster.pk]
    assert trail().count() == 2
    entry = AuditEntry.objects.visible_to(lead).get(verb="glass.broken")
    assert (entry.actor_label, entry.reason, entry.cluster_id) == ("Ada Admin", WHY, cluster.pk)
    delivery = Delivery.objects.get()
    assert (delivery.kind, delivery.recipient) == ("break_glass", lead)
    assert WHY not in str(delivery.context)
    # The banner is on every page, the administration's too, until the half hour is over.
    for page in ("/people/me/", "/admin/"):
        assert "Break-glass access to confidential material" in client.get(page).content.decode()
    time_machine.move_to(START + dt.timedelta(minutes=29, seconds=59))
    assert opened(boss) == [cluster.pk]
    time_machine.move_to(START + dt.timedelta(minutes=30, seconds=1))
    assert opened(boss) == []
    assert not trail().exists()
    assert "Break-glass access to confidential" not in client.get("/people/me/").content.decode()


def test_end_early(client, cluster, lead, boss):
    client.force_login(boss)
    glass = actions.break_glass(cluster=cluster, reason=WHY, by=boss)
    assert client.post(reverse("clusters:end-glass", args=[glass.pk])).status_code == 302
    assert opened(boss) == []
    assert AuditEntry.objects.visible_to(lead).filter(verb="glass.ended").count() == 1
    client.post(reverse("clusters:end-glass", args=[glass.pk]))
    assert AuditEntry.objects.visible_to(lead).filter(verb="glass.ended").count() == 1, "a second time does nothing"


@pytest.mark.parametrize("reason", ["", "   ", "because", "x" * 1001])
def test_no_reason_no_access(client, cluster, boss, reason):
    client.force_login(boss)
    response = client.post(reverse("clusters:break-glass"), {"cluster": cluster.pk, "reason": reason})
    assert response.status_code == 422
    assert not BreakGlass.objects.exists()
    assert not Delivery.objects.exists()


def test_the_action_needs_a_reason_too(cluster, boss):
    with pytest.raises(ValidationError):
        actions.break_glass(cluster=cluster, reason="because", by=boss)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, Role.TASK_TEAM, Role.GPC])
def test_for_administrators_only(client, cluster, role, second_factor):
    person = make_person(role, cluster)
    second_factor(person)
    client.force_login(person)
    assert client.get(reverse("clusters:break-glass")).status_code == 404
    assert client.post(reverse("clusters:break-glass"), {"cluster": cluster.pk, "reason": WHY}).status_code == 404
    with pytest.raises(Refused):
        actions.break_glass(cluster=cluster, reason=WHY, by=person)


def test_a_superuser_flag_opens_nothing(client, cluster, lead, second_factor):
    actions.invite_person(email="a@test.example", role=Role.SAG, cluster=cluster, by=lead)
    root = User.objects.create_superuser("root@test.example", PASSWORD, name="Root")
    second_factor(root)
    client.force_login(root)
    assert not AuditEntry.objects.visible_to(root).exists()
    assert client.get(reverse("clusters:break-glass")).status_code == 404
    page = client.get("/admin/core/auditentry/")
    assert page.status_code == 200
    assert "a@test.example" not in page.content.decode()


def test_nobody_else_ends_it(client, cluster, boss, second_factor):
    glass = actions.break_glass(cluster=cluster, reason=WHY, by=boss)
    other = make_person(Role.ADMINISTRATOR)
    second_factor(other)
    client.force_login(other)
    assert client.post(reverse("clusters:end-glass", args=[glass.pk])).status_code == 404
    assert opened(boss) == [cluster.pk]
    assert opened(other) == []


def test_twice_at_once_is_refused(cluster, boss):
    actions.break_glass(cluster=cluster, reason=WHY, by=boss)
    with pytest.raises(Refused):
        actions.break_glass(cluster=cluster, reason=WHY, by=boss)


def test_the_mail_says_who_why_and_until_when(cluster, lead, boss):
    glass = actions.break_glass(cluster=cluster, reason=WHY, by=boss)
    delivery = Delivery.objects.get()
    mail = notices.prepare_break_glass(delivery, lead)
    said = dict(mail.facts)
    assert (said["Who"], said["Reason given"]) == ("Ada Admin", WHY)
    assert str(cluster.pk) in mail.link
    actions.end_membership(membership=lead.memberships.get(), by=_second_lead(cluster))
    assert isinstance(notices.prepare_break_glass(delivery, lead), Dropped)
    assert list(queries.leads_of(glass.cluster_id)) != [lead]


def _second_lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def test_leads_of_the_national_cluster_are_told_of_a_node(cluster, lead, boss):
    node = make_cluster(parent=cluster)
    below = make_person(Role.COORDINATOR, node)
    actions.break_glass(cluster=node, reason=WHY, by=boss)
    assert {delivery.recipient for delivery in Delivery.objects.all()} == {lead, below}


def test_a_request_that_found_no_open_glass_asks_no_more(boss, cluster, lead, django_assert_num_queries):
    with memo.one_request():
        assert queries.state_of(boss) == (False, False)
        with django_assert_num_queries(0):
            assert policy.glass_cluster_ids(boss) == []
    actions.break_glass(cluster=cluster, reason=WHY, by=boss)
    with memo.one_request():
        assert queries.state_of(boss) == (False, True)
        assert opened(boss) == [cluster.pk]


def test_pressed_twice_at_once_it_opens_once(cluster, boss, monkeypatch):
    """The first press comes in the very moment before the second holds the cluster."""

    def quicker(cluster):
        monkeypatch.setattr(glass_actions, "hold_cluster", lambda cluster: cluster)
        actions.break_glass(cluster=cluster, reason=WHY, by=boss)

    monkeypatch.setattr(glass_actions, "hold_cluster", quicker)
    with pytest.raises(Refused):
        actions.break_glass(cluster=cluster, reason=WHY, by=boss)
