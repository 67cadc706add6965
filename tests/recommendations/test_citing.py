"""References and the search of pickers."""

import pytest
from django.contrib.auth.models import AnonymousUser

from clusters.enums import Role
from recommendations.models import OtherText
from recommendations.queries import references, search
from tests.factories import make_country, make_mechanism, make_person, make_recommendation

pytestmark = pytest.mark.django_db


def test_references_give_the_words_and_the_place(django_assert_num_queries):
    reader, row = make_person(Role.MEMBER), make_recommendation(text="Build schools")
    with django_assert_num_queries(1):
        found = references(reader, [row.pk, 999999])
    assert list(found) == [row.pk]
    reference = found[row.pk]
    assert (reference.symbol, reference.paragraph, reference.text) == ("A/HRC/47/14", row.paragraph, "Build schools")
    assert reference.label == row.reference_text == f"A/HRC/47/14, para. {row.paragraph}"
    assert reference.url == "https://undocs.org/A/HRC/47/14"
    assert references(AnonymousUser(), [row.pk]) == {}


def test_another_language_where_there_is_one():
    reader, row = make_person(Role.MEMBER), make_recommendation(text="Build schools")
    OtherText.objects.create(recommendation=row, language="fr", text="Construire des écoles")
    assert references(reader, [row.pk], language="fr")[row.pk].text == "Construire des écoles"
    assert references(reader, [row.pk], language="es")[row.pk].language == "en"


def test_search_narrows_by_words_country_and_body():
    reader = make_person(Role.MEMBER)
    crc = make_mechanism("crc", family="treaty_body", name="CRC", short_name="CRC")
    here = make_recommendation(country=make_country("NER", "Niger"), text="Build schools")
    there = make_recommendation(country=make_country("TCD", "Chad"), mechanism=crc, text="Build wells")
    assert search(reader, text="build schools") == [here]
    assert search(reader, countries=["TCD"]) == [there]
    assert search(reader, mechanism="crc") == search(reader, mechanism=crc) == [there]
    assert len(search(reader, limit=1)) == 1
    assert search(AnonymousUser(), text="build") == []


def test_without_a_symbol_the_session_is_named():
    assert make_recommendation(symbol="", paragraph="", session="10").reference_text == "UPR, session 10"
    assert make_recommendation(paragraph="").reference_text == "A/HRC/47/14"
