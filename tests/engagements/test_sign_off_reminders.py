"""Roles that have not signed are reminded before the day and once after it, until they answer."""

import datetime as dt

import pytest
import time_machine

from core import clock, outbox
from core.mail import Mail
from core.models import Delivery
from engagements.actions.sign_off import sign_off
from engagements.enums import Exposure, SignRole, Status
from engagements.models import SignOffRequest
from engagements.notices.clearing import prepare_reminder
from engagements.queries.submissions import newest_version
from engagements.sign_off_reminders import OVERDUE, REMINDER, plan_sign_off_reminders
from tests.engagements.submission_world import bring_to, fresh, make_world

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"


@pytest.fixture
def world():
    world = make_world(sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    bring_to(world, Status.SIGN_OFF)
    asked = SignOffRequest.objects.unscoped(WHY).get()
    asked.due_on = clock.today() + dt.timedelta(days=20)
    asked.save()
    world.due_on = asked.due_on
    return world


def on(world, days):
    """The morning so many days before the day of the request (less than none: after it)."""
    return time_machine.travel(
        dt.datetime.combine(world.due_on - dt.timedelta(days=days), dt.time(20), dt.UTC), tick=False
    )


def planned(world, days):
    with on(world, days):
        plan_sign_off_reminders()
        plan_sign_off_reminders()
    return rows()


def rows():
    return sorted(
        (row.kind, row.recipient.pk, row.lead_days) for row in Delivery.objects.filter(kind__startswith="sign_off.")
    )


def sign(world, role, by):
    version = newest_version(world.author, world.submission)
    sign_off(submission=fresh(world.submission), version_id=version.pk, role=role, decision="agreed", by=by)


def test_each_role_is_reminded_once_for_each_rung_and_the_author_is_not(world):
    assert planned(world, 15) == []
    assert planned(world, 7) == [(REMINDER, world.lead.pk, 7), (REMINDER, world.sag.pk, 7)]
    assert planned(world, 5) == rows()
    assert len(planned(world, 2)) == 4


def test_whoever_has_answered_is_not_reminded(world):
    sign(world, "coordinator", world.lead)
    assert [row[1] for row in planned(world, 7)] == [world.sag.pk]


def test_once_after_the_day_and_never_again(world):
    found = planned(world, -2)
    assert [row[0] for row in found] == [OVERDUE, OVERDUE]
    assert planned(world, -3) == found
    assert planned(world, -30) == found


def test_a_changed_text_reminds_nobody(world):
    type(world.submission).objects.unscoped(WHY).update(text_hash="another")
    assert planned(world, 7) == []


def test_the_mail_is_asked_again_when_it_goes(world):
    planned(world, 7)
    mail = Delivery.objects.get(kind=REMINDER, recipient=world.sag)
    with on(world, 7):
        found = prepare_reminder(mail, world.sag)
        assert isinstance(found, Mail)
        sign(world, "sag", world.sag)
        assert isinstance(prepare_reminder(mail, world.sag), outbox.Dropped)
        coordinator = Delivery.objects.get(kind=REMINDER, recipient=world.lead)
        assert isinstance(prepare_reminder(coordinator, world.lead), Mail)
        assert isinstance(prepare_reminder(coordinator, world.stranger), outbox.Dropped)


@pytest.mark.parametrize("mark", [Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_a_closed_text_is_named_by_nothing(world, mark):
    planned(world, 7)
    type(world.submission).objects.unscoped(WHY).update(exposure=mark)
    row = Delivery.objects.get(kind=REMINDER, recipient=world.sag)
    with on(world, 7):
        mail = prepare_reminder(row, world.sag)
    told = f"{mail.subject} {mail.heading} {mail.paragraphs} {mail.facts}"
    assert mail.is_veiled
    assert world.submission.title not in told
    assert str(world.cluster.country) not in told
    assert "202" not in told
