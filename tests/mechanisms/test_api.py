"""The catalogue over the API."""

import pytest
from django.urls import reverse

from clusters.enums import Role
from mechanisms.enums import Anchor, Family
from mechanisms.models import Fact
from tests.factories import make_country, make_document, make_mechanism, make_person, make_rule, make_theme
from tests.mechanisms.test_views import requirement

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    client.force_login(make_person(Role.MEMBER))
    return client


def test_the_list_filters_by_family_country_and_search(member):
    make_mechanism("crc", family=Family.TREATY_BODY, name="Committee on the Rights of the Child")
    make_mechanism("syr-coi", family=Family.INVESTIGATION, name="Commission of Inquiry", country=make_country("SYR"))

    def keys(**query):
        return [row["key"] for row in member.get(reverse("api-mechanism-list"), query).json()["results"]]

    assert keys() == ["syr-coi", "crc"]
    assert keys(family="treaty_body") == ["crc"]
    assert keys(country="syr") == ["syr-coi"]
    assert keys(search="child") == ["crc"]
    assert member.get(reverse("api-mechanism-list"), {"family": "x"}).status_code == 400


def test_one_body_has_facts_requirements_and_rules_but_no_limit_from_memory(member):
    body = make_mechanism("crc", family=Family.TREATY_BODY, name="Committee on the Rights of the Child")
    Fact.objects.create(mechanism=body, section="input", key="a", label="Format", value="Word", confidence="checked")
    requirement(body, key="sure", limit=100)
    requirement(body, key="unsure", limit=200, limit_confidence="memory")
    make_rule(mechanism=body, key="crc-input", anchor=Anchor.SESSION_OPENS, days=-28)
    data = member.get(reverse("api-mechanism-detail", args=["crc"])).json()
    assert [fact["value"] for fact in data["facts"]] == ["Word"]
    assert {row["key"]: row["limit"] for row in data["requirements"]} == {"sure": 100, "unsure": None}
    assert [rule["words"] for rule in data["rules"]] == ["4 weeks before the session opens."]


def test_documents_are_listed_by_kind_theme_and_words(member):
    body = make_mechanism("crc", family=Family.TREATY_BODY, name="Committee on the Rights of the Child")
    comment = make_document(body, title="Best interests", symbol="CRC/C/GC/14")
    comment.themes.add(make_theme("children"))
    make_document(body, kind="thematic_report", title="Peacebuilding", symbol="A/78/174")
    address = reverse("api-document-list")

    def titles(**query):
        return [row["title"] for row in member.get(address, query).json()["results"]]

    assert len(titles()) == 2
    assert titles(kind="general_comment") == titles(theme="children") == titles(search="best") == ["Best interests"]
    assert titles(mechanism="ccpr") == []
    row = member.get(address, {"kind": "general_comment"}).json()["results"][0]
    assert (row["mechanism"], row["themes"], row["url"]) == ("crc", ["children"], "https://undocs.org/CRC/C/GC/14")
    assert member.get(address, {"kind": "x"}).status_code == 400


def test_it_is_for_people_with_an_account_and_read_only(client, member):
    make_mechanism("crc", family=Family.TREATY_BODY, name="Committee on the Rights of the Child")
    address = reverse("api-mechanism-detail", args=["crc"])
    assert member.post(reverse("api-mechanism-list"), {}).status_code == 405
    assert member.delete(address).status_code == 405
    assert member.get(reverse("api-mechanism-detail", args=["nothing"])).status_code == 404
    client.logout()
    assert client.get(address).status_code in {302, 401, 403}
