"""Values on their way into a row, and rows that are written only if nobody was quicker."""

import pytest

from clusters.enums import Role
from core.errors import Stale
from core.saving import change_version, save_version, stripped, stripped_of
from tests.factories import make_cluster, make_framework, make_person
from tests.factories.mechanisms import make_obstacle


def test_texts_lose_the_space_around_them_and_other_values_stay():
    assert stripped({"name": "  Words \n", "year": 2027, "none": None, "rows": [" a "]}) == {
        "name": "Words",
        "year": 2027,
        "none": None,
        "rows": [" a "],
    }


def test_a_name_that_is_not_of_the_record_is_a_mistake_of_the_caller():
    assert stripped_of({"name": " Words "}, ("name", "year")) == {"name": "Words"}
    with pytest.raises(TypeError, match="colour, size"):
        stripped_of({"size": 1, "name": "Words", "colour": "red"}, ("name",))


@pytest.fixture
def framework(db):
    cluster = make_cluster("MOZ")
    return make_framework(cluster, title="Plan of action"), make_person(Role.COORDINATOR, cluster)


def refused(row):
    raise AssertionError("nothing is to be checked")


def test_only_what_differs_is_written_with_the_next_version(framework):
    row, lead = framework
    seen = []
    values = {"title": "Another title", "url": row.url}

    assert change_version(row, values, row.version, lead, check=seen.append) == {"title": "Another title"}

    again = type(row).objects.visible_to(lead).get(pk=row.pk)
    assert seen == [row]
    assert (again.title, again.version) == ("Another title", row.version) == ("Another title", 2)


def test_nothing_that_differs_writes_nothing_unless_it_always_does(framework):
    row, lead = framework
    same = {"title": row.title}

    assert change_version(row, same, 7, lead, check=refused) == {}
    assert row.version == 1
    with pytest.raises(Stale):
        change_version(row, same, 7, lead, check=lambda row: None, always=True)
    assert change_version(row, same, 1, lead, check=lambda row: None, always=True) == {}
    assert row.version == 2


def test_who_does_not_see_a_row_finds_no_version_of_it(framework):
    row, _lead = framework
    stranger = make_person(Role.COORDINATOR, make_cluster("NGA"))
    with pytest.raises(Stale):
        save_version(row, row.version, stranger, title="Theirs")


def test_a_row_that_is_open_to_everybody_is_written_by_its_version_too(db):
    row, anybody = make_obstacle(), make_person(Role.MEMBER, make_cluster("MOZ"))
    save_version(row, 1, anybody, name="Another name")
    with pytest.raises(Stale):
        save_version(row, 1, anybody, name="A third")
    row.refresh_from_db()
    assert (row.name, row.version) == ("Another name", 2)
