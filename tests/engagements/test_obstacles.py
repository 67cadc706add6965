"""What stands in the way of a plan: who names it, who sees it, and what the Task Team counts."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions import obstacles
from engagements.actions.obstacles import change_plan_obstacle, name_obstacle, remove_plan_obstacle
from engagements.models import PlanObstacle
from engagements.queries.obstacles import by_kind
from tests.factories import make_cluster, make_person
from tests.factories.engagements import make_plan_line
from tests.factories.knowledge import make_request
from tests.factories.mechanisms import make_obstacle

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.other_lead = make_person(Role.CO_COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.ohchr = make_person(Role.OHCHR, self.cluster)
        self.helper = make_person(Role.TASK_TEAM)
        self.gpc = make_person(Role.GPC)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.year = clock.today().year
        self.structural = make_obstacle("role-unclear", kind="structural", name="Role unclear")
        self.knowledge = make_obstacle("few-people", kind="knowledge", name="Few people")

    def name(self, **fields):
        wanted = {"obstacle": self.structural, "note": "The country team wants to be asked.", **fields}
        return name_obstacle(cluster=self.cluster, year=self.year, by=self.lead, **wanted)

    def seers(self, row):
        names = ("lead", "other_lead", "member", "ohchr", "helper", "gpc", "stranger")
        seen = {name: PlanObstacle.objects.visible_to(getattr(self, name)).filter(pk=row.pk).exists() for name in names}
        return {name for name, sees in seen.items() if sees}


@pytest.fixture
def here():
    return Here()


def entries(user, verb):
    return AuditEntry.objects.visible_to(user).filter(verb=verb)


def test_the_circle_sees_it_and_the_task_team_what_is_shared(here):
    assert here.seers(here.name()) == {"lead", "other_lead", "member"}
    assert here.seers(here.name(obstacle=here.knowledge, is_shared=True)) == {"lead", "other_lead", "member", "helper"}


def test_on_a_closed_line_the_line_decides(here):
    line = make_plan_line(cluster=here.cluster, year=here.year, exposure="confidential", readers=[here.lead])
    assert here.seers(here.name(plan_line=line, is_shared=True)) <= {"lead"}
    assert by_kind(here.helper, here.year, title="T", series=("a", "b")).has_any is False


def test_only_coordinators_name_and_each_once(here):
    with pytest.raises(Refused):
        name_obstacle(cluster=here.cluster, year=here.year, obstacle=here.structural, by=here.member)
    row = here.name()
    entry = entries(here.lead, "plan_obstacle.named").get()
    assert entry.after == {"obstacle": "role-unclear", "year": here.year, "is_shared": False, "ended_on": None}
    assert "country team" not in str(entry.after) + entry.target_label
    with pytest.raises(ValidationError):
        here.name()
    line = make_plan_line(cluster=here.cluster, year=here.year)
    assert here.name(plan_line=line).pk != row.pk
    elsewhere = make_plan_line(year=here.year)
    with pytest.raises(ValidationError):
        here.name(plan_line=elsewhere, obstacle=here.knowledge)
    here.knowledge.is_active = False
    with pytest.raises(ValidationError):
        here.name(obstacle=here.knowledge)


def test_overcome_shared_and_taken_off(here):
    row = here.name()
    change_plan_obstacle(row=row, note=" New ", is_shared=True, is_over=True, expected_version=1, by=here.lead)
    row = PlanObstacle.objects.visible_to(here.lead).get()
    assert (row.note, row.is_shared, row.ended_on, row.version) == ("New", True, clock.today(), 2)
    with pytest.raises(Stale):
        change_plan_obstacle(row=row, note="", is_shared=True, is_over=True, expected_version=1, by=here.lead)
    with pytest.raises(Stale):
        remove_plan_obstacle(row=row, expected_version=1, by=here.lead)
    with pytest.raises(Refused):
        remove_plan_obstacle(row=row, expected_version=2, by=here.member)
    remove_plan_obstacle(row=row, expected_version=2, by=here.lead)
    assert not PlanObstacle.objects.visible_to(here.lead).exists()


def test_the_task_team_counts_what_is_shared_and_asked_and_nothing_else(here):
    here.name(is_shared=True)
    here.name(obstacle=here.knowledge)
    make_request(here.cluster, obstacle=here.knowledge)
    make_request(here.cluster)
    found = by_kind(here.helper, here.year, title="T", series=("plans", "requests"))
    assert [(kind.plans, kind.clusters, kind.requests) for kind in found.kinds] == [(1, 1, 0), (0, 0, 0), (0, 0, 1)]
    assert found.other_requests == 1
    assert [row.obstacle.key for row in found.rows] == ["role-unclear"]
    assert "Structural: plans 1, requests 0" in found.picture


def test_the_page_names_shows_and_refuses(here, client):
    address = f"{reverse('engagements:obstacle-list')}?cluster={here.cluster.pk}&year={here.year}"
    client.force_login(here.lead)
    assert client.post(address, {"note": "x"}).status_code == 422
    line = make_plan_line(cluster=here.cluster, year=here.year, title="A line")
    answer = client.post(
        address, {"obstacle": "role-unclear", "plan_line": line.pk, "note": "Said so", "is_shared": "on"}
    )
    assert answer.status_code == 302
    page = client.get(address).content.decode()
    assert "Said so" in page
    assert "A line" in page
    assert f'value="{line.pk}" selected' in client.get(f"{address}&line={line.pk}").content.decode()
    assert client.post(address, {"obstacle": "role-unclear", "plan_line": line.pk}).status_code == 422
    client.force_login(here.member)
    assert "Name an obstacle" not in client.get(address).content.decode()
    assert client.post(address, {"obstacle": "few-people"}).status_code == 403
    client.force_login(here.stranger)
    assert client.get(address).status_code == 404
    row = PlanObstacle.objects.visible_to(here.lead).get()
    assert client.get(reverse("engagements:obstacle-edit", args=[row.pk])).status_code == 404


def test_a_row_is_changed_and_a_conflict_keeps_both(here, client):
    row = here.name()
    client.force_login(here.lead)
    address = reverse("engagements:obstacle-edit", args=[row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": 1, "note": "First"}).status_code == 302
    answer = client.post(address, {"version": 1, "note": "Mine"})
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert "First" in answer.content.decode()
    assert client.post(address, {"version": 1, "act": "remove"}).status_code == 409
    client.force_login(here.member)
    assert client.post(address, {"version": 2, "note": "x"}).status_code == 403
    client.force_login(here.lead)
    assert client.post(address, {"version": 2, "act": "remove"}).status_code == 302
    assert not PlanObstacle.objects.visible_to(here.lead).exists()


def test_the_picture_is_the_task_teams_alone(here, client):
    address = reverse("engagements:obstacle-overview")
    here.name(is_shared=True)
    for person in (here.lead, here.gpc):
        client.force_login(person)
        assert client.get(address).status_code == 404
    Authenticator.objects.create(user=here.helper, type=Authenticator.Type.TOTP, data={})
    client.force_login(here.helper)
    page = client.get(address).content.decode()
    assert "Role unclear" in page
    assert "The country team wants to be asked." in page
    assert "<svg" in page


def test_as_many_queries_for_one_as_for_thirty(here, client):
    Authenticator.objects.create(user=here.helper, type=Authenticator.Type.TOTP, data={})
    asked = {}
    pages = {
        here.lead: f"{reverse('engagements:obstacle-list')}?cluster={here.cluster.pk}&year={here.year}",
        here.helper: f"{reverse('engagements:obstacle-overview')}?year={here.year}",
    }
    here.name(is_shared=True)
    for round_ in (1, 2):
        for person, address in pages.items():
            client.force_login(person)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.setdefault(person.pk, []).append(len(queries))
        if round_ == 1:
            for _number in range(30):
                line = make_plan_line(cluster=here.cluster, year=here.year)
                here.name(obstacle=make_obstacle(), plan_line=line, is_shared=True)
    for one, thirty in asked.values():
        assert one == thirty <= 15


def test_the_list_over_the_api(here, client):
    client.force_login(here.member)
    found = client.get("/api/v1/obstacles/").json()["results"]
    assert ("few-people", "knowledge", "Few people") in [(one["key"], one["kind"], one["name"]) for one in found]


def test_of_two_who_name_it_at_once_the_second_is_told(here, monkeypatch):
    """Somebody is quicker in the very moment before the cluster is held."""

    def quicker(cluster):
        monkeypatch.setattr(obstacles, "hold_cluster", lambda cluster: cluster)
        name_obstacle(cluster=cluster, year=here.year, obstacle=here.structural, by=here.other_lead)

    monkeypatch.setattr(obstacles, "hold_cluster", quicker)
    with pytest.raises(ValidationError):
        here.name()
