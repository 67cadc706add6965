"""National plans and programming frameworks, and what is tied to them (MATRIX A016)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from recommendations.actions import frameworks as actions
from recommendations.models import FollowUpTie, Framework
from tests.factories import make_cluster, make_follow_up, make_framework, make_person

pytestmark = pytest.mark.django_db
LIST = "/recommendations/frameworks/"
PLAN = {
    "kind": "national",
    "title": "Example plan for the north",
    "year_from": 2026,
    "year_to": 2030,
    "url": "https://plans.example/north",
    "source": "Ministry of Planning",
}


@pytest.fixture
def cluster():
    return make_cluster("NGA")


@pytest.fixture
def lead(cluster, client):
    person = make_person(Role.COORDINATOR, cluster)
    client.force_login(person)
    return person


def words(answer):
    return answer.content.decode()


def verbs(user):
    return list(AuditEntry.objects.visible_to(user).order_by("pk").values_list("verb", flat=True))


def test_on_record_changed_and_retired_in_the_browser(client, lead, cluster):
    new = f"{reverse('recommendations:framework-add')}?cluster={cluster.pk}"
    assert client.get(new).status_code == 200
    assert client.post(new, PLAN).status_code == 302
    row = Framework.objects.visible_to(lead).get()
    page = words(client.get(LIST, {"cluster": cluster.pk}))
    assert row.title in page
    assert "2026–2030" in page
    edit = reverse("recommendations:framework-edit", args=[row.pk])
    assert client.post(edit, {**PLAN, "year_to": "", "version": "1"}).status_code == 302
    assert Framework.objects.visible_to(lead).get().years == "2026"
    # Somebody else was quicker: what was typed stays, nothing is written.
    late = client.post(edit, {**PLAN, "title": "Mine", "version": "1"})
    assert late.status_code == 409
    assert "Mine" in words(late)
    retire = reverse("recommendations:framework-retire", args=[row.pk])
    assert client.post(retire, {"retired": "yes", "version": "2"}).status_code == 302
    assert Framework.objects.visible_to(lead).get().is_retired
    assert verbs(lead)[-3:] == ["framework.added", "framework.changed", "framework.retired"]
    # The trail keeps no title.
    kept = AuditEntry.objects.visible_to(lead).values_list("before", "after", "target_label")
    assert PLAN["title"] not in str(list(kept))


@pytest.mark.parametrize(
    ("change", "field"), [({"year_to": 2020}, "year_to"), ({"title": "  "}, "title"), ({"source": ""}, "source")]
)
def test_what_is_refused(client, lead, cluster, change, field):
    with pytest.raises(ValidationError) as error:
        actions.add_framework(cluster=cluster, by=lead, **{**PLAN, **change})
    assert field in error.value.message_dict
    address = f"{reverse('recommendations:framework-add')}?cluster={cluster.pk}"
    assert client.post(address, {**PLAN, **change}).status_code == 422
    assert not Framework.objects.visible_to(lead).exists()


def test_who_sees_and_who_keeps(client, lead, cluster):
    row = make_framework(cluster)
    edit = reverse("recommendations:framework-edit", args=[row.pk])
    retire = reverse("recommendations:framework-retire", args=[row.pk])
    member, stranger = make_person(Role.MEMBER, cluster), make_person(Role.COORDINATOR, make_cluster("MOZ"))
    gpc = make_person(Role.GPC)
    for person, seen, wanted in ((member, True, 403), (gpc, True, 403), (stranger, False, 404)):
        assert Framework.objects.visible_to(person).filter(pk=row.pk).exists() == seen
        with pytest.raises((Refused, Stale)):
            actions.change_framework(framework=row, expected_version=1, by=person, title="Other")
        client.force_login(person)
        assert client.get(edit).status_code == 404
        assert client.post(retire, {"retired": "yes", "version": "1"}).status_code == wanted
        over = client.patch(
            f"/api/v1/frameworks/{row.pk}/", {"title": "Other", "version": 1}, content_type="application/json"
        )
        assert over.status_code == wanted
    assert Framework.objects.visible_to(lead).get().title == row.title.strip()


def test_a_follow_up_is_tied_and_untied(client, lead, cluster):
    found, plan = make_follow_up(cluster), make_framework(cluster, title="Plan of the country")
    page = reverse("recommendations:follow-detail", args=[found.pk])
    assert "Not tied to any yet" in words(client.get(page))
    tie = reverse("recommendations:follow-tie", args=[found.pk])
    assert client.post(tie, {"framework": plan.pk, "place": "Outcome 2"}).status_code == 302
    shown = words(client.get(page))
    assert "Plan of the country" in shown
    assert "Outcome 2" in shown
    assert found.recommendation.reference_text in words(client.get(LIST, {"cluster": cluster.pk}))
    assert "Plan of the country (2026): Outcome 2" in words(
        client.get(reverse("recommendations:follow-export"), {"cluster": cluster.pk})
    )
    # A second time: no choice any more, and the action says why.
    assert client.post(tie, {"framework": plan.pk}).status_code == 422
    with pytest.raises(ValidationError):
        actions.tie_follow_up(follow_up=found, framework=plan, by=lead)
    held = FollowUpTie.objects.visible_to(lead).get()
    untie = reverse("recommendations:follow-untie", args=[found.pk, held.pk])
    assert client.post(untie).status_code == 302
    assert client.post(untie).status_code == 404
    assert not FollowUpTie.objects.visible_to(lead).exists()
    assert [verb for verb in verbs(lead) if "tied" in verb] == ["follow_up.tied", "follow_up.untied"]


def test_what_cannot_be_tied(client, lead, cluster):
    found = make_follow_up(cluster)
    other = make_framework(make_cluster("MOZ"))
    gone = make_framework(cluster, is_retired=True)
    for plan in (other, gone):
        with pytest.raises(ValidationError):
            actions.tie_follow_up(follow_up=found, framework=plan, by=lead)
        address = reverse("recommendations:follow-tie", args=[found.pk])
        assert client.post(address, {"framework": plan.pk}).status_code == 422
    ended = make_follow_up(cluster, state="ended", reason="Done")
    with pytest.raises(Refused):
        actions.tie_follow_up(follow_up=ended, framework=make_framework(cluster), by=lead)
    member = make_person(Role.MEMBER, cluster)
    plan = make_framework(cluster)
    client.force_login(member)
    assert (
        client.post(reverse("recommendations:follow-tie", args=[found.pk]), {"framework": plan.pk}).status_code == 403
    )
    assert not FollowUpTie.objects.visible_to(lead).exists()


def test_ties_show_by_the_mark_of_the_follow_up(client, lead, cluster):
    plan = make_framework(cluster)
    closed = make_follow_up(cluster, mark="coordinators")
    actions.tie_follow_up(follow_up=closed, framework=plan, place="Hidden place", by=lead)
    assert "Hidden place" in words(client.get(LIST, {"cluster": cluster.pk}))
    client.force_login(make_person(Role.MEMBER, cluster))
    page = words(client.get(LIST, {"cluster": cluster.pk}))
    assert plan.title in page
    assert "Hidden place" not in page


def test_over_the_api(client, lead, cluster):
    over, sent = "/api/v1/frameworks/", {"content_type": "application/json"}
    made = client.post(over, json.dumps({**PLAN, "cluster": cluster.pk}), **sent)
    assert made.status_code == 201
    pk = made.json()["id"]
    changed = client.patch(f"{over}{pk}/", json.dumps({"year_to": None, "version": 1}), **sent)
    assert (changed.json()["year_to"], changed.json()["version"]) == (None, 2)
    assert client.patch(f"{over}{pk}/", json.dumps({"title": "X", "version": 1}), **sent).status_code == 409
    assert client.post(over, json.dumps({**PLAN, "cluster": make_cluster().pk}), **sent).status_code == 404
    found = make_follow_up(cluster)
    ties = f"/api/v1/follow-ups/{found.pk}/ties/"
    tied = client.post(ties, json.dumps({"framework": pk, "place": "Pillar 1"}), **sent)
    assert tied.status_code == 201
    assert client.post(ties, json.dumps({"framework": pk}), **sent).status_code == 400
    assert client.post(ties, json.dumps({"framework": 999999}), **sent).status_code == 404
    shown = client.get(f"/api/v1/follow-ups/{found.pk}/").json()["ties"]
    assert shown == [{"id": tied.json()["id"], "framework": pk, "place": "Pillar 1"}]
    assert client.delete(f"{ties}{tied.json()['id']}/").status_code == 204
    assert client.delete(f"{ties}{tied.json()['id']}/").status_code == 404
    retired = client.post(f"{over}{pk}/retire/", json.dumps({"is_retired": True, "version": 2}), **sent)
    assert retired.json()["is_retired"]


@pytest.mark.parametrize("number", [1, 30])
def test_queries_whatever_the_rows(client, lead, cluster, number):
    found = make_follow_up(cluster)
    for _place in range(number):
        actions.tie_follow_up(follow_up=found, framework=make_framework(cluster), by=lead)
    counted = []
    for address in (f"{LIST}?cluster={cluster.pk}", reverse("recommendations:follow-detail", args=[found.pk])):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert max(counted) <= 15, counted
    assert counted == [8, 9], counted
