"""How the families differ: a complete table with its sources."""

import re

import pytest
from django.urls import reverse

from clusters.enums import Role
from mechanisms.comparison import COMPARED, PARTS
from tests.factories import make_person

ASPECTS = [aspect for part in PARTS for aspect in part.aspects]
LINES = re.compile(r"002:\d+(-\d+)?(, 002:\d+(-\d+)?)*\Z")


@pytest.mark.parametrize("aspect", ASPECTS, ids=[aspect.key for aspect in ASPECTS])
def test_each_aspect_says_something_of_each_family_and_names_its_lines(aspect):
    assert len(aspect.texts) == len(COMPARED)
    assert all(str(text).strip() for text in aspect.texts)
    assert LINES.match(aspect.source)


def test_keys_are_unique():
    assert len({aspect.key for aspect in ASPECTS}) == len(ASPECTS)


@pytest.mark.django_db
def test_the_page_shows_every_cell(client, django_assert_max_num_queries):
    client.force_login(make_person(Role.MEMBER))
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("mechanisms:compare"))
    text = answer.content.decode()
    for aspect in ASPECTS:
        assert f'id="{aspect.key}"' in text
        assert aspect.source in text
    assert text.count("<table") == len(PARTS)
    assert reverse("mechanisms:compare") in client.get(reverse("mechanisms:explorer")).content.decode()
