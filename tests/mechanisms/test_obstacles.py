"""The list of obstacles: three kinds, loaded, explained to all, kept by the Task Team."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from clusters.enums import Role
from core.errors import Refused, Stale
from core.importing import Report
from core.models import AuditEntry
from hre_portal.management.commands.load_reference import FOLDER
from mechanisms import importers
from mechanisms.actions.obstacles import add_obstacle, edit_obstacle
from mechanisms.enums import ObstacleKind
from mechanisms.models import Obstacle
from mechanisms.queries.obstacles import obstacle_choices, obstacles_by_kind
from tests.factories import make_cluster, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    importers.load_obstacles(FOLDER, Report())


@pytest.fixture
def keeper():
    return make_person(Role.TASK_TEAM)


def trail(verb):
    return AuditEntry.objects.unscoped("the test reads the trail").filter(verb=verb)


def test_three_kinds_each_with_its_obstacles_and_their_source(loaded):
    numbers = {kind.value: len(kind.obstacles) for kind in obstacles_by_kind()}
    assert numbers == {"structural": 5, "operational": 3, "knowledge": 5}
    rows = Obstacle.objects.all()
    assert all(row.source.startswith("001:") for row in rows)
    assert all(row.name_fr and row.name_ar and row.text_fr and row.text_ar for row in rows)
    with override("fr"):
        assert str(rows.get(key="too-dangerous")) == "Engagement jugé trop dangereux"


def test_loading_again_keeps_what_people_changed(loaded, keeper):
    row = Obstacle.objects.get(key="few-people")
    edit_obstacle(obstacle=row, expected_version=1, name="Few people know", by=keeper)
    report = Report()
    importers.load_obstacles(FOLDER, report)
    row.refresh_from_db()
    assert (row.name, row.version) == ("Few people know", 2)
    assert [item.field for item in report.differences] == ["name"]


def test_only_the_task_team_keeps_the_list(loaded, client):
    lead = make_person(Role.COORDINATOR, make_cluster())
    row = Obstacle.objects.get(key="few-people")
    with pytest.raises(Refused):
        edit_obstacle(obstacle=row, expected_version=1, name="Mine", by=lead)
    with pytest.raises(Refused):
        add_obstacle(kind=ObstacleKind.STRUCTURAL, name="Mine", text="Mine", by=lead)
    assert not trail("obstacle.changed").exists()
    client.force_login(lead)
    page = client.get(reverse("mechanisms:obstacles")).content.decode()
    assert page.count('id="obstacle-') == 13
    assert reverse("mechanisms:obstacle-edit", args=["few-people"]) not in page
    assert client.get(reverse("mechanisms:obstacle-edit", args=["few-people"])).status_code == 403


def test_one_more_stands_last_and_a_name_once(loaded, keeper):
    row = add_obstacle(kind=ObstacleKind.OPERATIONAL, name="No safe line", text="Calls are heard.", by=keeper)
    assert (row.key, row.position, row.is_active) == ("no-safe-line", 14, True)
    assert trail("obstacle.added").count() == 1
    with pytest.raises(ValidationError):
        add_obstacle(kind=ObstacleKind.OPERATIONAL, name="No safe line", text="Again.", by=keeper)


def test_retired_ones_are_offered_no_more_but_stay_where_they_were_named(loaded, keeper):
    row = Obstacle.objects.get(key="few-people")
    edit_obstacle(obstacle=row, expected_version=1, is_active=False, by=keeper)
    offered = {key for _kind, group in obstacle_choices() for key, _name in group}
    assert len(offered) == 12
    kept = {key for _kind, group in obstacle_choices(also="few-people") for key, _name in group}
    assert kept - offered == {"few-people"}


def test_somebody_was_quicker_in_the_form(loaded, keeper, client):
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={})
    client.force_login(keeper)
    row = Obstacle.objects.get(key="few-people")
    edit_obstacle(obstacle=row, expected_version=1, name="Theirs", by=keeper)
    with pytest.raises(Stale):
        edit_obstacle(obstacle=row, expected_version=1, name="Second", by=keeper)
    names = ("kind", "text", "text_fr", "name_fr", "name_ar", "text_ar", "position")
    row = Obstacle.objects.get(key="few-people")
    typed = {name: getattr(row, name) for name in names} | {"name": "Mine", "is_active": "on"}
    address = reverse("mechanisms:obstacle-edit", args=["few-people"])
    answer = client.post(address, {**typed, "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page
    assert "Theirs" in page
    assert client.post(address, {**typed, "version": "2"}).status_code == 302
    assert Obstacle.objects.get(key="few-people").name == "Mine"
    assert client.post(reverse("mechanisms:obstacle-new"), {"kind": "structural"}).status_code == 422


def test_of_two_who_add_the_same_entry_at_once_the_second_is_told(loaded, keeper, monkeypatch):
    """Somebody is quicker in the very moment before it is kept."""
    values = {"kind": ObstacleKind.STRUCTURAL, "name": "Courts are far", "text": "A day by road."}
    checked = Obstacle.full_clean

    def quicker(entry):
        checked(entry)
        monkeypatch.setattr(Obstacle, "full_clean", checked)
        add_obstacle(by=keeper, **values)

    monkeypatch.setattr(Obstacle, "full_clean", quicker)
    with pytest.raises(ValidationError) as caught:
        add_obstacle(by=keeper, **values)
    assert list(caught.value.message_dict) == ["name"]
