"""Whom the reminders of the plan room reach: of those who hold the role, whoever may see the row, by the one policy."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from core import outbox
from core.enums import DeliveryState
from core.models import Delivery
from engagements.enums import CLOSED_MARKS, AskedState, Exposure, Status
from engagements.models import InputRequest, PlanLine
from engagements.reminders import STEP_REMINDER, plan_step_reminders
from engagements.request_reminders import REQUEST_DUE, plan_request_reminders
from engagements.series_reminders import SERIES_DUE, plan_series_reminders
from tests.factories import (
    make_cluster,
    make_organisation,
    make_person,
    make_plan_line,
    make_series,
    make_step,
    make_submission,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
IN_TWO_DAYS = dt.date(2027, 1, 6)


@pytest.fixture(autouse=True)
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


def series_due(cluster, role=Role.COORDINATOR, **fields):
    return make_series(cluster=cluster, starts_on=IN_TWO_DAYS, owner_role=role, **fields)


def request_due(cluster, **fields):
    return InputRequest.objects.create(
        cluster=cluster, asked_on=NOON.date(), about="x", door="letter", due_on=IN_TWO_DAYS, **fields
    )


def reached(kind):
    return set(Delivery.objects.filter(kind=kind).values_list("recipient_id", flat=True))


@pytest.mark.parametrize("line_mark", CLOSED_MARKS)
@pytest.mark.parametrize("own_mark", Exposure)
def test_who_is_named_on_a_closed_line_is_reminded_of_what_she_keeps_there(cluster, line_mark, own_mark):
    named, _other = make_person(Role.MEMBER, cluster), make_person(Role.MEMBER, cluster)
    line = make_plan_line(cluster=cluster, exposure=line_mark, readers=[named])
    series_due(cluster, Role.MEMBER, plan_line=line, exposure=own_mark)
    plan_series_reminders()
    assert reached(SERIES_DUE) == {named.pk}


@pytest.mark.parametrize("own_mark", Exposure)
def test_a_request_on_a_line_for_few_goes_to_the_first_role_that_sees_it(cluster, own_mark):
    make_person(Role.COORDINATOR, cluster)
    deputy = make_person(Role.CO_COORDINATOR, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[deputy])
    request_due(cluster, plan_line=line, exposure=own_mark)
    plan_request_reminders()
    assert reached(REQUEST_DUE) == {deputy.pk}


@pytest.mark.parametrize("mark", CLOSED_MARKS)
def test_who_is_named_and_works_for_nobody_who_signed_is_not_reminded(cluster, mark):
    unsigned = make_person(Role.MEMBER, cluster, organisation=make_organisation())
    line = make_plan_line(cluster=cluster, exposure=mark, readers=[unsigned])
    series_due(cluster, Role.MEMBER, plan_line=line, exposure=Exposure.RESTRICTED)
    plan_series_reminders()
    assert reached(SERIES_DUE) == set()


def test_who_wrote_a_closed_row_is_reminded_of_it_without_being_named(cluster):
    writer, _other = make_person(Role.MEMBER, cluster), make_person(Role.MEMBER, cluster)
    series_due(cluster, Role.MEMBER, exposure=Exposure.CONFIDENTIAL, created_by=writer)
    # On a line that she does not see, her own row is not for her either.
    closed = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)
    hidden = series_due(cluster, Role.MEMBER, exposure=Exposure.OPEN, created_by=writer, plan_line=closed)
    plan_series_reminders()
    assert reached(SERIES_DUE) == {writer.pk}
    assert not Delivery.objects.filter(subject_id=str(hidden.pk)).exists()


@pytest.mark.parametrize("planner", [plan_series_reminders, plan_request_reminders, plan_step_reminders])
def test_more_rows_and_more_people_ask_no_more_of_the_database(planner):
    def queries():
        Delivery.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            planner()
        # What is put into the outbox is written mail by mail.
        # PostgreSQL is asked for several people at once in brackets.
        told = (one["sql"].lstrip("(") for one in asked)
        return [sql for sql in told if sql.startswith("SELECT") and "core_delivery" not in sql]

    def fill(cluster):
        people = [make_person(Role.COORDINATOR, cluster), make_person(Role.SAG, cluster)]
        line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=people)
        series_due(cluster, Role.SAG, plan_line=line)
        request_due(cluster, plan_line=line, state=AskedState.TAKEN_UP)
        make_step(plan_line=line, due_on=IN_TWO_DAYS, owner_role=Role.SAG)

    fill(make_cluster("MOZ"))
    few = len(queries())
    assert Delivery.objects.exists()
    for code in ("NGA", "SSD", "MMR"):
        fill(make_cluster(code))
        fill(make_cluster(code))
    assert len(queries()) == few <= 8


def test_a_request_that_was_answered_on_its_line_reminds_nobody(cluster):
    lead = make_person(Role.COORDINATOR, cluster)
    answered, waiting = make_plan_line(cluster=cluster), make_plan_line(cluster=cluster)
    make_submission(plan_line=answered, author=lead, status=Status.SUBMITTED)
    request_due(cluster, plan_line=answered, state=AskedState.TAKEN_UP)
    open_one = request_due(cluster, plan_line=waiting, state=AskedState.TAKEN_UP)
    plan_request_reminders()
    assert set(Delivery.objects.filter(kind=REQUEST_DUE).values_list("subject_id", flat=True)) == {str(open_one.pk)}


def test_a_step_of_a_line_for_few_reaches_who_is_named(cluster):
    named, _other = make_person(Role.SAG, cluster), make_person(Role.SAG, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[named])
    make_step(plan_line=line, due_on=IN_TWO_DAYS, owner_role=Role.SAG)
    plan_step_reminders()
    assert reached(STEP_REMINDER) == {named.pk}


def test_who_could_not_see_it_for_a_while_is_reminded_when_she_can(cluster, clocks):
    member = make_person(Role.MEMBER, cluster, reminder_hour=0)
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    series_due(cluster, Role.MEMBER, plan_line=line)
    request_due(cluster, plan_line=line)
    lead = make_person(Role.CO_COORDINATOR, cluster, reminder_hour=0)
    make_step(plan_line=line, due_on=IN_TWO_DAYS, owner_role=Role.MEMBER)

    def plan():
        plan_series_reminders(), plan_request_reminders(), plan_step_reminders()
        rows = Delivery.objects.exclude(state=DeliveryState.SKIPPED)
        return set(rows.values_list("recipient_id", "state"))

    assert plan() == {(member.pk, DeliveryState.QUEUED), (lead.pk, DeliveryState.QUEUED)}
    lines = PlanLine.objects.unscoped("test")
    lines.update(exposure=Exposure.CONFIDENTIAL)
    outbox.deliver_due()
    assert plan() == {(member.pk, DeliveryState.CANCELLED), (lead.pk, DeliveryState.CANCELLED)}
    lines.update(exposure=Exposure.MEMBERS)
    assert plan() == {(member.pk, DeliveryState.QUEUED), (lead.pk, DeliveryState.QUEUED)}
    outbox.deliver_due()
    assert len(mail.outbox) == 3


def test_after_an_outage_only_the_nearest_reminder_waits(cluster, clocks):
    make_person(Role.COORDINATOR, cluster)
    clocks.move_to(NOON - dt.timedelta(days=5))
    request_due(cluster)
    plan_request_reminders()
    clocks.move_to(NOON)
    plan_request_reminders()
    found = Delivery.objects.filter(kind=REQUEST_DUE).values_list("lead_days", "state")
    assert set(found) == {(7, DeliveryState.SKIPPED), (2, DeliveryState.QUEUED)}
