"""The list of recommendations and one of them."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from mechanisms.enums import Family
from recommendations.models import OtherText
from recommendations.queries import Use, used_in
from recommendations.queries import used as used_module
from tests.factories import make_cluster, make_country, make_mechanism, make_person, make_recommendation, make_theme

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_QUERIES = 30_000, 15
LIST = "/recommendations/"


@pytest.fixture
def niger():
    return make_cluster("NER")


@pytest.fixture
def reader(client, niger):
    person = make_person(Role.COORDINATOR, cluster=niger)
    client.force_login(person)
    return person


def words(answer):
    return answer.content.decode()


def test_own_country_first_and_all_when_asked(client, reader, niger):
    make_recommendation(country=niger.country, text="Protect the displaced of Niger")
    make_recommendation(country=make_country("TCD", "Chad"), text="Protect the displaced of Chad")
    assert "of Niger" in words(client.get(LIST))
    assert "of Chad" not in words(client.get(LIST))
    assert "of Chad" in words(client.get(LIST, {"country": "all"}))
    assert "of Niger" not in words(client.get(LIST, {"country": "TCD"}))


def test_filters(client, reader, niger):
    theme = make_theme("displacement")
    cedaw = make_mechanism("cedaw", family=Family.TREATY_BODY, name="CEDAW", short_name="CEDAW")
    yes = make_recommendation(country=niger.country, text="Build schools", recommending=" CHL TGO ", themes=[theme])
    noted = make_recommendation(country=niger.country, text="Abolish the penalty", position="noted", cycle=4)
    concern = make_recommendation(
        country=niger.country, mechanism=cedaw, text="It is concerned", kind="concern", position="", cycle=None
    )
    OtherText.objects.create(recommendation=yes, language="fr", text="Construire des écoles")
    every = {yes: "Build schools", noted: "Abolish the penalty", concern: "It is concerned"}
    for asked, wanted in [
        ({"position": "noted"}, {noted}),
        ({"cycle": "4"}, {noted}),
        ({"mechanism": "cedaw"}, {concern}),
        ({"family": "treaty_body"}, {concern}),
        ({"kind": "concern"}, {concern}),
        ({"theme": "displacement"}, {yes}),
        ({"state": "tgo"}, {yes}),
        ({"q": "schools build"}, {yes}),
        ({"q": "écoles"}, {yes}),
        ({"q": yes.paragraph}, {yes}),
        ({"q": "nothing at all"}, set()),
        ({"position": "<b>", "cycle": "9", "country": "XXX\x00"}, set()),
    ]:
        text = words(client.get(LIST, asked))
        assert {row for row, said in every.items() if said in text} == wanted, asked


def test_the_page_says_yes_with_its_day_and_where_it_comes_from(client, reader, niger):
    row = make_recommendation(
        country=niger.country, text="Build schools", position_on="2021-07-08", recommending=" TCD ", wording="draft"
    )
    make_country("TCD", "Chad")
    text = words(client.get(row.get_absolute_url()))
    assert f"A/HRC/47/14, para. {row.paragraph}" in text
    assert "State said yes" in text
    assert "8 July 2021" in text
    assert "Chad" in text
    assert "words of a draft" in text
    assert "https://undocs.org/A/HRC/47/14" in text


def test_who_may_not_see_the_place_is_not_told_of_it(client, reader, niger, monkeypatch):
    row = make_recommendation(country=niger.country)
    monkeypatch.setattr(
        used_module,
        "_answerers",
        [lambda user, ids: {row.pk: [Use("A message of ours", "/x/")]} if user == reader else {}],
    )
    assert "A message of ours" in words(client.get(row.get_absolute_url()))
    other = make_person(Role.COORDINATOR)
    assert used_in(other, [row.pk]) == {}
    client.force_login(other)
    assert "A message of ours" not in words(client.get(row.get_absolute_url()))


def test_no_account_no_recommendation(client):
    row = make_recommendation()
    assert client.get(row.get_absolute_url()).status_code == 302
    assert client.get(LIST).status_code == 302


def test_unknown_number(client, reader):
    assert client.get("/recommendations/999999/").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_queries_and_weight_whatever_the_rows(client, reader, niger, number):
    themes = [make_theme(f"theme-{n}") for n in range(4)]
    for n in range(number):
        row = make_recommendation(country=niger.country, text=f"Words {n} " * 30, recommending=" NER ", themes=themes)
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(LIST)
    assert len(queries) <= MOST_QUERIES
    assert len(queries) == 15
    assert len(gzip.compress(answer.content)) < MOST_BYTES
    with CaptureQueriesContext(connection) as queries:
        client.get(row.get_absolute_url())
    assert len(queries) <= MOST_QUERIES


def test_the_api_lists_and_shows(client, reader, niger):
    food = make_theme("food")
    row = make_recommendation(country=niger.country, recommending=" CHL ", sdgs=" 16 16.2 ", themes=[food])
    make_recommendation(country=make_country("TCD", "Chad"))
    listed = client.get(reverse("api-recommendation-list")).json()
    assert [each["id"] for each in listed["results"]] == [row.pk]
    assert client.get(reverse("api-recommendation-list"), {"country": "all"}).json()["count"] == 2
    shown = client.get(reverse("api-recommendation-detail", args=[row.pk])).json()
    assert shown["reference"] == f"A/HRC/47/14, para. {row.paragraph}"
    assert shown["recommending"] == ["CHL"]
    assert shown["sdgs"] == ["16", "16.2"]
    assert shown["themes"] == ["food"]
