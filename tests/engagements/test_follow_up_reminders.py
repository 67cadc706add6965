"""Mails about activities for recommendations: before the day and once after it, to whoever sees to them."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from clusters.enums import Rhythm, Role
from clusters.models import Membership, User
from core import outbox
from core.enums import DeliveryState
from core.models import Delivery
from engagements.follow_up_reminders import OVERDUE, REMINDER, plan_activity_reminders
from engagements.tasks import task_plan_step_reminders
from recommendations.actions.follow_up import change_activity, move_activity, set_follow_up_state
from tests.factories import make_activity, make_cluster, make_follow_up, make_person

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
IN_A_WEEK = dt.date(2027, 1, 11)
YESTERDAY = dt.date(2027, 1, 3)


@pytest.fixture(autouse=True)
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def queued(kind=REMINDER):
    rows = Delivery.objects.filter(kind=kind, state=DeliveryState.QUEUED)
    return sorted(rows.values_list("recipient_id", "lead_days"))


def activity_due(cluster, **fields):
    follow_up = make_follow_up(cluster, mark=fields.pop("mark", "members_only"))
    return make_activity(follow_up, **{"what": "Canary training", "due_on": IN_A_WEEK, **fields})


def test_whoever_holds_the_role_is_reminded_once_before_the_day(cluster, lead):
    make_person(Role.MEMBER, cluster)
    make_person(Role.COORDINATOR, make_cluster("NER"))
    activity = activity_due(cluster)
    for _ in range(3):
        task_plan_step_reminders()
    assert queued() == [(lead.pk, 7)]
    assert queued(OVERDUE) == []
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.to == [lead.email]
    assert "Canary training" in message.subject
    assert "11 January 2027" in message.subject
    assert f"/recommendations/follow-up/{activity.follow_up_id}/#activity-{activity.pk}" in message.body
    plan_activity_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_once_when_it_is_overdue_and_never_again(cluster, lead, clocks):
    activity = activity_due(cluster, due_on=YESTERDAY)
    assert plan_activity_reminders() == 1
    assert queued(OVERDUE) == [(lead.pk, -1)]
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "overdue since 3 January 2027" in message.subject
    for days in range(1, 20):
        clocks.move_to(NOON + dt.timedelta(days=days))
        plan_activity_reminders()
        outbox.deliver_due()
    assert len(mail.outbox) == 1
    # Another day counts anew.
    changed = {"activity": activity, "due_on": dt.date(2027, 1, 22), "expected_version": 1, "by": lead}
    change_activity(**changed)
    clocks.move_to(dt.datetime(2027, 1, 23, 12, tzinfo=dt.UTC))
    plan_activity_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 2


def test_long_overdue_is_for_people_not_for_mails(cluster, lead):
    activity_due(cluster, due_on=dt.date(2026, 12, 1))
    assert plan_activity_reminders() == 0


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("coordinator", "lead"),
        ("co_coordinator", "second"),
        ("sag", "sag"),
        ("member", "lead"),
    ],
)
def test_who_sees_to_it(cluster, lead, owner, expected):
    people = {
        "lead": lead,
        "second": make_person(Role.CO_COORDINATOR, cluster),
        "sag": make_person(Role.SAG, cluster),
        "member": make_person(Role.MEMBER, cluster),
    }
    activity_due(cluster, owner_role=owner)
    plan_activity_reminders()
    assert queued() == [(people[expected].pk, 7)]


def test_the_coordinators_where_nobody_holds_the_role(cluster, lead):
    activity_due(cluster, owner_role="co_coordinator")
    plan_activity_reminders()
    assert queued() == [(lead.pk, 7)]


def test_what_is_for_coordinators_only_is_not_named_and_tells_nobody_else(cluster, lead):
    make_person(Role.SAG, cluster)
    activity_due(cluster, owner_role="sag", mark="coordinators", due_on=YESTERDAY)
    activity_due(cluster, owner_role="sag", mark="coordinators")
    plan_activity_reminders()
    assert queued() == [(lead.pk, 7)]
    assert queued(OVERDUE) == [(lead.pk, -1)]
    outbox.deliver_due()
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert "Canary" not in message.subject + message.body
        assert "January" not in message.subject + message.body
        assert "Mozambique" not in message.subject


@pytest.mark.parametrize("kind", [REMINDER, OVERDUE])
def test_it_stops_when_the_activity_is_over(cluster, lead, kind):
    activity = activity_due(cluster, due_on=IN_A_WEEK if kind == REMINDER else YESTERDAY)
    plan_activity_reminders()
    move_activity(activity=activity, progress="done", done_on=YESTERDAY, expected_version=1, by=lead)
    outbox.deliver_due()
    assert mail.outbox == []
    assert Delivery.objects.get(kind=kind).state == DeliveryState.CANCELLED
    assert plan_activity_reminders() == 0


def test_an_ended_follow_up_reminds_nobody(cluster, lead):
    activity = activity_due(cluster)
    plan_activity_reminders()
    set_follow_up_state(follow_up=activity.follow_up, state="ended", reason="Carried out", expected_version=1, by=lead)
    outbox.deliver_due()
    assert mail.outbox == []
    assert plan_activity_reminders() == 0


def test_whoever_lost_the_role_gets_nothing(cluster, lead):
    activity_due(cluster, due_on=YESTERDAY)
    plan_activity_reminders()
    Membership.objects.filter(user=lead).update(ends_on=dt.date(2027, 1, 3))
    outbox.deliver_due()
    assert mail.outbox == []


def test_each_persons_settings_hold(cluster, lead):
    activity_due(cluster)
    activity_due(cluster, due_on=YESTERDAY)
    User.objects.filter(pk=lead.pk).update(reminder_rhythm=Rhythm.NONE)
    assert plan_activity_reminders() == 0
    # NOON is a Monday; 3 January was a Sunday.
    User.objects.filter(pk=lead.pk).update(reminder_rhythm=Rhythm.WEEKLY, reminder_weekday=3, reminder_leads=[2])
    plan_activity_reminders()
    assert (queued(), queued(OVERDUE)) == ([], [])
    with time_machine.travel(dt.datetime(2027, 1, 7, 12, tzinfo=dt.UTC), tick=False):
        plan_activity_reminders()
    assert (queued(), queued(OVERDUE)) == ([(lead.pk, 2)], [(lead.pk, -1)])


def test_the_questions_do_not_grow_with_the_activities(cluster, lead, django_assert_max_num_queries):
    for _ in range(12):
        activity_due(cluster, due_on=dt.date(2027, 2, 20))
    with django_assert_max_num_queries(3):
        plan_activity_reminders()
