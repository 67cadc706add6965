"""Beside a text: until when the mechanism takes it, by whose clock, in which form; and nothing that no source says."""

import datetime as dt

import pytest
from django.urls import reverse

from calendar_app.enums import Audience, Precision
from clusters.enums import Role
from engagements.enums import Exposure
from engagements.models import SubmissionReader
from engagements.queries.submissions import submission_detail, terms_of
from mechanisms.models import SubmissionRequirement
from tests.engagements.submission_world import make_world
from tests.factories import make_entry, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def plan_towards(world, **fields):
    line = world.submission.plan_line
    line.entry = make_entry(mechanism=line.mechanism, country=line.cluster.country, **fields)
    line.save()
    return line.entry


def require(world, **fields):
    line = world.submission.plan_line
    row = SubmissionRequirement.objects.create(mechanism=line.mechanism, key="a", title="An input", **fields)
    world.submission.requirement = row
    world.submission.save()
    return row


def page(client, world, user=None):
    client.force_login(user or world.author)
    return client.get(reverse("engagements:submission-detail", args=[world.submission.pk])).content.decode()


def test_day_hour_zone_and_form_stand_beside_the_text(client, world):
    plan_towards(world, due_on=dt.date(2027, 10, 4))
    require(
        world,
        at=dt.time(15, 0),
        time_zone="Europe/Zurich",
        channel="By the system of uploads",
        languages="English or French",
        publicity="It is published",
        confidence="checked",
    )
    text = page(client, world)
    for words in ("4 October 2027", "15:00", "Geneva", "By the system of uploads", "English or French", "is published"):
        assert words in text
    assert "No hour is known" not in text


def test_what_no_source_says_is_said_to_be_missing(client, world):
    plan_towards(world, due_on=dt.date(2027, 10, 4))
    require(world, channel="By mail, they say", confidence="memory")
    text = page(client, world)
    assert "No hour is known" in text
    assert "To be verified" in text
    world.submission.requirement = None
    world.submission.save()
    assert "Nothing is recorded of what the mechanism takes" in page(client, world)


def test_a_day_that_is_not_announced_is_not_counted_down_to(world):
    plan_towards(world, due_on=dt.date(2027, 10, 1), precision=Precision.MONTH)
    terms = terms_of(submission_detail(world.author, world.submission.pk))
    assert not terms.is_exact
    assert terms.about == "October 2027"


def test_an_hour_of_the_date_itself_goes_before_the_rule(world):
    plan_towards(
        world,
        due_on=dt.date(2027, 10, 4),
        due_at=dt.datetime(2027, 10, 4, 10, tzinfo=dt.UTC),
        precision=Precision.INSTANT,
    )
    require(world, at=dt.time(18, 0), time_zone="Europe/Zurich")
    assert terms_of(submission_detail(world.author, world.submission.pk)).hour is None


def test_a_date_that_the_reader_may_not_see_is_not_shown(client, world):
    """A text can be for more people than the date of its line is."""
    line = world.submission.plan_line
    plan_towards(world, cluster=line.cluster, audience=Audience.COORDINATORS, title="A quiet date")
    reader = make_person(Role.MEMBER, line.cluster)
    line.exposure = world.submission.exposure = Exposure.MEMBERS
    line.save()
    world.submission.save()
    SubmissionReader.objects.unscoped("test").get_or_create(submission=world.submission, user=reader)
    text = page(client, world, reader)
    assert "A quiet date" not in text
    assert "18 January 2027" not in text
    assert "18 January 2027" in page(client, world)
