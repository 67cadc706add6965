"""The process over the API: the same sight, the same acts, the same refusals."""

import pytest
from django.urls import reverse

from clusters.enums import Role
from engagements.enums import Exposure
from engagements.models import ComponentMove, ComponentVersion, QuarterWeights
from mechanisms.enums import Holds
from tests.factories import make_cluster, make_component, make_person, make_plan_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster)


@pytest.fixture
def actors():
    return make_component("actors", name="Stakeholder analysis", holds=Holds.STAKEHOLDERS)


def address(line, name="", *more):
    return reverse(f"api-process{name}", args=[line.pk, *more])


def post(client, url, **body):
    return client.post(url, body, content_type="application/json")


def test_every_component_with_state_and_weight(client, lead, line, actors):
    found = client.get(address(line) + "?quarter=2026-4").json()
    assert (found["quarter"], found["weighed_in"], found["weights_lock"]) == ("2026-4", None, 0)
    assert [(row["key"], row["state"], row["weight"], row["lock"]) for row in found["components"]] == [
        ("actors", "quiet", 3, 0)
    ]
    assert client.get(address(line) + "?quarter=x").status_code == 400


def test_moving(client, lead, line, actors):
    url = address(line, "-move", "actors")
    assert post(client, url, act="opened", why="Begin", version=0).status_code == 201
    assert post(client, url, act="closed", why="Done", version=0).status_code == 409
    assert post(client, url, act="opened", why="Again", version=1).status_code == 403
    assert post(client, url, act="closed", why="", version=1).status_code == 400
    detail = client.get(address(line, "-component", "actors")).json()
    assert (detail["state"], detail["lock"]) == ("open", 1)
    assert [(row["act"], row["why"]) for row in detail["moves"]] == [("opened", "Begin")]


def test_a_cause_that_is_not_there(client, cluster, lead, line, actors):
    hidden = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)
    url = address(line, "-move", "actors")
    for cause in ({"because_line": hidden.pk}, {"because_component": "no"}, {"because_outcome": 9}):
        answer = post(client, url, act="opened", why="Begin", version=0, **cause)
        assert answer.status_code == 400
        assert "There is no such cause." in str(answer.json())
    assert not ComponentMove.objects.visible_to(lead).exists()


def test_writing_and_keeping(client, lead, line, actors):
    url = address(line, "-write", "actors")
    first = post(client, url, text="Text", rows=[{"actor": "Registry", "influence": 3}]).json()
    assert (first["number"], first["kept_at"], first["version"]) == (1, None, 2)
    assert post(client, url, text="Other").status_code == 409
    assert post(client, url, text="Other", version=1).status_code == 409
    assert post(client, url, text="", rows=[{"actor": "Registry", "influence": 9}], version=2).status_code in (400, 422)
    done = post(client, url, text="Text, new", version=2, keep=True).json()
    assert done["kept_at"]
    assert done["rows"][0]["actor"] == "Registry"
    detail = client.get(address(line, "-component", "actors")).json()
    assert [row["text"] for row in detail["texts"]] == ["Text, new"]
    assert detail["versions"] == [1]


def test_weighing(client, lead, line, actors):
    url = address(line, "-weights")
    found = post(client, url, quarter="2026-4", weights={"actors": 5}, version=0).json()
    assert (found["weighed_in"], found["components"][0]["weight"]) == ("2026-4", 5)
    assert post(client, url, quarter="2026-4", weights={"actors": 1}, version=0).status_code == 409
    assert post(client, url, quarter="2026-4", weights={"actors": 6}, version=1).status_code == 400
    assert post(client, url, quarter="2026-4", weights={"no": 2}, version=1).status_code == 400
    assert QuarterWeights.objects.visible_to(lead).get().weights == {str(actors.pk): 5}


def test_members_read_and_do_not_write(client, cluster, line, actors):
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(address(line)).status_code == 200
    assert post(client, address(line, "-move", "actors"), act="opened", why="x", version=0).status_code == 403
    assert post(client, address(line, "-write", "actors"), text="x").status_code == 403
    weights = {"quarter": "2026-4", "weights": {"actors": 2}, "version": 0}
    assert post(client, address(line, "-weights"), **weights).status_code == 403
    assert not ComponentVersion.objects.unscoped("the test counts rows").exists()


def test_strangers_find_nothing(client, line, actors):
    client.force_login(make_person(Role.COORDINATOR, make_cluster("NGA")))
    assert client.get(address(line)).status_code == 404
    assert client.get(address(line, "-component", "actors")).status_code == 404
    assert post(client, address(line, "-move", "actors"), act="opened", why="x", version=0).status_code == 404
    assert post(client, address(line, "-weights"), quarter="2026-4", weights={}, version=0).status_code == 404
