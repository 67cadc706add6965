"""Doors and acceptances over the API."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters.enums import Role
from mechanisms.enums import Acceptance
from tests.factories import make_country, make_door, make_instrument, make_person, make_ratification

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    client.force_login(make_person(Role.MEMBER))
    return client


def test_a_door_comes_with_state_reasons_and_sources(member):
    make_ratification(make_country("MOZ"), accepted_on=dt.date(2008, 11, 4))
    make_door("cedaw-complaint", basis="CEDAW-OP, article 2")
    (door,) = member.get(reverse("api-country-doors", args=["moz"])).json()
    assert door["key"] == "cedaw-complaint"
    assert (door["mechanism"], door["instrument"], door["kind"]) == ("cedaw", "cedaw-op", "complaint")
    assert (door["state"], door["is_verified"], door["acceptance"]) == ("open", True, "party")
    assert door["as_of"] == "2022-06"
    assert "Mozambique accepted CEDAW-OP on 4 November 2008." in [each["text"] for each in door["why"]]
    assert door["sources"] == ["https://example.org/door", "https://example.org/record"]


def test_what_is_not_recorded_is_unknown(member):
    make_country("MOZ")
    make_door("needs-record")
    make_door("needs-nothing", needs="nothing", instrument=None)
    unknown, free = member.get(reverse("api-country-doors", args=["MOZ"])).json()
    assert (unknown["state"], unknown["is_verified"], unknown["acceptance"]) == ("unknown", False, "unknown")
    assert unknown["wanted"] == ["Look up whether Mozambique has accepted CEDAW-OP, and record it with its source."]
    assert (free["state"], free["instrument"], free["acceptance"]) == ("open", None, None)


def test_the_records_are_listed(member):
    country = make_country("MOZ")
    make_ratification(country, make_instrument("icescr"), status=Acceptance.NONE)
    make_ratification(make_country("SYR"), make_instrument("icescr"))
    (record,) = member.get(reverse("api-country-ratifications", args=["MOZ"])).json()
    assert (record["instrument"], record["status"], record["as_of"]) == ("icescr", "none", "2022-06")


@pytest.mark.parametrize("name", ["api-country-doors", "api-country-ratifications"])
def test_only_for_people_with_an_account_and_countries_that_exist(client, name):
    make_country("MOZ")
    assert client.get(reverse(name, args=["MOZ"])).status_code in {401, 403}
    client.force_login(make_person(Role.MEMBER))
    assert client.get(reverse(name, args=["XXX"])).status_code == 404
    assert client.post(reverse(name, args=["MOZ"])).status_code == 405
