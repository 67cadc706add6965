"""Interactions over the API: same rules as on the pages."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from clusters.enums import Role
from engagements.enums import Exposure, InteractionState, Side
from engagements.models import Interaction
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import make_cluster, make_interaction, make_person, make_plan_line

pytestmark = pytest.mark.django_db
ROWS = "/api/v1/interactions/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def client_of(user):
    client = APIClient()
    client.force_login(user)
    return client


def test_record_hold_and_follow_up(cluster, lead):
    api = client_of(lead)
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    given = {
        "cluster": cluster.pk,
        "plan_line": line.pk,
        "kind": "briefing",
        "with_whom": "Committee",
        "topic": "Return",
    }
    made = api.post(ROWS, {**given, "on": "2027-02-01", "follow_up": "Send it"}, format="json")
    assert made.status_code == 201
    row = made.json()
    assert (row["state"], row["exposure"], row["side"]) == ("proposed", "members_only", Side.MECHANISM)
    early = api.post(f"{ROWS}{row['id']}/state/", {"state": "held", "version": 1}, format="json")
    assert early.status_code == 400
    held = api.post(f"{ROWS}{row['id']}/state/", {"state": "held", "on": "2027-01-03", "version": 1}, format="json")
    assert held.json()["state"] == InteractionState.HELD
    assert api.post(f"{ROWS}{row['id']}/followed-up/", {"version": 1}, format="json").status_code == 409
    assert api.post(f"{ROWS}{row['id']}/followed-up/", {"version": 2}, format="json").status_code == 200
    assert Interaction.objects.visible_to(lead).get().followed_up_by == lead


def test_refusals_have_sentences(cluster, lead):
    api = client_of(lead)
    given = {"cluster": cluster.pk, "kind": "meeting", "with_whom": "a@un.example", "topic": "A", "on": "2027-01-04"}
    wrong = api.post(ROWS, given, format="json")
    assert wrong.status_code == 400
    assert "Write the function only" in str(wrong.json()["with_whom"])
    given["with_whom"] = "Desk"
    foreign = make_plan_line(cluster=make_cluster("NGA"))
    assert api.post(ROWS, {**given, "plan_line": foreign.pk}, format="json").status_code == 400
    stranger = client_of(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert stranger.post(ROWS, given, format="json").status_code == 403
    assert not Interaction.objects.unscoped("the test looks").exists()


def test_closed_ones_do_not_exist_for_others(cluster, lead):
    row = make_interaction(cluster=cluster, exposure=Exposure.RESTRICTED, created_by=lead)
    member = client_of(make_person(Role.MEMBER, cluster))
    assert member.get(ROWS).json()["count"] == 0
    assert member.get(f"{ROWS}{row.pk}/").status_code == 404
    assert member.post(f"{ROWS}{row.pk}/state/", {"state": "held", "version": 1}, format="json").status_code == 404
    assert client_of(lead).get(ROWS, {"kind": "meeting", "since": "2027-01-01"}).json()["count"] == 1


def test_the_list_asks_the_same_for_one_and_thirty(cluster, lead):
    api = client_of(lead)
    counts = []
    for rows in (1, 29):
        line = make_plan_line(cluster=cluster)
        for _ in range(rows):
            make_interaction(cluster=cluster, plan_line=line, mechanism=line.mechanism, created_by=lead)
        api.get(ROWS)
        with CaptureQueriesContext(connection) as queries:
            assert api.get(ROWS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_an_interaction_is_changed_by_who_recorded_it_and_the_coordinators(cluster, lead):
    row = make_interaction(cluster=cluster, created_by=lead, exposure=Exposure.MEMBERS)
    line, foreign = make_plan_line(cluster=cluster), make_plan_line(cluster=make_cluster("NGA"))
    at, api = f"{ROWS}{row.pk}/", Caller(lead)
    member = Caller(make_person(Role.MEMBER, cluster))
    stranger = Caller(make_person(Role.COORDINATOR, make_cluster("SYR")))
    changed = api.patch(at, topic="Safe return", plan_line=line.pk, version=1).json()
    assert (changed["topic"], changed["plan_line"], changed["with_whom"]) == ("Safe return", line.pk, row.with_whom)
    assert api.patch(at, topic="Late", version=1).status_code == 409
    assert_bad(api.patch(at, plan_line=foreign.pk, version=2), "plan_line")
    assert_bad(api.patch(at, with_whom="a@un.example", version=2), "with_whom")
    assert_bad(api.patch(at, topic="", kind="party"), "topic", "kind", "version")
    assert_refused(member.patch(at, topic="Mine", version=2))
    assert stranger.patch(at).status_code == 404
    assert api.patch(at, plan_line=None, version=2).json()["plan_line"] is None
    assert verbs().count("interaction.changed") == 2
