"""The trail of dates that not everybody may see."""

import pytest

from calendar_app import actions
from calendar_app.enums import Audience, Certainty, EntryKind, Publication
from clusters.enums import Role
from core import trail
from tests.factories import make_cluster, make_mechanism, make_person

pytestmark = pytest.mark.django_db


def visit(by, **fields):
    given = {
        "kind": EntryKind.COUNTRY_VISIT, "title": "A visit", "mechanism": make_mechanism(),
        "certainty": Certainty.NOT_ANNOUNCED, "publication": Publication.PUBLISHED, "by": by, **fields,
    }  # fmt: skip
    return actions.create_entry(**given)


def readers_of_trail(people):
    return {name for name, person in people.items() if trail.entries(person, verb="entry.created").exists()}


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def people(cluster):
    return {
        "desk": make_person(Role.TASK_TEAM),
        "administrator": make_person(Role.ADMINISTRATOR),
        "lead": make_person(Role.COORDINATOR, cluster),
        "member": make_person(Role.MEMBER, cluster),
    }


@pytest.mark.parametrize(
    ("audience", "publication", "readers"),
    [
        (Audience.COORDINATORS, Publication.PUBLISHED, {"desk"}),
        (Audience.MEMBERS, Publication.DRAFT, {"desk"}),
    ],
)
def test_a_hidden_date_of_the_reference_calendar(cluster, people, audience, publication, readers):
    visit(
        people["desk"],
        country=cluster.country,
        audience=audience,
        publication=publication,
        confirmed_sharing=True,
    )
    assert readers_of_trail(people) == readers


def test_an_open_date_of_the_reference_calendar(people):
    visit(people["desk"], kind=EntryKind.RELATED_EVENT, audience=Audience.OPEN)
    assert readers_of_trail(people) == {"desk", "administrator"}


def test_a_date_of_a_cluster(cluster, people):
    visit(people["lead"], cluster=cluster, audience=Audience.COORDINATORS)
    assert readers_of_trail(people) == {"lead"}
