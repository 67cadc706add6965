"""Resources to learn from: kept by the Task Team, read by everybody with an account."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from knowledge.actions import resources as actions
from knowledge.models import Resource
from tests.factories import make_cluster, make_person
from tests.factories.knowledge import make_resource

pytestmark = pytest.mark.django_db
BITE = {"title": "A message", "kind": "learning_bite", "minutes": 10, "language": "en", "text": "One. Two."}


@pytest.fixture
def helper():
    person = make_person(Role.TASK_TEAM)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return person


@pytest.fixture
def member():
    return make_person(Role.MEMBER, make_cluster("NGA"))


def test_only_the_task_team_keeps_them(helper, member, client):
    row = actions.add_resource(by=helper, **BITE)
    for act in (
        lambda: actions.add_resource(by=member, **BITE),
        lambda: actions.change_resource(resource=row, title="x", expected_version=1, by=member),
        lambda: actions.retire_resource(resource=row, is_retired=True, expected_version=1, by=member),
    ):
        with pytest.raises(Refused):
            act()
    client.force_login(member)
    assert client.get(reverse("knowledge:resource-add")).status_code == 404
    assert client.get(reverse("knowledge:resource-edit", args=[row.pk])).status_code == 404
    assert client.post(reverse("knowledge:resource-retire", args=[row.pk]), {"version": "1"}).status_code == 403
    assert "One. Two." in client.get(reverse("knowledge:resource-detail", args=[row.pk])).content.decode()


def test_a_bite_has_minutes_and_a_resource_something_to_read(helper):
    for change, field in (({"minutes": None}, "minutes"), ({"text": " "}, "text"), ({"kind": "spell"}, "kind")):
        with pytest.raises(ValidationError) as error:
            actions.add_resource(by=helper, **{**BITE, **change})
        assert field in error.value.message_dict
    with pytest.raises(ValidationError) as error:
        actions.add_resource(by=helper, **{**BITE, "link": "javascript:alert(1)"})
    assert "link" in error.value.message_dict
    assert not Resource.objects.exists()


def test_what_is_retired_is_seen_by_its_keepers_alone(helper, member, client):
    row = actions.add_resource(by=helper, **BITE)
    with pytest.raises(Stale):
        actions.retire_resource(resource=row, is_retired=True, expected_version=3, by=helper)
    actions.retire_resource(resource=row, is_retired=True, expected_version=1, by=helper)
    url = reverse("knowledge:resource-detail", args=[row.pk])
    client.force_login(member)
    assert client.get(url).status_code == 404
    assert "A message" not in client.get(reverse("knowledge:resource-list")).content.decode()
    client.force_login(helper)
    assert client.get(url).status_code == 200
    verbs = AuditEntry.objects.visible_to(helper).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["resource.added", "resource.retired"]


def test_adding_and_changing_by_the_form(helper, client):
    client.force_login(helper)
    url = reverse("knowledge:resource-add")
    answer = client.post(url, {**BITE, "minutes": ""})
    assert answer.status_code == 422
    assert "One. Two." in answer.content.decode()
    assert client.post(url, BITE).status_code == 302
    row = Resource.objects.get()
    edit = reverse("knowledge:resource-edit", args=[row.pk])
    assert client.post(edit, {**BITE, "title": "Another", "version": "9"}).status_code == 409
    assert client.post(edit, {**BITE, "title": "Another", "version": "1"}).status_code == 302
    assert Resource.objects.get().title == "Another"


def test_the_list_asks_the_same_for_one_and_for_thirty(member, client):
    client.force_login(member)
    counts = []
    for number in (1, 29):
        for _row in range(number):
            make_resource()
        client.get(reverse("knowledge:resource-list"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{reverse('knowledge:resource-list')}?kind=learning_bite").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15, counts


# --- Guidance on the three places (MATRIX O012) ---------------------------------------------------------------------


def test_guidance_says_what_it_covers_and_in_which_version(helper, member, client):
    client.force_login(helper)
    posted = {"title": "Guidance", "kind": "guide", "language": "en", "text": "Read", "edition": "Version 2"}
    posted |= {"places": ["hct", "activities"], "issued_on": "2026-05-04"}
    assert client.post(reverse("knowledge:resource-add"), posted).status_code == 302
    row = Resource.objects.get()
    assert (row.places, row.edition_text) == (["activities", "hct"], "Version 2, 4 May 2026")
    kept = AuditEntry.objects.visible_to(helper).get(verb="resource.added").after
    assert (kept["places"], kept["edition"], kept["issued_on"]) == (["activities", "hct"], "Version 2", "2026-05-04")
    make_resource(title="A bite on nothing of it")
    client.force_login(member)
    listed = client.get(reverse("knowledge:resource-list"), {"place": "hct"}).content.decode()
    assert "Version 2, 4 May 2026" in listed
    assert "A bite on nothing of it" not in listed
    assert "A bite on nothing of it" in client.get(reverse("knowledge:resource-list")).content.decode()
    shown = client.get(reverse("knowledge:resource-detail", args=[row.pk])).content.decode()
    assert "HCT protection strategies" in shown
    over = client.get("/api/v1/resources/", {"place": "activities"}).json()["results"]
    assert [(one["id"], one["edition"], one["places"]) for one in over] == [
        (row.pk, "Version 2", ["activities", "hct"])
    ]
    with pytest.raises(ValidationError) as error:
        actions.change_resource(resource=row, places=["moon"], expected_version=1, by=helper)
    assert "places" in error.value.message_dict
