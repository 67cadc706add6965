"""The trail of what is hidden: that something happened to it would tell that it exists."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from clusters import actions as people
from clusters.enums import Role
from clusters.models import Membership
from core import audit, memo, trail
from core.models import AuditEntry
from engagements.actions import readers, sections, steps, submissions
from engagements.enums import Exposure, StepOwner, SubmissionKind
from engagements.models import Section
from tests.factories import make_cluster, make_person, make_plan_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def other_lead(cluster):
    return make_person(Role.CO_COORDINATOR, cluster)


@pytest.fixture
def hidden_line(cluster, lead):
    line = make_plan_line(cluster=cluster, readers=[lead])
    readers.change_mark(plan_line=line, exposure=Exposure.CONFIDENTIAL, expected_version=line.version, by=lead)
    steps.add_step(plan_line=line, title="Speak", owner_role=StepOwner.COORDINATOR, by=lead)
    return line


def begin_text(line, lead, exposure):
    text = submissions.create_submission(
        plan_line=line, kind=SubmissionKind.UPR_MID_TERM, title="A text", language="en", exposure=exposure, by=lead
    )
    sections.add_section(submission=text, heading="More", by=lead)
    return text


def verbs(user):
    return sorted(entry.verb for entry in trail.entries(user))


def administrator():
    boss = make_person(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={"secret": "for tests"})
    return boss


def test_a_hidden_line_leaves_no_trace(client, hidden_line, lead, other_lead):
    assert verbs(lead) == ["plan_line.mark", "step.added"]
    assert verbs(other_lead) == []
    assert AuditEntry.objects.visible_to(other_lead).count() == 0
    for person, is_told in ((lead, True), (other_lead, False)):
        client.force_login(person)
        page = client.get(reverse("clusters:audit")).content.decode()
        # The filter of verbs would tell as well.
        assert ("plan_line.mark" in page) is is_told
        assert (f"plan line {hidden_line.pk}" in page) is is_told


def test_naming_opens_the_trail_and_unnaming_shuts_it(hidden_line, lead, other_lead):
    readers.name_person(plan_line=hidden_line, person=other_lead, by=lead)
    assert verbs(other_lead) == ["plan_line.mark", "reader.named", "step.added"]
    readers.unname_person(plan_line=hidden_line, person=other_lead, by=lead)
    assert verbs(other_lead) == []
    assert len(verbs(lead)) == 4


def test_a_text_that_is_more_closed_than_its_line(cluster, lead, other_lead):
    line = make_plan_line(cluster=cluster)
    begin_text(line, lead, Exposure.CONFIDENTIAL)
    assert verbs(lead) == ["section.added", "submission.created"]
    assert verbs(other_lead) == []


def test_a_text_that_is_more_open_than_its_line(hidden_line, lead, other_lead):
    begin_text(hidden_line, lead, Exposure.OPEN)
    assert verbs(other_lead) == []


def test_what_leads_see_keeps_its_trail(cluster, lead, other_lead):
    line = make_plan_line(cluster=cluster)
    steps.add_step(plan_line=line, title="Speak", owner_role=StepOwner.COORDINATOR, by=lead)
    text = begin_text(line, lead, Exposure.RESTRICTED)
    # The section is gone, the text it was of is not.
    section = Section.objects.visible_to(lead).filter(submission=text).last()
    sections.remove_section(section=section, expected_version=section.version, by=lead)
    assert verbs(other_lead) == ["section.added", "section.removed", "step.added", "submission.created"]
    assert verbs(make_person(Role.MEMBER, cluster)) == []


def test_broken_glass_opens_it_in_the_administration_too(client, cluster, hidden_line, lead):
    begin_text(hidden_line, lead, Exposure.CONFIDENTIAL)
    boss = administrator()
    client.force_login(boss)
    address = reverse("admin:core_auditentry_changelist")
    entry = AuditEntry.objects.visible_to(lead).get(verb="submission.created")
    detail = reverse("admin:core_auditentry_change", args=[entry.pk])
    assert "section.added" not in client.get(address).content.decode()
    assert client.get(detail).status_code == 302
    people.break_glass(cluster=cluster, reason="A coordinator reports a threat.", by=boss)
    shown = client.get(address).content.decode()
    for verb in ("plan_line.mark", "step.added", "submission.created", "section.added"):
        assert verb in shown
    assert client.get(detail).status_code == 200


def test_the_administration_follows_for_a_lead_who_administers(client, cluster, hidden_line):
    boss = administrator()
    Membership.objects.create(user=boss, role=Role.COORDINATOR, cluster=cluster, starts_on=dt.date(2020, 1, 1))
    client.force_login(boss)
    shown = client.get(reverse("admin:core_auditentry_changelist"), {"q": "planline"}).content.decode()
    assert "plan_line.mark" not in shown
    assert "step.added" not in shown


@pytest.mark.parametrize("kind", ["planline", "submission"])
def test_what_is_gone_or_names_nothing_is_seen_by_nobody(cluster, lead, kind):
    class Gone:
        pk = 999_999

        class _meta:
            label_lower = f"engagements.{kind}"

    audit.record(verb="canary.gone", target=Gone, by=lead, cluster_id=cluster.pk, label="x")
    audit.record(verb="canary.part", target=lead, by=lead, cluster_id=cluster.pk, parent=f"engagements.{kind}:999999")
    audit.record(verb="other.act", target=lead, by=lead, cluster_id=cluster.pk)
    assert verbs(lead) == ["other.act"]


def test_one_question_to_the_database(hidden_line, lead, other_lead, django_assert_max_num_queries):
    # Within a request: the roles held, then the trail.
    for person in (lead, other_lead):
        with memo.one_request(), django_assert_max_num_queries(2):
            verbs(person)
