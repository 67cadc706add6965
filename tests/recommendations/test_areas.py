"""Areas of responsibility and goals of the 2030 Agenda on recommendations (MATRIX A016, B031)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused
from core.models import AuditEntry
from recommendations.actions import mark_areas
from tests.factories import make_cluster, make_person, make_recommendation

pytestmark = pytest.mark.django_db
LIST = "/recommendations/"


@pytest.fixture
def niger():
    return make_cluster("NER")


@pytest.fixture
def lead(client, niger):
    person = make_person(Role.COORDINATOR, cluster=niger)
    client.force_login(person)
    return person


def words(answer):
    return answer.content.decode()


def trail(by):
    return AuditEntry.objects.visible_to(by).filter(verb="recommendation.areas")


def test_marking_on_the_page_narrows_the_list(client, lead, niger):
    homes = make_recommendation(country=niger.country, text="Give back the land")
    mines = make_recommendation(country=niger.country, text="Clear the mines")
    address = reverse("recommendations:areas", args=[homes.pk])
    assert client.post(address, {"areas": ["hlp", "gbv"]})["Location"] == homes.get_absolute_url()
    homes.refresh_from_db()
    assert (homes.area_keys, homes.version) == (["gbv", "hlp"], 2)
    page = words(client.get(LIST, {"area": "hlp"}))
    assert homes.text in page
    assert mines.text not in page
    assert '<option value="hlp" selected>' in page
    assert "Housing, land and property" in words(client.get(homes.get_absolute_url()))
    team = make_person(Role.TASK_TEAM)
    assert (trail(team).get().before, trail(team).get().after) == ({"areas": []}, {"areas": ["gbv", "hlp"]})
    # The same again changes nothing; none at all takes them away.
    client.post(address, {"areas": ["gbv", "hlp"]})
    assert trail(team).count() == 1
    client.post(address, {})
    homes.refresh_from_db()
    assert homes.areas == ""
    assert homes.text not in words(client.get(LIST, {"area": "hlp"}))


def test_who_may_mark(client, lead, niger):
    row = make_recommendation(country=niger.country)
    address = reverse("recommendations:areas", args=[row.pk])
    for person in (make_person(Role.MEMBER, niger), make_person(Role.COORDINATOR, make_cluster("MOZ"))):
        with pytest.raises(Refused):
            mark_areas(recommendation=row, areas=["gbv"], by=person)
        client.force_login(person)
        assert client.post(address, {"areas": ["gbv"]}).status_code == 403
        assert address not in words(client.get(row.get_absolute_url()))
        over = client.post(f"/api/v1{LIST}{row.pk}/areas/", {"areas": ["gbv"]}, content_type="application/json")
        assert over.status_code == 403
    row.refresh_from_db()
    assert row.areas == ""
    assert mark_areas(recommendation=row, areas=["gbv"], by=make_person(Role.TASK_TEAM)).area_keys == ["gbv"]


def test_what_is_no_area_is_refused(client, lead, niger):
    row = make_recommendation(country=niger.country)
    with pytest.raises(ValidationError):
        mark_areas(recommendation=row, areas=["astrology"], by=lead)
    answer = client.post(reverse("recommendations:areas", args=[row.pk]), {"areas": ["astrology"]})
    assert answer.status_code == 422
    over = client.post(f"/api/v1{LIST}{row.pk}/areas/", {"areas": ["astrology"]}, content_type="application/json")
    assert over.status_code == 400
    assert client.post("/recommendations/99999/areas/").status_code == 404


def test_over_the_api(client, lead, niger):
    row = make_recommendation(country=niger.country)
    make_recommendation(country=niger.country, text="Another")
    over = client.post(f"/api/v1{LIST}{row.pk}/areas/", {"areas": ["mine_action"]}, content_type="application/json")
    assert over.json()["areas"] == ["mine_action"]
    assert [one["id"] for one in client.get(f"/api/v1{LIST}", {"area": "mine_action"}).json()["results"]] == [row.pk]


def test_goals_are_found_by_themselves_and_by_their_targets(client, lead, niger):
    goal = make_recommendation(country=niger.country, text="Of the goal", sdgs=" 1 16 ")
    target = make_recommendation(country=niger.country, text="Of a target", sdgs=" 5.2 16.2 ")
    other = make_recommendation(country=niger.country, text="Of another", sdgs=" 6 ")
    page = words(client.get(LIST, {"goal": "16"}))
    assert [row for row in (goal, target, other) if row.text in page] == [goal, target]
    assert "16. Peace, justice and strong institutions" in page
    page = words(client.get(LIST, {"goal": "1"}))
    assert [row for row in (goal, target, other) if row.text in page] == [goal]
    detail = words(client.get(target.get_absolute_url()))
    assert "Gender equality" in detail
    assert "goal=5" in detail
    assert client.get(f"/api/v1{LIST}{target.pk}/").json()["goals"] == [5, 16]
    # A goal that there is not narrows nothing.
    assert client.get(f"/api/v1{LIST}", {"goal": "18"}).json()["count"] == 3
