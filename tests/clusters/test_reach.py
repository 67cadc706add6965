"""Whose clusters a person reaches: the same inside a request, where roles are read once, as outside."""

import datetime as dt

import pytest

from clusters.enums import CLUSTER_ROLES, INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Cluster, Country, Membership
from clusters.policy import cluster_ids, country_codes, has_role, has_role_in, world_roles
from core import memo
from tests.factories import make_cluster, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    national = make_cluster("MOZ")
    return {
        "national": national,
        "node": make_cluster("MOZ", parent=national),
        "sister": make_cluster("MOZ", parent=national),
        "other": make_cluster("SYR"),
    }


def reached_by(person, roles):
    return set(Cluster.objects.filter(pk__in=cluster_ids(person, roles)).values_list("pk", flat=True))


def countries_of(person, roles):
    return set(Country.objects.filter(pk__in=country_codes(person, roles)).values_list("pk", flat=True))


@pytest.mark.parametrize("role", sorted(CLUSTER_ROLES))
@pytest.mark.parametrize("place", ["national", "node"])
@pytest.mark.parametrize("roles", [INSIDE_ROLES, LEAD_ROLES, INSIDE_ROLES | {Role.OHCHR}], ids=["in", "lead", "ohchr"])
def test_a_request_reaches_what_the_subquery_reaches(places, role, place, roles):
    person = make_person(role, places[place])
    reached = {
        "national": {"national", "node", "sister"} if role in roles else set(),
        "node": {"node"} if role in roles else set(),
    }[place]
    wanted = {places[name].pk for name in reached}
    assert reached_by(person, roles) == wanted
    assert countries_of(person, roles) == ({"MOZ"} if wanted else set())
    with memo.one_request():
        assert reached_by(person, roles) == wanted
        assert countries_of(person, roles) == ({"MOZ"} if wanted else set())
        assert has_role_in(person, places["node"].pk, roles) == (role in roles)
        assert not has_role_in(person, places["other"].pk, roles)
        assert world_roles(person) == frozenset()


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(dt.date(2020, 1, 1), dt.date(2021, 1, 1)), (dt.date(2999, 1, 1), None)],
    ids=["ended", "coming"],
)
def test_a_role_out_of_force_reaches_nothing(places, starts_on, ends_on):
    person = make_person(Role.COORDINATOR, places["national"], starts_on=starts_on, ends_on=ends_on)
    with memo.one_request():
        assert not cluster_ids(person)
        assert not country_codes(person)


def test_a_change_takes_effect_at_the_next_request(places):
    person = make_person(Role.TASK_TEAM)
    with memo.one_request():
        assert has_role(person, Role.TASK_TEAM)
        Membership.objects.filter(user=person).delete()
        assert has_role(person, Role.TASK_TEAM)
    with memo.one_request():
        assert not has_role(person, Role.TASK_TEAM)
    assert not has_role(person, Role.TASK_TEAM)


def test_asked_once_a_request(places, django_assert_num_queries):
    person = make_person(Role.COORDINATOR, places["national"])
    with memo.one_request(), django_assert_num_queries(1):
        has_role(person, Role.TASK_TEAM)
        world_roles(person)
        cluster_ids(person)
        cluster_ids(person, LEAD_ROLES)
