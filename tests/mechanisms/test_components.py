"""The list of components: loaded, explained to all, kept by the Task Team."""

import shutil

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.importing import Report
from core.models import AuditEntry
from hre_portal.management.commands.load_reference import FOLDER
from mechanisms import importers
from mechanisms.actions.components import add_component, edit_component
from mechanisms.models import Component
from tests.factories import make_cluster, make_person

pytestmark = pytest.mark.django_db

NAMED = {"human-rights-analysis", "stakeholder-analysis", "communication", "objectives-and-strategy"}
DERIVED = {"information", "session", "outcomes", "follow-up", "planning"}


@pytest.fixture
def loaded():
    importers.load_components(FOLDER, Report())


@pytest.fixture
def keeper():
    return make_person(Role.TASK_TEAM)


def trail(verb):
    return AuditEntry.objects.unscoped("the test reads the trail").filter(verb=verb)


def test_the_four_that_are_named_and_the_five_that_are_derived(loaded):
    rows = Component.objects.all()
    assert {row.key for row in rows if not row.is_derived} == NAMED
    assert {row.key for row in rows if row.is_derived} == DERIVED
    assert all(row.name_fr and row.name_ar and row.text_fr and row.text_ar and row.source for row in rows)


def test_loading_again_changes_nothing_and_keeps_what_people_changed(loaded, keeper, tmp_path):
    row = Component.objects.get(key="session")
    edit_component(component=row, expected_version=1, name="Sessions and visits", by=keeper)
    copy = shutil.copytree(FOLDER, tmp_path / "reference")
    path = copy / "components.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Follow-up", "name: Following up"), encoding="utf-8")
    report = Report()
    importers.load_components(copy, report)
    row.refresh_from_db()
    assert row.name == "Sessions and visits"
    assert [(item.field, item.file_value) for item in report.differences] == [("name", "Session")]
    assert Component.objects.get(key="follow-up").name == "Following up"
    again = Report()
    importers.load_components(copy, again)
    assert not again.changed_anything


def test_only_the_task_team_keeps_the_list(loaded):
    lead = make_person(Role.COORDINATOR, make_cluster())
    row = Component.objects.get(key="session")
    with pytest.raises(Refused):
        edit_component(component=row, expected_version=1, name="Mine", by=lead)
    with pytest.raises(Refused):
        add_component(name="Mine", text="Mine", by=lead)
    row.refresh_from_db()
    assert row.name == "Session"
    assert not trail("component.changed").exists()


def test_somebody_was_quicker(loaded, keeper):
    row = Component.objects.get(key="session")
    edit_component(component=row, expected_version=1, name="First", by=keeper)
    with pytest.raises(Stale):
        edit_component(component=row, expected_version=1, name="Second", by=keeper)
    assert Component.objects.get(key="session").name == "First"
    assert trail("component.changed").count() == 1


def test_a_component_of_ones_own_is_derived_and_stands_last(loaded, keeper):
    row = add_component(name="Safe referral", text="Where people are sent on.", holds="text", by=keeper)
    assert (row.key, row.is_derived, row.position) == ("safe-referral", True, 10)
    assert trail("component.added").count() == 1
    with pytest.raises(ValidationError):
        add_component(name="Safe referral", text="Again.", by=keeper)


def test_the_page_explains_each_and_offers_changes_to_the_task_team_only(loaded, client):
    client.force_login(make_person(Role.MEMBER, make_cluster()))
    page = client.get(reverse("mechanisms:components")).content.decode()
    assert page.count('class="row" id="component-') == 9
    assert page.count("derived</span>") == 5
    assert reverse("mechanisms:component-edit", args=["session"]) not in page
    assert client.get(reverse("mechanisms:component-edit", args=["session"])).status_code == 403


def test_retired_ones_are_seen_by_the_task_team_only(loaded, client):
    Component.objects.filter(key="session").update(is_active=False)
    client.force_login(make_person(Role.MEMBER, make_cluster()))
    assert "component-session" not in client.get(reverse("mechanisms:components")).content.decode()


def test_a_conflict_keeps_the_typed_text_and_shows_theirs(loaded, keeper, client):
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={})
    client.force_login(keeper)
    address = reverse("mechanisms:component-edit", args=["session"])
    row = Component.objects.get(key="session")
    edit_component(component=row, expected_version=1, name="Theirs", by=keeper)
    typed = {name: getattr(row, name) for name in ("text", "text_fr", "name_fr", "name_ar", "text_ar", "position")}
    answer = client.post(address, {**typed, "name": "Mine", "is_active": "on", "version": "1"})
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert "Theirs" in answer.content.decode()
    answer = client.post(address, {**typed, "name": "Mine", "is_active": "on", "version": "2"})
    assert answer.status_code == 302
    assert Component.objects.get(key="session").name == "Mine"
