"""What a person inside could try: a place that ended, a text more open than its line, a date that is not hers."""

import datetime as dt

import pytest
from django.urls import reverse

from calendar_app.enums import Audience
from clusters import actions as people
from clusters import policy as places
from clusters.enums import Role
from clusters.models import Membership
from core.errors import Refused
from core.models import AuditEntry, Delivery
from engagements.actions import readers, steps, submissions
from engagements.enums import Exposure, StepOwner, Verb
from engagements.models import EngagementStep, PlanLine, PlanLineReader, RiskForm, Submission
from engagements.notices.submissions import _prepare
from tests.engagements.submission_world import CANARY, make_risk_form, make_world
from tests.factories import make_cluster, make_entry, make_person, make_plan_line, make_submission

pytestmark = pytest.mark.django_db
YESTERDAY = dt.date(2026, 1, 1)


def leave_for(person, role):
    """She leaves the cluster and works for the world now, which still shows her open lines."""
    Membership.objects.filter(user=person).update(ends_on=YESTERDAY)
    Membership.objects.create(user=person, role=role, starts_on=YESTERDAY)


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.GPC])
@pytest.mark.parametrize("exposure", [Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_a_name_opens_nothing_after_the_place_is_gone(role, exposure):
    cluster = make_cluster()
    person = make_person(Role.MEMBER, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.OPEN, readers=[person])
    text = make_submission(plan_line=line, exposure=exposure, readers=[person])
    form = make_risk_form(line, person)
    assert Submission.objects.visible_to(person).filter(pk=text.pk).exists()
    assert RiskForm.objects.visible_to(person).filter(pk=form.pk).exists()
    leave_for(person, role)
    assert PlanLine.objects.visible_to(person).filter(pk=line.pk).exists(), "open lines are shown to the world level"
    assert not Submission.objects.visible_to(person).filter(pk=text.pk).exists()
    assert not RiskForm.objects.visible_to(person).filter(pk=form.pk).exists()


@pytest.mark.parametrize("line_mark", [Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_a_text_more_open_than_its_line_is_named_nowhere_outside(client, line_mark):
    world = make_world(exposure=Exposure.OPEN)
    readers.change_mark(plan_line=world.line, exposure=line_mark, expected_version=1, by=world.author)
    world.submission.refresh_from_db()
    assert submissions.file_name_of(world.submission) == f"document-{world.submission.pk}.pdf"
    submissions.advance(
        submission=world.submission, verb=Verb.REQUEST_SIGN_OFF, by=world.author,
        expected_version=world.submission.version,
    )  # fmt: skip
    mail = _prepare(Delivery.objects.get(recipient=world.lead, kind="sign_off_requested"), world.lead)
    assert CANARY not in str(mail)
    assert str(world.cluster.country) not in mail.subject
    submissions.advance(
        submission=world.submission, verb=Verb.RETURN, by=world.lead, reason=CANARY,
        expected_version=world.submission.version,
    )  # fmt: skip
    assert AuditEntry.objects.unscoped("test").get(verb="submission.returned").reason == ""
    client.force_login(world.author)
    page = client.get(reverse("engagements:submission-detail", args=[world.submission.pk])).content.decode()
    assert CANARY not in page.partition("<title>")[2].partition("</title>")[0]


def test_a_lead_who_does_not_see_a_line_cannot_act_on_it():
    cluster = make_cluster()
    named, unnamed = make_person(Role.COORDINATOR, cluster), make_person(Role.CO_COORDINATOR, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[named])
    with pytest.raises(Refused):
        readers.change_mark(plan_line=line, exposure=Exposure.OPEN, expected_version=1, by=unnamed)
    with pytest.raises(Refused):
        steps.add_step(plan_line=line, title="Mine", owner_role=StepOwner.COORDINATOR, by=unnamed)
    assert not EngagementStep.objects.unscoped("test").exists()
    assert list(PlanLineReader.objects.unscoped("test").values_list("user_id", flat=True)) == [named.pk]


def test_the_list_does_not_tell_a_date_its_reader_may_not_see(client):
    cluster = make_cluster()
    entry = make_entry(
        country=cluster.country, cluster=cluster, audience=Audience.COORDINATORS, due_on=dt.date(2027, 9, 23)
    )
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS, entry=entry)
    member, lead = make_person(Role.MEMBER, cluster), make_person(Role.COORDINATOR, cluster)
    make_submission(plan_line=line, exposure=Exposure.MEMBERS, status="consultation", author=lead)
    for person, is_told in ((lead, True), (member, False)):
        client.force_login(person)
        page = client.get(reverse("engagements:submission-list")).content.decode()
        assert "Submission" in page
        assert ("2027-09-23" in page) is is_told


def test_glass_shuts_when_its_owner_stops_being_an_administrator(client):
    cluster = make_cluster()
    boss = make_person(Role.ADMINISTRATOR)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)
    people.break_glass(cluster=cluster, reason="A coordinator reports a threat.", by=boss)
    client.force_login(boss)
    address = reverse("engagements:line-detail", args=[line.pk])
    assert PlanLine.objects.visible_to(boss).exists()
    Membership.objects.filter(user=boss).update(ends_on=YESTERDAY)
    assert not PlanLine.objects.visible_to(boss).exists()
    assert not places.glass_cluster_ids(boss).exists()
    assert client.get(address).status_code == 404
