"""The page of the trail: for those who lead, with filters in the address."""

import pytest
from django.urls import reverse

from clusters import actions
from clusters.enums import Role
from tests.factories.clusters import make_cluster, make_person

pytestmark = pytest.mark.django_db
URL = "clusters:audit"


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(client, cluster):
    lead = make_person(Role.COORDINATOR, cluster, name="Carla")
    actions.invite_person(email="canary@test.example", role=Role.SAG, cluster=cluster, by=lead)
    client.force_login(lead)
    return lead


def page(client, **filters):
    return client.get(reverse(URL), filters)


def test_who_what_when_new(client, lead):
    text = page(client).content.decode()
    for word in ("Carla", "Invitation made", "canary@test.example", "SAG member"):
        assert word in text


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SAG, Role.OHCHR, Role.GPC])
def test_others_find_no_page(client, cluster, lead, role):
    client.force_login(make_person(role, cluster))
    assert page(client).status_code == 404


def test_another_clusters_trail_is_not_found(client, lead):
    assert page(client, cluster=make_cluster("SYR").pk).status_code == 404


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.ADMINISTRATOR])
def test_the_portals_trail_holds_nothing_of_a_cluster(client, lead, role, second_factor):
    person = make_person(role)
    second_factor(person)
    actions.set_language(user=person, language="fr", by=person)
    client.force_login(person)
    text = page(client).content.decode()
    assert "canary@test.example" not in text
    assert str(person) in text


@pytest.mark.parametrize(
    ("filters", "is_found"),
    [
        ({"verb": "invitation.made"}, True),
        ({"verb": "step.done"}, False),
        ({"q": "CANARY"}, True),
        ({"q": "nothing like it"}, False),
        ({"from": "2000-01-01", "to": "2999-12-31"}, True),
        ({"from": "2999-12-31"}, False),
        ({"to": "2000-01-01"}, False),
        ({"page": "99"}, True),
        ({"page": "x"}, True),
    ],
)
def test_filters(client, lead, filters, is_found):
    response = page(client, **filters)
    assert response.status_code == 200
    assert ("Invitation made</strong>" in response.content.decode()) is is_found


@pytest.mark.parametrize("day", ["2027-02-30", "soon", "0000-00-00", "9999-12-31"])
def test_an_impossible_day_is_left_out_and_said(client, lead, day):
    response = page(client, **{"from": day, "to": day})
    assert response.status_code == 200
    assert "could not be read" in response.content.decode()


def test_a_search_that_a_database_would_refuse(client, lead):
    """PostgreSQL takes no NUL in a text; a number may have more figures than Python reads."""
    assert page(client, q="canary\x00@test").status_code == 200
    assert page(client, cluster="9" * 5000).status_code == 200
