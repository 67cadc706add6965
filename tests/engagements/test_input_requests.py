"""Requests of others for inputs: noted, taken up, declined, reminded of; who may."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core import clock, outbox
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements import request_reminders
from engagements.actions import requests as actions
from engagements.enums import AskedState, Exposure, Status
from engagements.models import InputRequest, PlanLine
from engagements.notices.requests import prepare_request_due
from tests.factories import make_cluster, make_mechanism, make_person, make_plan_line, make_submission, make_user

pytestmark = pytest.mark.django_db

ABOUT = "asked-otter-8820"
FIELDS = {"asked_by": "Desk officer, OHCHR", "about": ABOUT, "door": "letter"}


@pytest.fixture
def cluster():
    return make_cluster("NGA")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def member(cluster):
    return make_person(Role.MEMBER, cluster)


def note(cluster, by, **fields):
    return actions.note_request(cluster=cluster, by=by, **{"asked_on": clock.today(), **FIELDS, **fields})


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def test_a_member_notes_and_the_trail_keeps_no_words(cluster, member, lead):
    row = note(cluster, member)
    assert (row.state, row.exposure) == (AskedState.OPEN, Exposure.RESTRICTED)
    entry = AuditEntry.objects.unscoped("test").get(verb="request.noted")
    assert ABOUT not in f"{entry.target_label} {entry.after}"
    assert InputRequest.objects.visible_to(lead).get() == row
    assert not InputRequest.objects.visible_to(make_person(Role.MEMBER, cluster)).exists()
    assert not InputRequest.objects.visible_to(make_user()).exists()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"asked_on": clock.today() + dt.timedelta(days=2)}, "asked_on"),
        ({"due_on": clock.today() - dt.timedelta(days=1)}, "due_on"),
        ({"about": " "}, "about"),
        ({"door": "window"}, "door"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cluster, member, fields, at):
    with pytest.raises(ValidationError) as refused:
        note(cluster, member, **fields)
    assert at in refused.value.message_dict
    assert not InputRequest.objects.visible_to(member).exists()


def test_only_coordinators_answer(cluster, lead, member):
    row = note(cluster, member)
    line = make_plan_line(cluster=cluster)
    with pytest.raises(Refused):
        actions.take_up_request(request=row, plan_line=line, expected_version=1, by=member)
    with pytest.raises(Refused):
        actions.decline_request(request=row, reason="no time", expected_version=1, by=member)
    with pytest.raises(Refused):
        note(cluster, make_person(Role.COORDINATOR, make_cluster("MOZ")))
    actions.take_up_request(request=row, plan_line=line, expected_version=1, by=lead)
    with pytest.raises(Refused):
        actions.decline_request(request=row, reason="no time", expected_version=2, by=lead)
    assert InputRequest.objects.visible_to(lead).get().plan_line == line


def test_a_line_of_another_cluster_does_not_exist(cluster, lead):
    row = note(cluster, lead)
    with pytest.raises(ValidationError):
        actions.take_up_request(
            request=row, plan_line=make_plan_line(cluster=make_cluster("MOZ")), expected_version=1, by=lead
        )


@pytest.mark.parametrize(
    ("mark", "line_mark"), [(Exposure.OPEN, Exposure.MEMBERS), (Exposure.RESTRICTED, Exposure.RESTRICTED)]
)
def test_a_new_line_is_triggered_by_the_request_and_never_more_open(cluster, lead, mark, line_mark):
    row = note(cluster, lead, exposure=mark)
    actions.open_line_for_request(
        request=row, mechanism=make_mechanism(), year=2027, title="Answer", expected_version=1, by=lead
    )
    line = PlanLine.objects.visible_to(lead).get()
    assert (line.trigger, line.exposure, row.plan_line, row.state) == ("request", line_mark, line, "taken_up")


def test_declining_needs_a_reason_and_can_be_taken_back(cluster, lead):
    row = note(cluster, lead)
    with pytest.raises(ValidationError):
        actions.decline_request(request=row, reason=" ", expected_version=1, by=lead)
    actions.decline_request(request=row, reason="no data", expected_version=1, by=lead)
    assert (row.state, row.answered_by) == (AskedState.DECLINED, lead)
    actions.reopen_request(request=row, expected_version=2, by=lead)
    stored = InputRequest.objects.visible_to(lead).get()
    assert (stored.state, stored.reason, stored.answered_by) == (AskedState.OPEN, "", None)
    with pytest.raises(Refused):
        actions.reopen_request(request=stored, expected_version=3, by=lead)


def test_who_was_quicker_is_not_overwritten(cluster, lead, member):
    row = note(cluster, member)
    old = InputRequest.objects.visible_to(lead).get()
    actions.edit_request(request=row, expected_version=1, by=member, about="First")
    with pytest.raises(Stale):
        actions.edit_request(request=old, expected_version=1, by=lead, about="Second")
    assert InputRequest.objects.visible_to(lead).get().about == "First"


# --- Pages ------------------------------------------------------------------------------------------------------


def test_noted_taken_up_and_listed_on_pages(client, cluster, lead):
    client.force_login(lead)
    query = f"?cluster={cluster.pk}"
    data = {**FIELDS, "asked_on": clock.today().isoformat(), "exposure": "restricted"}
    assert client.post(url("request-create") + query, data | {"about": ""}).status_code == 422
    answer = client.post(url("request-create") + query, data)
    assert answer.status_code == 302
    row = InputRequest.objects.visible_to(lead).get()
    assert ABOUT in client.get(url("request-list") + query).content.decode()
    assert "Take it up" in client.get(url("request-detail", row.pk)).content.decode()
    assert client.post(url("request-take-up", row.pk), {"version": 1}).status_code == 422
    mechanism = make_mechanism()
    given = {"version": 1, "mechanism": mechanism.pk, "title": "An answer", "year": 2027}
    assert client.post(url("request-take-up", row.pk), given).status_code == 302
    page = client.get(url("request-detail", row.pk)).content.decode()
    assert "An answer" in page
    assert "Write it" in page
    assert client.post(url("request-decline", row.pk), {"version": 2, "reason": "late"}).status_code == 403


def test_declined_and_opened_again_on_the_page(client, cluster, lead):
    row = note(cluster, lead)
    client.force_login(lead)
    assert client.post(url("request-decline", row.pk), {"version": 1, "reason": ""}).status_code == 422
    assert client.post(url("request-decline", row.pk), {"version": 1, "reason": "no data"}).status_code == 302
    assert "no data" in client.get(url("request-detail", row.pk)).content.decode()
    assert client.post(url("request-decline", row.pk), {"version": 1, "act": "reopen"}).status_code == 409
    assert client.post(url("request-decline", row.pk), {"version": 2, "act": "reopen"}).status_code == 302


def test_a_conflict_keeps_what_was_typed(client, cluster, lead):
    row = note(cluster, lead)
    client.force_login(lead)
    data = {**FIELDS, "about": "my words", "asked_on": clock.today().isoformat(), "exposure": "restricted"}
    answer = client.post(url("request-edit", row.pk), data | {"version": 7})
    assert answer.status_code == 409
    assert "my words" in answer.content.decode()
    assert client.post(url("request-edit", row.pk), data | {"version": 1}).status_code == 302


def test_a_member_reads_but_does_not_answer_and_a_stranger_finds_nothing(client, cluster, lead, member):
    row = note(cluster, lead, exposure=Exposure.MEMBERS)
    client.force_login(member)
    page = client.get(url("request-detail", row.pk)).content.decode()
    assert "The coordinators decide" in page
    assert "Decline" not in page
    assert client.post(url("request-decline", row.pk), {"version": 1, "reason": "x"}).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("MOZ")))
    for name in ("request-detail", "request-edit"):
        assert client.get(url(name, row.pk)).status_code == 404
    assert client.post(url("request-decline", row.pk), {"version": 1, "reason": "x"}).status_code == 404


def test_the_list_asks_the_same_for_one_and_for_thirty(client, cluster, lead, django_assert_max_num_queries):
    for number in range(30):
        note(cluster, lead, about=f"Request {number}", mechanism=make_mechanism(f"m-{number}"))
    client.force_login(lead)
    with django_assert_max_num_queries(15):
        client.get(f"{url('request-list')}?cluster={cluster.pk}")


# --- Reminders --------------------------------------------------------------------------------------------------


def due(days, cluster, by, **fields):
    return note(cluster, by, due_on=clock.today() + dt.timedelta(days=days), **fields)


def reminded():
    return Delivery.objects.filter(kind=request_reminders.REQUEST_DUE)


def test_coordinators_are_reminded_once(cluster, lead, member):
    due(2, cluster, member)
    request_reminders.plan_request_reminders()
    request_reminders.plan_request_reminders()
    assert {row.recipient_id for row in reminded()} == {lead.pk}
    assert reminded().count() == reminded().values("lead_days").distinct().count()


def test_what_is_answered_reminds_nobody(cluster, lead):
    row = due(2, cluster, lead)
    actions.decline_request(request=row, reason="no data", expected_version=1, by=lead)
    other = due(2, cluster, lead)
    line = make_plan_line(cluster=cluster)
    actions.take_up_request(request=other, plan_line=line, expected_version=1, by=lead)
    make_submission(plan_line=line, author=lead, status=Status.SUBMITTED)
    due(60, cluster, lead)
    assert request_reminders.plan_request_reminders() == 0
    assert not reminded().exists()


def test_the_mail_of_a_closed_request_names_nothing(cluster, lead):
    row = due(2, cluster, lead)
    request_reminders.plan_request_reminders()
    mail = prepare_request_due(reminded().first(), lead)
    assert ABOUT not in f"{mail.subject} {mail.heading} {mail.paragraphs} {mail.facts}"
    actions.edit_request(request=row, expected_version=1, by=lead, exposure=Exposure.MEMBERS)
    assert prepare_request_due(reminded().first(), lead).heading == ABOUT
    assert isinstance(prepare_request_due(reminded().first(), make_user()), outbox.Dropped)
    actions.decline_request(request=row, reason="no data", expected_version=2, by=lead)
    assert isinstance(prepare_request_due(reminded().first(), lead), outbox.Dropped)
