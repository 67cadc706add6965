"""Domestic law on record: kept by coordinators of the country, open to everybody, no part of the treaties (E003)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from mechanisms.actions import norms as actions
from mechanisms.models import Instrument
from mechanisms.queries.doors import instruments_of
from tests.factories import make_cluster, make_instrument, make_person

pytestmark = pytest.mark.django_db
LAW = {
    "kind": "act",
    "short_name": "Example Act",
    "name": "Example Act on papers, No. 1",
    "year": 2019,
    "url": "https://gazette.example/1",
    "source": "Invented for this test",
    "confidence": "memory",
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


def listed(country="NGA"):
    return f"{reverse('mechanisms:law-list')}?country={country}"


def test_recorded_changed_and_retired_in_the_browser(client, lead, cluster):
    add = f"{reverse('mechanisms:law-add')}?country=NGA"
    assert client.get(add).status_code == 200
    assert client.post(add, LAW)["Location"] == listed()
    norm = Instrument.objects.get(country="NGA")
    page = words(client.get(listed()))
    assert "Example Act on papers, No. 1" in page
    assert "To be verified" in page
    edit = reverse("mechanisms:law-edit", args=[norm.pk])
    assert client.post(edit, {**LAW, "year": 2020, "version": "1"}).status_code == 302
    assert client.post(edit, {**LAW, "year": 2021, "version": "1"}).status_code == 409
    norm.refresh_from_db()
    assert (norm.year, norm.version) == (2020, 2)
    retire = reverse("mechanisms:law-retire", args=[norm.pk])
    assert client.post(retire, {"retired": "yes", "version": "2"}).status_code == 302
    assert "No longer offered" in words(client.get(listed()))
    team = make_person(Role.TASK_TEAM)
    verbs = AuditEntry.objects.visible_to(team).filter(verb__startswith="norm.").order_by("pk")
    assert [entry.verb for entry in verbs] == ["norm.recorded", "norm.changed", "norm.retired"]
    assert (verbs[1].before["year"], verbs[1].after["year"]) == ("2019", "2020")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "treaty"}, "kind"),
        ({"source": " "}, "source"),
        ({"name": ""}, "name"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"confidence": "checked", "url": ""}, "url"),
    ],
)
def test_what_is_refused(client, lead, cluster, change, field):
    with pytest.raises(ValidationError) as error:
        actions.record_norm(country=cluster.country, by=lead, **{**LAW, **change})
    assert field in error.value.message_dict
    answer = client.post(f"{reverse('mechanisms:law-add')}?country=NGA", {**LAW, **change})
    assert answer.status_code == 422
    assert not Instrument.objects.exists()


def test_the_database_keeps_law_and_treaties_apart(cluster):
    for fields in ({"kind": "act"}, {"kind": "treaty", "country": cluster.country}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Instrument.objects.create(key="x", short_name="X", name="X", **fields)


def test_who_reads_and_who_keeps(client, lead, cluster):
    norm = actions.record_norm(country=cluster.country, by=lead, **LAW)
    elsewhere = make_person(Role.COORDINATOR, make_cluster("MOZ"))
    for person in (make_person(Role.MEMBER, cluster), elsewhere):
        with pytest.raises(Refused):
            actions.record_norm(country=cluster.country, by=person, **LAW)
        with pytest.raises((Refused, Stale)):
            actions.change_norm(norm=norm, expected_version=1, by=person, year=1)
        client.force_login(person)
        page = words(client.get(listed()))
        assert norm.name in page
        assert reverse("mechanisms:law-edit", args=[norm.pk]) not in page
        assert client.get(reverse("mechanisms:law-edit", args=[norm.pk])).status_code == 403
        assert client.post(f"{reverse('mechanisms:law-add')}?country=NGA", LAW).status_code == 403
        sent = json.dumps({**LAW, "country": "NGA"})
        assert client.post("/api/v1/domestic-law/", sent, content_type="application/json").status_code == 403
    assert actions.record_norm(country=cluster.country, by=make_person(Role.TASK_TEAM), **LAW).pk
    assert client.get(listed("XXX")).status_code == 404
    assert client.get(reverse("mechanisms:law-edit", args=[999999])).status_code == 404


def test_domestic_law_is_no_treaty_to_accept(client, lead, cluster):
    treaty = make_instrument()
    actions.record_norm(country=cluster.country, by=lead, **LAW)
    assert [line.instrument for line in instruments_of(lead, cluster.country)] == [treaty]
    page = words(client.get(reverse("country", args=["NGA"])))
    assert LAW["name"] not in page
    assert listed().replace("&", "&amp;") in page


def test_over_the_api(client, lead, cluster):
    over, sent = "/api/v1/domestic-law/", {"content_type": "application/json"}
    made = client.post(over, json.dumps({**LAW, "country": "NGA"}), **sent)
    assert made.status_code == 201
    address = f"{over}{made.json()['id']}/"
    assert client.patch(address, json.dumps({"year": 2020, "version": 1}), **sent).json()["year"] == 2020
    assert client.patch(address, json.dumps({"year": 2021, "version": 1}), **sent).status_code == 409
    assert client.get(over, {"country": "nga"}).json()["count"] == 1
    assert client.get(over, {"country": "MOZ"}).json()["count"] == 0
    assert client.post(f"{address}retire/", json.dumps({"is_retired": True, "version": 2}), **sent).json()["is_retired"]
    assert client.patch(f"{over}999999/", json.dumps({"year": 1, "version": 1}), **sent).status_code == 404
    make_instrument("another")
    assert client.get(over).json()["count"] == 1


@pytest.mark.parametrize("number", [1, 30])
def test_queries_whatever_the_rows(client, lead, cluster, number):
    for n in range(number):
        actions.record_norm(country=cluster.country, by=lead, **{**LAW, "name": f"Act {n}"})
    client.get(listed())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(listed()).status_code == 200
    assert len(queries) <= 6
