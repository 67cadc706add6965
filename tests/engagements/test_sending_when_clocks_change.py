"""When it was sent, typed by the clock of a place: the night the clocks are put back, and the one they are put on."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from core.dates import instant_text
from engagements.enums import Status
from engagements.forms.sending import AgainForm, SendForm
from engagements.models import Dispatch
from tests.engagements.submission_world import fresh, make_world

pytestmark = pytest.mark.django_db
GENEVA = "Europe/Zurich"
DAY_BEFORE = dt.datetime(2026, 10, 24, 12, tzinfo=dt.UTC)
# Half past two came twice on 25 October 2026 in Geneva.
FIRST, SECOND = (dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))
DAY_AFTER = dt.datetime(2026, 10, 26, 12, tzinfo=dt.UTC)


@pytest.fixture
def clocks():
    with time_machine.travel(DAY_BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(clocks):
    return make_world(status=Status.CLEARED)


def typed(on="2026-10-25", at="02:30", **more):
    return {"channel": "email", "sent_on": on, "sent_time": at, "time_zone": GENEVA, "why": "It came back."} | more


def form_of(world, **given):
    return AgainForm(typed(**given), submission=fresh(world.submission), zone=GENEVA)


def test_of_two_the_one_that_is_still_to_come_was_not_meant(world, clocks):
    clocks.move_to(dt.datetime(2026, 10, 25, 0, 45, tzinfo=dt.UTC))
    form = form_of(world)
    assert form.is_valid(), form.errors
    assert form.when()["sent_at"] == FIRST


def test_of_two_the_one_before_the_text_was_cleared_was_not_meant(world, clocks):
    world.submission = fresh(world.submission)
    clocks.move_to(DAY_AFTER)
    type(world.submission).objects.unscoped("test").update(cleared_at=SECOND - dt.timedelta(minutes=20))
    form = form_of(world)
    assert form.is_valid(), form.errors
    assert form.when()["sent_at"] == SECOND


@pytest.mark.parametrize(("said", "meant"), [("0", FIRST), ("1", SECOND)])
def test_where_both_can_be_the_person_is_asked(world, clocks, said, meant):
    clocks.move_to(DAY_AFTER)
    asking = form_of(world)
    assert not asking.is_valid()
    assert set(asking.errors) == {"reading"}
    labels = [label for _value, label in asking.fields["reading"].choices]
    assert ["UTC+02:00" in labels[0], "UTC+01:00" in labels[1]] == [True, True]
    form = form_of(world, reading=said)
    assert form.is_valid(), form.errors
    assert form.when()["sent_at"] == meant


def test_an_hour_that_the_clocks_skipped_is_refused_at_its_field(world, clocks):
    clocks.move_to(dt.datetime(2027, 3, 29, 12, tzinfo=dt.UTC))
    form = form_of(world, on="2027-03-28")
    assert not form.is_valid()
    assert set(form.errors) == {"sent_time"}
    assert form_of(world, on="2027-03-28", at="03:30").is_valid()
    # An answer to a question that does not arise is not looked at.
    assert form_of(world, on="2027-03-28", at="03:30", reading="1").is_valid()


def test_the_page_asks_only_then_and_the_record_says_which(client, world, clocks):
    clocks.move_to(DAY_AFTER)
    client.force_login(world.lead)
    address = reverse("engagements:submission-advance", args=[world.submission.pk, "submit"])
    assert 'name="reading"' not in client.get(address).content.decode()
    data = typed(version=fresh(world.submission).version, what="portal_docx")
    asked = client.post(address, data)
    assert asked.status_code == 422
    assert 'name="reading"' in asked.content.decode()
    assert not Dispatch.objects.visible_to(world.lead).exists()
    assert client.post(address, data | {"reading": "1"}).status_code == 302
    assert Dispatch.objects.visible_to(world.lead).get().sent_at == SECOND
    record = client.get(reverse("engagements:submission-sending", args=[world.submission.pk])).content.decode()
    assert "UTC+01:00" in record
    # Putting something else right does not move it.
    correct = reverse("engagements:submission-sending-correct", args=[world.submission.pk])
    shown = client.get(correct).context["form"]
    assert shown["reading"].value() == "1"
    data = {name: shown[name].value() for name in shown.fields} | {"sent_time": "02:30", "sent_on": "2026-10-25"}
    assert client.post(correct, data | {"reason": "The reference", "receipt": "R-1"}).status_code == 302
    row = Dispatch.objects.visible_to(world.lead).get()
    assert (row.sent_at, row.receipt) == (SECOND, "R-1")


def test_a_form_without_an_hour_asks_nothing(world):
    form = SendForm(typed(at="soon", version="1"), submission=fresh(world.submission), zone=GENEVA)
    assert set(form.errors) == {"sent_time"}


def test_an_instant_says_its_offset_only_where_the_hour_came_twice():
    assert instant_text(FIRST, GENEVA) == "25 October 2026, 02:30 (Geneva, UTC+02:00)"
    assert "UTC+01:00" in instant_text(SECOND, GENEVA)
    assert "UTC" not in instant_text(DAY_AFTER, GENEVA)
    assert str(SECOND.astimezone(ZoneInfo(GENEVA)).utcoffset()) == "1:00:00"
