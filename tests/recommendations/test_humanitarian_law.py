"""The latest cycle and humanitarian law: what the source labels, what people mark, nothing guessed."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused
from core.models import AuditEntry
from recommendations.actions import mark_humanitarian_law
from recommendations.models import HumanitarianLawMark
from tests.factories import make_cluster, make_person, make_recommendation, make_theme

pytestmark = pytest.mark.django_db
LIST = "/recommendations/"
LABEL = "International criminal & humanitarian law (including crimes against humanity, war crimes, genocide)"


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


def test_only_what_is_labelled_or_marked_counts(client, lead, niger):
    labelled = make_recommendation(country=niger.country, text="Spare the clinics", labels={"themes": [LABEL]})
    marked = make_recommendation(country=niger.country, text="Let aid pass", labels={"themes": ["Health"]})
    guessed = make_recommendation(country=niger.country, text="Respect humanitarian law")
    wider = make_recommendation(country=niger.country, text="End the fighting", themes=[make_theme("armed-conflict")])
    mark_humanitarian_law(recommendation=marked, is_marked=True, by=lead)
    page = words(client.get(LIST, {"ihl": "1"}))
    assert [row for row in (labelled, marked, guessed, wider) if row.text in page] == [labelled, marked]
    assert words(client.get(LIST)).count("Humanitarian law</span>") == 2
    listed = client.get("/api/v1/recommendations/", {"ihl": "1"}).json()["results"]
    assert {row["id"]: row["humanitarian_law"] for row in listed} == {labelled.pk: "source", marked.pk: "people"}


def test_the_latest_cycle_and_what_the_state_said_yes_to(client, lead, niger):
    old = make_recommendation(country=niger.country, text="Old one", cycle=3)
    yes = make_recommendation(country=niger.country, text="New yes", cycle=4)
    no = make_recommendation(country=niger.country, text="New no", cycle=4, position="noted")
    without = make_recommendation(country=niger.country, text="Of a committee", cycle=None)
    rows = (old, yes, no, without)
    for asked, wanted in [
        ({"cycle": "latest"}, [yes, no]),
        ({"cycle": "latest", "position": "supported"}, [yes]),
        ({"cycle": "latest", "position": "supported", "ihl": "1"}, []),
        ({}, [old, yes, no, without]),
    ]:
        page = words(client.get(LIST, asked))
        assert [row for row in rows if row.text in page] == wanted, asked
    awaiting = make_recommendation(country=niger.country, text="Newest of all", cycle=5, position="awaiting")
    for asked, wanted in [
        ({"cycle": "latest"}, [awaiting]),
        ({"cycle": "answered"}, [yes, no]),
        ({"cycle": "answered", "position": "supported"}, [yes]),
    ]:
        page = words(client.get(LIST, asked))
        assert [row for row in (*rows, awaiting) if row.text in page] == wanted, asked
    page = words(client.get(LIST, {"cycle": "latest", "ihl": "1"}))
    assert '<option value="latest" selected>' in page
    assert '<input type="hidden" name="ihl" value="1">' in page
    # The other chips keep the choice; the chip itself takes it back.
    assert "?cycle=latest&amp;position=supported&amp;ihl=1" in words(
        client.get(LIST, {"ihl": "1", "cycle": "latest", "position": "supported"})
    )
    assert client.get("/api/v1/recommendations/", {"cycle": "answered"}).json()["count"] == 2


def test_who_may_mark(client, lead, niger):
    row = make_recommendation(country=niger.country)
    for person in (make_person(Role.MEMBER, niger), make_person(Role.COORDINATOR, make_cluster("MOZ"))):
        with pytest.raises(Refused):
            mark_humanitarian_law(recommendation=row, is_marked=True, by=person)
        client.force_login(person)
        address = reverse("recommendations:humanitarian-law", args=[row.pk])
        assert client.post(address, {"marked": "yes"}).status_code == 403
        assert address not in words(client.get(row.get_absolute_url()))
        over = client.post(
            f"/api/v1/recommendations/{row.pk}/humanitarian-law/", {"is_marked": True}, content_type="application/json"
        )
        assert over.status_code == 403
    assert not HumanitarianLawMark.objects.exists()
    team = make_person(Role.TASK_TEAM)
    mark_humanitarian_law(recommendation=row, is_marked=True, by=team)
    mark_humanitarian_law(recommendation=row, is_marked=True, by=team)
    assert HumanitarianLawMark.objects.count() == 1
    assert AuditEntry.objects.visible_to(team).filter(verb="recommendation.humanitarian_law").count() == 1


def test_marking_and_taking_back_on_the_page_and_over_the_api(client, lead, niger):
    row = make_recommendation(country=niger.country)
    address = reverse("recommendations:humanitarian-law", args=[row.pk])
    assert client.post(address, {"marked": "yes"})["Location"] == row.get_absolute_url()
    assert "Marked by people who read it" in words(client.get(row.get_absolute_url()))
    assert client.post(address, {"marked": "no"}).status_code == 302
    assert not HumanitarianLawMark.objects.exists()
    over = f"/api/v1/recommendations/{row.pk}/humanitarian-law/"
    answer = client.post(over, {"is_marked": True}, content_type="application/json")
    assert answer.json()["humanitarian_law"] == "people"
    with pytest.raises(ProtectedError):
        row.delete()
    assert client.post("/recommendations/99999/humanitarian-law/").status_code == 404


def test_what_the_source_labels_is_not_taken_back(client, lead, niger):
    row = make_recommendation(country=niger.country, labels={"themes": [LABEL]})
    answer = client.post(reverse("recommendations:humanitarian-law", args=[row.pk]), {"marked": "no"})
    assert answer.status_code == 403
    assert "Labelled so by the source" in words(answer)
