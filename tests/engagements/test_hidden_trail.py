"""The trail of what is hidden: that something happened to it would tell that it exists."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.urls import reverse

from clusters import actions as people
from clusters.enums import Role
from clusters.models import Membership
from core import audit, clock, memo, trail
from core.models import AuditEntry
from core.scoping import ScopedModel
from engagements.actions import concerns, links, plans, readers, sections, steps, submissions
from engagements.actions.requests import note_request
from engagements.actions.watching import name_discussion_list, watch_recommendation
from engagements.enums import AskedDoor, Exposure, StepOwner, SubmissionKind, WatchKind
from engagements.models import Section
from engagements.models.records import MarkedRecord
from engagements.policy.trail import TOLD_OF
from tests.factories import make_cluster, make_person, make_plan_line, make_recommendation

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


# --- What the trail tells of --------------------------------------------------------------------------------

# Models without entries that stand for themselves: parts are recorded as belonging to a line, a text, an issue or a
# case, or are not recorded at all. A new model belongs here or in `TOLD_OF`, else its entries are read by nobody.
PARTS = {
    "AgendaItem",
    "ActionPartner",
    "AdviceStrategy",
    "AdvocacyAction",
    "BlindAnswer",
    "BlindConsultation",
    "BriefingIssue",
    "CaseDeputy",
    "CaseMove",
    "CirclePerson",
    "Comment",
    "ComponentMove",
    "ComponentVersion",
    "ContributionParagraph",
    "ContributionRequest",
    "Dispatch",
    "DispatchAttempt",
    "DispatchCorrection",
    "DispatchProof",
    "EngagementStep",
    "EvidenceNote",
    "ExperienceNote",
    "FinalFile",
    "FindingAnswer",
    "FindingProvision",
    "HctPosition",
    "IssueInstrument",
    "LeadAgencyBacking",
    "LineComponent",
    "LineInput",
    "LineReport",
    "LookBack",
    "MemberPosition",
    "MembersInformed",
    "MessageCitation",
    "PlanLineReader",
    "PlanLink",
    "PointUptake",
    "PolicyRule",
    "PositionRequest",
    "ProposedRecommendation",
    "QuarterWeights",
    "RecommendationWork",
    "Rendering",
    "RiskForm",
    "Section",
    "SessionConcern",
    "SignOff",
    "SignOffRequest",
    "SpellingChange",
    "StepPartner",
    "StepProvision",
    "StopSafety",
    "SubmissionClosing",
    "SubmissionPoint",
    "SubmissionReader",
    "SubmissionShare",
    "SubmittingOrganisation",
    "Version",
    "VisitStop",
}


def test_every_confidential_model_is_told_of_or_a_part():
    scoped = {model for model in apps.get_app_config("engagements").get_models() if issubclass(model, ScopedModel)}
    assert {model.__name__ for model in scoped - set(TOLD_OF)} == PARTS
    # A record with a mark of its own always stands for itself.
    assert {model for model in scoped if issubclass(model, MarkedRecord)} <= set(TOLD_OF)


def test_requests_followed_recommendations_and_names_of_lists_are_told_of(cluster, lead, other_lead):
    note_request(
        cluster=cluster,
        asked_by="A committee",
        asked_on=clock.today(),
        about="Return",
        door=AskedDoor.LETTER,
        exposure=Exposure.MEMBERS,
        by=lead,
    )
    watch_recommendation(
        cluster=cluster, recommendation=make_recommendation(), kind=WatchKind.RISK, text="A risk", by=lead
    )
    name_discussion_list(cluster=cluster, name="Our talks", expected_version=0, by=lead)
    told = ["discussion_list.named", "request.noted", "watch.begun"]
    assert verbs(lead) == told
    assert verbs(other_lead) == told
    assert verbs(make_person(Role.COORDINATOR, make_cluster("NER"))) == []


def test_the_history_of_a_line_speaks_in_words(client, hidden_line, lead):
    client.force_login(lead)
    for verb in ("blind.begun", "press.proposed", "input.sending_refused"):
        audit.record(
            verb=verb, target=hidden_line, by=lead, cluster_id=hidden_line.cluster_id, label=f"plan line {verb}"
        )
    page = client.get(reverse("engagements:line-history", args=[hidden_line.pk])).content.decode()
    for raw in ("blind.begun", "press.proposed", "input.sending_refused"):
        assert f">{raw}<" not in page
        assert trail.verb_label(raw) in page


# --- What says more than what it stands at ------------------------------------------------------------------------


def test_a_link_to_a_hidden_line_is_told_to_who_sees_both(cluster, lead, other_lead, hidden_line):
    shown = make_plan_line(cluster=cluster)
    member = make_person(Role.MEMBER, cluster)
    link = links.link_lines(source=shown, target=hidden_line, kind="triggers", by=lead)
    links.unlink_lines(link=link, by=lead)
    back = links.link_lines(source=hidden_line, target=shown, kind="feeds", by=lead)
    links.unlink_lines(link=back, by=lead)
    told = ["plan_link.made", "plan_link.made", "plan_link.removed", "plan_link.removed"]
    assert [verb for verb in verbs(lead) if verb.startswith("plan_link")] == told
    for person in (other_lead, member):
        assert [verb for verb in verbs(person) if verb.startswith("plan_link")] == []
    # Between lines that everybody of the cluster sees it is told to them all.
    links.link_lines(source=shown, target=make_plan_line(cluster=cluster), kind="feeds", by=lead)
    assert [verb for verb in verbs(other_lead) if verb.startswith("plan_link")] == ["plan_link.made"]


def test_a_concern_taken_up_on_a_hidden_line_does_not_tell_of_the_line(cluster, lead, other_lead, hidden_line):
    concern = concerns.raise_concern(cluster=cluster, text="Wells run dry.", by=lead)
    plans.take_up(concern=concern, plan_line=hidden_line, by=lead)
    assert "concern.taken_up" in verbs(lead)
    assert "concern.raised" in verbs(other_lead)
    assert "concern.taken_up" not in verbs(other_lead)


def test_of_two_who_link_the_same_lines_at_once_the_second_changes_nothing(cluster, lead, monkeypatch):
    """Somebody is quicker in the very moment before the line is held."""
    one, other = make_plan_line(cluster=cluster), make_plan_line(cluster=cluster)

    def quicker(plan_line, by):
        monkeypatch.setattr(links, "hold", lambda plan_line, by: None)
        links.link_lines(source=one, target=other, kind="feeds", by=lead)

    monkeypatch.setattr(links, "hold", quicker)
    links.link_lines(source=one, target=other, kind="feeds", by=lead)
    assert verbs(lead).count("plan_link.made") == 1
