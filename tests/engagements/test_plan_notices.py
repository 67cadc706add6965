"""Mails about plan lines: who, when, once; closed lines are never named."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from clusters.enums import Rhythm, Role
from clusters.models import Membership, User
from core import outbox
from core.enums import DeliveryState
from core.events import announce
from core.models import Delivery
from engagements.actions import moving, plans, readers, steps
from engagements.enums import Exposure
from engagements.models import EngagementStep, PlanLine, SharingException
from engagements.reminders import DATE_MOVED, NAMED, STEP_REMINDER, plan_step_reminders, step_ladder
from engagements.tasks import task_plan_step_reminders
from tests.factories import make_cluster, make_entry, make_organisation, make_person, make_plan_line, make_step

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
IN_A_WEEK = dt.date(2027, 1, 11)


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


def queued(kind=STEP_REMINDER):
    rows = Delivery.objects.filter(kind=kind, state=DeliveryState.QUEUED)
    return sorted(rows.values_list("recipient_id", "lead_days"))


def send(*, only_ours=True):
    if only_ours:
        # The calendar tells of the same moves; here it is about the plan's own mails.
        Delivery.objects.exclude(kind__startswith="plan.").delete()
    outbox.deliver_due()
    return mail.outbox


def step_due(cluster, **fields):
    line = make_plan_line(cluster=cluster, **fields.pop("line", {}))
    return make_step(plan_line=line, due_on=fields.pop("due_on", IN_A_WEEK), title="Canary step", **fields)


def test_the_owner_is_reminded_once(cluster, lead):
    make_person(Role.MEMBER, cluster)
    step = step_due(cluster)
    assert plan_step_reminders() == 1
    assert plan_step_reminders() == 0
    assert queued() == [(lead.pk, 7)]
    (message,) = send()
    assert message.to == [lead.email]
    assert "Canary step" in message.subject
    assert "7 days" in message.subject
    assert "Mozambique" in message.subject
    assert f"/engagements/plan/{step.plan_line_id}/#step-{step.pk}" in message.body
    assert task_plan_step_reminders() == 0


def test_the_deputy_only_when_nobody_holds_the_role(cluster, lead):
    deputy = make_person(Role.CO_COORDINATOR, cluster)
    step_due(cluster, deputy_role="co_coordinator")
    plan_step_reminders()
    assert queued() == [(lead.pk, 7)]
    Delivery.objects.all().delete()
    Membership.objects.filter(user=lead).update(ends_on=dt.date(2027, 1, 3))
    plan_step_reminders()
    assert queued() == [(deputy.pk, 7)]


@pytest.mark.parametrize(
    ("mark", "named", "expected"),
    [
        (Exposure.OPEN, False, True),
        (Exposure.MEMBERS, False, True),
        (Exposure.RESTRICTED, False, False),
        (Exposure.RESTRICTED, True, True),
        (Exposure.CONFIDENTIAL, False, False),
        (Exposure.CONFIDENTIAL, True, True),
    ],
)
def test_closed_lines_remind_only_who_may_see_them(cluster, mark, named, expected):
    sag = make_person(Role.SAG, cluster)
    step_due(cluster, owner_role="sag", line={"exposure": mark, "readers": [sag] if named else []})
    plan_step_reminders()
    assert queued() == ([(sag.pk, 7)] if expected else [])


@pytest.mark.parametrize("mark", [Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_who_is_named_without_a_signature_in_force_leaves_it_to_the_deputy(cluster, mark):
    unsigned = make_person(Role.SAG, cluster, organisation=make_organisation())
    deputy = make_person(Role.MEMBER, cluster)
    fields = {"owner_role": "sag", "deputy_role": "member"}
    step_due(cluster, line={"exposure": mark, "readers": [unsigned, deputy]}, **fields)
    plan_step_reminders()
    assert queued() == [(deputy.pk, 7)]
    Delivery.objects.all().delete()
    # An exception opens it to her; one for another line does not.
    other = make_plan_line(cluster=cluster)
    line = PlanLine.objects.unscoped("test").exclude(pk=other.pk).get()
    for about, told in ((other, deputy), (line, unsigned)):
        SharingException.objects.create(
            cluster=cluster,
            organisation=unsigned.memberships.get().organisation,
            plan_line=about,
            what="One text",
            reason="It holds the data",
            starts_on=dt.date(2027, 1, 1),
            ends_on=dt.date(2027, 2, 1),
        )
        plan_step_reminders()
        assert queued() == [(told.pk, 7)]
        Delivery.objects.all().delete()


@pytest.mark.parametrize("mark", [Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_mails_of_closed_lines_are_neutral(cluster, lead, mark):
    step_due(cluster, line={"exposure": mark, "readers": [lead], "title": "Canary line"})
    plan_step_reminders()
    (message,) = send()
    assert "Canary" not in message.subject + message.body + str(message.alternatives)
    assert "/engagements/plan/" in message.body


@pytest.mark.parametrize(
    "change",
    [
        lambda step, lead: steps.mark_step_done(step=step, expected_version=1, by=lead),
        lambda step, lead: steps.set_step_aside(step=step, reason="No", expected_version=1, by=lead),
        lambda step, lead: EngagementStep.objects.unscoped("test").update(due_on=dt.date(2027, 1, 12)),
        lambda step, lead: plans.set_line_state(
            plan_line=step.plan_line, state="not_now", reason="No", expected_version=1, by=lead
        ),
        lambda step, lead: Membership.objects.filter(user=lead).update(role=Role.MEMBER),
        lambda step, lead: Membership.objects.filter(user=lead).update(ends_on=dt.date(2027, 1, 3)),
        lambda step, lead: PlanLine.objects.unscoped("test").update(exposure="confidential"),
        lambda step, lead: User.objects.filter(pk=lead.pk).update(reminder_rhythm=Rhythm.NONE),
    ],
    ids=["done", "aside", "moved", "line aside", "other role", "left", "closed", "wants none"],
)
def test_looked_at_again_before_sending(cluster, lead, change):
    step = step_due(cluster)
    plan_step_reminders()
    change(step, lead)
    assert send() == []


def test_a_step_moved_there_and_back_is_told_once(cluster, lead):
    step_due(cluster)
    plan_step_reminders()
    every = EngagementStep.objects.unscoped("test")
    every.update(due_on=dt.date(2027, 1, 12))
    assert send() == []
    every.update(due_on=IN_A_WEEK)
    plan_step_reminders()
    assert len(send()) == 1
    every.update(due_on=dt.date(2027, 1, 12))
    every.update(due_on=IN_A_WEEK)
    plan_step_reminders()
    assert len(send()) == 1


def test_nothing_for_far_past_or_undated_steps(cluster, lead):
    for due_on in (None, dt.date(2027, 3, 1), dt.date(2027, 1, 3)):
        step_due(cluster, due_on=due_on)
    assert plan_step_reminders() == 0


@pytest.mark.parametrize(("leads", "expected"), [([], (14, 7, 1)), ([60, 3], (3,)), ([60, 30], (30,)), ([14], (14,))])
def test_the_rungs_that_suit_a_step(leads, expected):
    assert step_ladder(leads) == expected


def test_planning_asks_the_same_number_of_questions(cluster, lead, django_assert_max_num_queries):
    for _n in range(20):
        step_due(cluster)
    with django_assert_max_num_queries(12):
        plan_step_reminders()


def test_a_moved_date_is_told_to_the_lead_role(cluster, lead):
    member = make_person(Role.MEMBER, cluster)
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 3, 1))
    line = make_plan_line(cluster=cluster, entry=entry, planned_for=dt.date(2027, 2, 1), title="Our work")
    make_plan_line(cluster=cluster, entry=entry, planned_for=dt.date(2027, 2, 1), state="done")
    step = make_step(plan_line=line, due_on=dt.date(2027, 1, 20))
    announce(
        "entry_moved", entry=entry, old_on=dt.date(2027, 2, 1), new_on=dt.date(2027, 3, 1), cause="test", by=member
    )
    assert [person for person, _lead in queued(DATE_MOVED)] == [lead.pk]
    (message,) = send()
    assert "Our work" in message.subject
    assert "1 March 2027" in message.body
    assert EngagementStep.objects.unscoped("test").get(pk=step.pk).due_on == dt.date(2027, 1, 20)


def test_a_moved_date_that_the_plan_follows_already_is_not_told(cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 3, 1))
    line = make_plan_line(cluster=cluster, entry=entry, planned_for=dt.date(2027, 2, 1))
    announce("entry_moved", entry=entry, old_on=dt.date(2027, 2, 1), new_on=entry.due_on, cause="", by=None)
    moving.follow_moved_date(plan_line=line, steps=(), expected_version=1, by=lead)
    assert send() == []


def test_the_moved_date_of_a_closed_line_is_told_neutrally(cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 3, 1), title="Canary date")
    make_plan_line(
        cluster=cluster,
        entry=entry,
        planned_for=dt.date(2027, 2, 1),
        title="Canary line",
        exposure=Exposure.CONFIDENTIAL,
        readers=[lead],
    )
    make_person(Role.CO_COORDINATOR, cluster)
    announce("entry_moved", entry=entry, old_on=dt.date(2027, 2, 1), new_on=entry.due_on, cause="", by=None)
    (message,) = send()
    assert message.to == [lead.email]
    assert "Canary" not in message.subject + message.body
    assert "March" not in message.subject + message.body


def test_the_calendar_and_the_plan_tell_of_a_move_in_one_mail(cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 2, 1), title="The date itself")
    make_plan_line(cluster=cluster, entry=entry, planned_for=dt.date(2027, 1, 20), title="Our work")
    announce("entry_moved", entry=entry, old_on=dt.date(2027, 1, 20), new_on=entry.due_on, cause="", by=None)
    (message,) = send(only_ours=False)
    assert "The date itself" in message.body
    assert "Our work" in message.body


def test_a_closed_line_never_stands_beside_the_date_it_hangs_on(cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 2, 1), title="The date itself")
    make_plan_line(
        cluster=cluster, entry=entry, planned_for=dt.date(2027, 1, 20), exposure="confidential", readers=[lead]
    )
    announce("entry_moved", entry=entry, old_on=dt.date(2027, 1, 20), new_on=entry.due_on, cause="", by=None)
    one, two = sorted(send(only_ours=False), key=lambda message: "your plan" in message.body)
    assert "The date itself" in one.body
    assert "The date itself" not in two.body


def test_who_is_named_hears_of_it_neutrally(cluster, lead):
    member = make_person(Role.MEMBER, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, title="Canary", readers=[lead])
    readers.name_person(plan_line=line, person=member, by=lead)
    assert [person for person, _lead in queued(NAMED)] == [member.pk]
    (message,) = send()
    assert "Canary" not in message.subject + message.body
    open_line = make_plan_line(cluster=cluster)
    readers.name_person(plan_line=open_line, person=member, by=lead)
    assert queued(NAMED) == []
