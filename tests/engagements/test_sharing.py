"""Closed things go to signatories, by a logged exception, or not at all; and what ended opens nothing any more."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock, memo
from core.errors import Refused
from core.models import AuditEntry
from engagements import policy
from engagements.actions import sharing as actions
from engagements.actions.plans import create_plan_line
from engagements.actions.readers import change_mark, name_person
from engagements.actions.sharing import NotShared
from engagements.actions.submissions import advance, create_submission, name_submission_person
from engagements.enums import Exposure, StepOwner, SubmissionKind, Verb
from engagements.models import PlanLine, PlanLineReader, ProtocolSignature, SharingException, Submission
from engagements.queries.gates import sharing as gate
from engagements.queries.sharing import safety_cards
from tests.factories import (
    make_cluster,
    make_mechanism,
    make_organisation,
    make_person,
    make_plan_line,
    make_section,
    make_signature,
    make_strategy,
    make_submission,
)

pytestmark = pytest.mark.django_db
CLOSED = [Exposure.RESTRICTED, Exposure.CONFIDENTIAL]


class Here:
    """A cluster with a strategy, a lead, and a member of an organisation that has not signed."""

    def __init__(self):
        self.cluster = make_cluster("NGA", may_share=False)
        make_strategy(self.cluster)
        self.signed, self.other = make_organisation(), make_organisation()
        make_signature(self.cluster, self.signed)
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.inside = make_person(Role.MEMBER, self.cluster, organisation=self.signed)
        self.outside = make_person(Role.MEMBER, self.cluster, organisation=self.other)

    def line(self, exposure=Exposure.CONFIDENTIAL, readers=()):
        return make_plan_line(cluster=self.cluster, exposure=exposure, readers=[self.lead, *readers])

    def exception(self, **fields):
        defaults = {
            "cluster": self.cluster,
            "organisation": self.other,
            "what": "A text for the review",
            "reason": "It holds the data.",
            "ends_on": clock.today() + dt.timedelta(days=10),
            "by": self.lead,
        }
        return actions.grant_exception(**{**defaults, **fields})


@pytest.fixture
def here():
    return Here()


def sees(person, line):
    """Within a request and outside one the answer is the same."""
    outside = PlanLine.objects.visible_to(person).filter(pk=line.pk).exists()
    with memo.one_request():
        inside = PlanLine.objects.visible_to(person).filter(pk=line.pk).exists()
    assert inside == outside
    return outside


# --- Naming ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exposure", CLOSED)
def test_a_person_of_a_signatory_is_named_and_one_of_another_is_not(here, exposure):
    line = here.line(exposure)
    name_person(plan_line=line, person=here.inside, by=here.lead)
    with pytest.raises(NotShared) as refusal:
        name_person(plan_line=line, person=here.outside, by=here.lead)
    assert refusal.value.offer == actions.EXCEPTION
    assert refusal.value.organisation_id == here.other.pk
    assert str(here.other) in str(refusal.value.sentence)
    assert sees(here.inside, line)
    assert not sees(here.outside, line)


def test_nothing_closed_is_shared_before_a_strategy_is_on_record():
    cluster = make_cluster("NGA", may_share=False)
    signed = make_organisation()
    make_signature(cluster, signed)
    lead = make_person(Role.COORDINATOR, cluster)
    member = make_person(Role.MEMBER, cluster, organisation=signed)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    with pytest.raises(NotShared) as refusal:
        name_person(plan_line=line, person=member, by=lead)
    assert refusal.value.offer == actions.STRATEGY
    texts = dict.fromkeys(actions.STRATEGY_TEXTS, "As agreed.")
    actions.record_strategy(cluster=cluster, by=lead, **texts)
    assert name_person(plan_line=line, person=member, by=lead)


def test_a_second_lead_is_of_the_cluster_itself():
    cluster = make_cluster("NGA", may_share=False)
    lead = make_person(Role.COORDINATOR, cluster, organisation=False)
    second = make_person(Role.CO_COORDINATOR, cluster, organisation=False)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    assert name_person(plan_line=line, person=second, by=lead)
    assert sees(second, line)


def test_a_person_without_an_organisation_is_refused_with_the_way_out(here):
    nobody = make_person(Role.SAG, here.cluster, organisation=False)
    with pytest.raises(NotShared) as refusal:
        name_person(plan_line=here.line(), person=nobody, by=here.lead)
    assert refusal.value.offer == actions.PEOPLE


def test_names_on_an_open_line_wait_and_closing_it_is_refused_while_one_may_not_see_it(here):
    line = here.line(Exposure.MEMBERS)
    name_person(plan_line=line, person=here.outside, by=here.lead)
    assert sees(here.outside, line)
    with pytest.raises(NotShared):
        change_mark(plan_line=line, exposure=Exposure.CONFIDENTIAL, expected_version=1, by=here.lead)
    assert PlanLine.objects.visible_to(here.lead).get(pk=line.pk).exposure == Exposure.MEMBERS
    here.exception()
    change_mark(plan_line=line, exposure=Exposure.CONFIDENTIAL, expected_version=1, by=here.lead)
    assert sees(here.outside, line)


def test_planning_a_closed_line_with_somebody_of_a_non_signatory_is_refused(here):
    wanted = {
        "cluster": here.cluster,
        "mechanism": make_mechanism(),
        "year": 2027,
        "title": "A line",
        "lead_role": StepOwner.COORDINATOR,
        "by": here.lead,
    }
    with pytest.raises(NotShared):
        create_plan_line(exposure=Exposure.RESTRICTED, readers=[here.outside], **wanted)
    create_plan_line(exposure=Exposure.RESTRICTED, readers=[here.inside], **wanted)
    assert PlanLine.objects.visible_to(here.lead).count() == 1


def test_texts_are_shared_by_the_same_rule(here):
    line = here.line(Exposure.CONFIDENTIAL, readers=[here.inside])
    begin = {"plan_line": line, "kind": SubmissionKind.BRIEFING, "title": "Text", "language": "en", "by": here.lead}
    text = create_submission(exposure=Exposure.CONFIDENTIAL, readers=[here.inside], **begin)
    assert Submission.objects.visible_to(here.inside).filter(pk=text.pk).exists()
    open_line = here.line(Exposure.MEMBERS)
    closed = create_submission(exposure=Exposure.RESTRICTED, **{**begin, "plan_line": open_line})
    with pytest.raises(NotShared):
        name_submission_person(submission=closed, person=here.outside, by=here.lead)
    assert not Submission.objects.visible_to(here.outside).filter(pk=closed.pk).exists()


def test_consultation_of_a_closed_text_looks_again_at_who_is_named(here):
    line = here.line(Exposure.CONFIDENTIAL, readers=[here.inside])
    text = make_submission(plan_line=line, exposure=Exposure.CONFIDENTIAL, author=here.lead, writers=[here.lead])
    make_section(submission=text, body="Some words.")
    name_submission_person(submission=text, person=here.inside, by=here.lead)
    end_all_signatures(here)
    with pytest.raises(NotShared):
        advance(submission=text, verb=Verb.CONSULT, expected_version=text.version, by=here.lead)
    text.refresh_from_db(from_queryset=Submission.objects.visible_to(here.lead))
    assert text.status == "draft"


# --- What ended opens nothing ----------------------------------------------------------------------------------------


def end_all_signatures(here):
    for signature in ProtocolSignature.objects.visible_to(here.lead).select_related("organisation"):
        actions.end_signature(signature=signature, by=here.lead)


@pytest.mark.parametrize("exposure", CLOSED)
def test_access_ends_with_the_signature_at_once(here, exposure):
    line = here.line(exposure, readers=[here.inside])
    text = make_submission(plan_line=line, exposure=exposure, readers=[here.inside])
    assert sees(here.inside, line)
    end_all_signatures(here)
    assert not sees(here.inside, line)
    assert not Submission.objects.visible_to(here.inside).filter(pk=text.pk).exists()
    assert sees(here.lead, line)


@pytest.mark.parametrize("exposure", CLOSED)
def test_access_ends_with_the_exception_with_its_last_day(here, exposure):
    line = here.line(exposure)
    exception = here.exception()
    name_person(plan_line=line, person=here.outside, by=here.lead)
    assert sees(here.outside, line)
    last = dt.datetime.combine(exception.ends_on, dt.time(23, 59), dt.UTC)
    with time_machine.travel(last):
        assert sees(here.outside, line)
    with time_machine.travel(last + dt.timedelta(minutes=2)):
        assert not sees(here.outside, line)


def test_an_exception_ended_by_hand_shuts_at_once(here):
    line = here.line()
    exception = here.exception()
    name_person(plan_line=line, person=here.outside, by=here.lead)
    actions.end_exception(exception=exception, by=here.lead)
    assert not sees(here.outside, line)
    with pytest.raises(Refused):
        actions.end_exception(exception=exception, by=here.lead)


def test_an_exception_for_one_line_opens_no_other(here):
    line, other = here.line(), here.line()
    here.exception(plan_line=line)
    name_person(plan_line=line, person=here.outside, by=here.lead)
    with pytest.raises(NotShared):
        name_person(plan_line=other, person=here.outside, by=here.lead)
    PlanLineReader.objects.create(plan_line=other, user=here.outside)
    assert sees(here.outside, line)
    assert not sees(here.outside, other)


def test_a_signature_of_another_cluster_opens_nothing(here):
    elsewhere = make_cluster("MOZ", may_share=False)
    make_signature(elsewhere, here.other)
    line = here.line()
    PlanLineReader.objects.create(plan_line=line, user=here.outside)
    assert not sees(here.outside, line)


def test_a_national_signature_reaches_the_nodes(here):
    node = make_cluster("NGA", may_share=False, parent=here.cluster)
    member = make_person(Role.MEMBER, node, organisation=here.signed)
    line = make_plan_line(cluster=node, exposure=Exposure.CONFIDENTIAL, readers=[here.lead])
    assert name_person(plan_line=line, person=member, by=here.lead)
    assert sees(member, line)


def test_a_new_version_may_end_all_signatures(here):
    line = here.line(readers=[here.inside])
    today = clock.today()
    actions.record_protocol(cluster=here.cluster, text="New", in_force_on=today, by=here.lead)
    assert sees(here.inside, line)
    actions.record_protocol(cluster=here.cluster, text="Newer", in_force_on=today, signatures_end=True, by=here.lead)
    assert not sees(here.inside, line)
    actions.record_signature(cluster=here.cluster, organisation=here.signed, starts_on=today, by=here.lead)
    assert sees(here.inside, line)


# --- Who may -------------------------------------------------------------------------------------------------------


def test_only_coordinators_change_the_rules(here):
    today = clock.today()
    for act in (
        lambda by: actions.record_protocol(cluster=here.cluster, text="x", in_force_on=today, by=by),
        lambda by: actions.record_signature(cluster=here.cluster, organisation=here.other, starts_on=today, by=by),
        lambda by: here.exception(by=by),
        lambda by: actions.record_strategy(cluster=here.cluster, by=by, **dict.fromkeys(actions.STRATEGY_TEXTS, "x")),
    ):
        for person in (here.inside, make_person(Role.TASK_TEAM), make_person(Role.COORDINATOR, make_cluster("MOZ"))):
            with pytest.raises(Refused):
                act(person)
    assert not SharingException.objects.visible_to(here.lead).exists()


def test_bad_input_is_refused_at_its_field(here):
    with pytest.raises(ValidationError) as refusal:
        here.exception(ends_on=clock.today() - dt.timedelta(days=1))
    assert "ends_on" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        here.exception(reason=" ")
    assert "reason" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        actions.record_signature(cluster=here.cluster, organisation=here.signed, starts_on=clock.today(), by=here.lead)
    assert "organisation" in refusal.value.message_dict
    foreign = make_plan_line(cluster=make_cluster("MOZ"), exposure=Exposure.OPEN)
    with pytest.raises(ValidationError) as refusal:
        here.exception(plan_line=foreign)
    assert "plan_line" in refusal.value.message_dict


def test_the_cluster_reads_its_log_and_the_trail_keeps_the_reason(here):
    line = here.line()
    here.exception(plan_line=line)
    assert SharingException.objects.visible_to(here.outside).count() == 1
    assert not SharingException.objects.visible_to(make_person(Role.MEMBER, make_cluster("MOZ"))).exists()
    entry = AuditEntry.objects.visible_to(here.lead).get(verb="sharing.exception")
    assert entry.reason == "It holds the data."
    assert entry.after["organisation"] == str(here.other)
    assert "plan_line" not in entry.after


@pytest.mark.parametrize("field", ["what", "reason"])
def test_the_log_of_exceptions_takes_no_title_of_a_closed_line(here, field):
    """The whole circle reads the log."""
    line = make_plan_line(
        cluster=here.cluster, title="Inquiry into the North", exposure=Exposure.CONFIDENTIAL, readers=[here.lead]
    )
    with pytest.raises(ValidationError) as refusal:
        here.exception(plan_line=line, **{field: "For the  INQUIRY into the north."})
    assert list(refusal.value.message_dict) == [field]
    assert not SharingException.objects.visible_to(here.lead).exists()
    shared = make_plan_line(cluster=here.cluster, title="Review", exposure=Exposure.MEMBERS)
    here.exception(plan_line=shared, **{field: "For the review."})


# --- Gate ------------------------------------------------------------------------------------------------------------


def test_the_gate_is_shut_without_strategy_or_with_somebody_who_may_not(here):
    line = here.line()
    assert gate.gate(here.lead, line, None, None).ok
    assert gate.gate(here.lead, here.line(Exposure.MEMBERS), None, None) is None
    PlanLineReader.objects.create(plan_line=line, user=here.outside)
    # As every asking of all gates begins.
    policy.forget_named(line)
    shut = gate.gate(here.lead, line, None, None)
    assert not shut.ok
    assert str(here.outside) not in " ".join(map(str, shut.missing))
    bare = make_plan_line(cluster=make_cluster("MOZ", may_share=False), exposure=Exposure.RESTRICTED)
    assert not gate.gate(here.lead, bare, None, None).ok


# --- Pages -----------------------------------------------------------------------------------------------------------


def page(name, cluster, *args):
    return f"{reverse(f'engagements:{name}', args=args)}?cluster={cluster.pk}"


def test_refused_naming_offers_the_exception_form_which_is_filled_in(client, here):
    line = here.line()
    client.force_login(here.lead)
    answer = client.post(reverse("engagements:line-access", args=[line.pk]), {"act": "name", "person": here.outside.pk})
    assert answer.status_code == 403
    body = answer.content.decode()
    assert "has not signed the information-sharing protocol" in body
    offered = f"{page('exception-grant', here.cluster)}&amp;organisation={here.other.pk}&amp;line={line.pk}"
    assert offered in body
    form = client.get(offered.replace("&amp;", "&")).content.decode()
    assert f'<option value="{here.other.pk}" selected>' in form
    assert f'<option value="{line.pk}" selected>' in form
    data = {
        "organisation": here.other.pk,
        "plan_line": line.pk,
        "what": "One text",
        "reason": "They hold the data",
        "ends_on": (clock.today() + dt.timedelta(days=5)).isoformat(),
    }
    assert client.post(page("exception-grant", here.cluster), data).status_code == 302
    answer = client.post(reverse("engagements:line-access", args=[line.pk]), {"act": "name", "person": here.outside.pk})
    assert answer.status_code == 302
    assert sees(here.outside, line)


def test_planning_with_somebody_who_may_not_keeps_what_was_typed(client, here):
    client.force_login(here.lead)
    mechanism = make_mechanism()
    address = f"{page('line-create', here.cluster)}&mechanism={mechanism.key}"
    data = {
        "title": "Typed title",
        "year": 2027,
        "trigger": "planned",
        "channel": "direct",
        "on_behalf_of": "cluster",
        "lead_role": "coordinator",
        "exposure": "restricted",
        "readers": [here.outside.pk],
    }
    answer = client.post(address, data)
    assert answer.status_code in (403, 422)
    body = answer.content.decode()
    assert "Typed title" in body
    assert "has not signed" in body


def test_the_log_does_not_name_a_line_its_reader_cannot_see(client, here):
    line = here.line()
    here.exception(plan_line=line)
    client.force_login(here.inside)
    body = client.get(page("sharing", here.cluster)).content.decode()
    assert "A text for the review" in body
    assert line.title not in body
    client.force_login(here.lead)
    assert line.title in client.get(page("sharing", here.cluster)).content.decode()


@pytest.mark.parametrize("name", ["sharing", "legal-help", "case-new", "reprisal-report"])
def test_pages_are_unknown_to_other_clusters(client, here, name):
    for person in (make_person(Role.COORDINATOR, make_cluster("MOZ")), make_person(Role.TASK_TEAM)):
        client.force_login(person)
        assert client.get(page(name, here.cluster)).status_code in (302, 404)


def test_same_few_queries_for_one_row_and_for_thirty(client, here):
    client.force_login(here.lead)

    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(page("sharing", here.cluster)).status_code == 200
        return len(found)

    here.exception(plan_line=here.line())
    few = count()
    for _n in range(29):
        make_signature(here.cluster, make_organisation())
        here.exception(plan_line=here.line(), organisation=make_organisation())
    assert count() == few <= 15


def test_a_name_that_opens_nothing_is_shown_as_such(client, here):
    line = here.line(readers=[here.inside])
    client.force_login(here.lead)
    access = reverse("engagements:line-access", args=[line.pk])
    assert "Sees nothing" not in client.get(access).content.decode()
    end_all_signatures(here)
    body = client.get(access).content.decode()
    assert "Sees nothing: no signature" in body
    assert f"Only, by name: {here.lead}." in body


def test_the_api_refuses_like_the_page(client, here):
    client.force_login(here.lead)
    mechanism = make_mechanism()
    wanted = {
        "cluster": here.cluster.pk,
        "mechanism": mechanism.key,
        "year": 2027,
        "title": "By a program",
        "lead_role": "coordinator",
        "exposure": "confidential",
        "readers": [here.outside.pk],
    }
    answer = client.post(reverse("api-plan-line-list"), wanted, content_type="application/json")
    assert answer.status_code in (400, 403), answer.content
    assert not PlanLine.objects.visible_to(here.lead).exists()


def test_the_page_of_safeguards_names_the_newest_versions(client, here):
    for _n in range(2):
        actions.record_strategy(cluster=here.cluster, by=here.lead, **dict.fromkeys(actions.STRATEGY_TEXTS, "x"))
    cards = safety_cards(here.lead, here.cluster)
    assert (cards.strategy, cards.protocol) == (3, 1)
    bare = make_cluster("MOZ", may_share=False)
    cards = safety_cards(make_person(Role.MEMBER, bare), bare)
    assert (cards.strategy, cards.protocol) == (None, None)
    assert safety_cards(make_person(Role.TASK_TEAM), bare) is None


# --- What a refusal offers on the pages of a text --------------------------------------------------------------------


def exception_address(here, line):
    address = f"{reverse('engagements:exception-grant')}?cluster={here.cluster.pk}"
    return f"{address}&amp;organisation={here.other.pk}&amp;line={line.pk}"


def test_a_new_text_that_names_somebody_of_a_non_signatory_offers_the_exception(client, here):
    line = here.line(Exposure.MEMBERS)
    client.force_login(here.lead)
    typed = {
        "kind": SubmissionKind.BRIEFING,
        "title": "A text for the review",
        "language": "en",
        "exposure": Exposure.RESTRICTED,
        "readers": [here.outside.pk],
        "required_sign_offs": ["coordinator"],
    }
    answer = client.post(reverse("engagements:submission-create", args=[line.pk]), typed)
    assert answer.status_code == 403
    assert exception_address(here, line) in answer.content.decode()
    assert not Submission.objects.visible_to(here.lead).exists()


def test_naming_somebody_of_a_non_signatory_on_a_text_offers_the_exception(client, here):
    line = here.line(Exposure.MEMBERS)
    text = make_submission(plan_line=line, author=here.lead, exposure=Exposure.RESTRICTED)
    client.force_login(here.lead)
    page = reverse("engagements:submission-edit", args=[text.pk])
    answer = client.post(page, {"form": "name", "person-person": here.outside.pk})
    assert answer.status_code == 403
    assert exception_address(here, line) in answer.content.decode()
    assert exception_address(here, line) not in client.get(page).content.decode()
