"""Individual cases: a code, consent, a state; seen by handler and deputies, told to nobody else."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.actions import break_glass, end_membership
from clusters.enums import Role
from clusters.models import Membership
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements import rules
from engagements.actions import cases as actions
from engagements.actions.sharing import NotShared, end_signature
from engagements.enums import CaseState, CaseVerb, Exposure, Urgency
from engagements.models import CaseDeputy, CaseMove, CaseReferral, ProtocolSignature
from engagements.notices.safeguards import prepare_safeguard_note
from engagements.tasks import task_cases_without_handler
from tests.factories import make_cluster, make_mechanism, make_organisation, make_person, make_plan_line

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.handler = make_person(Role.MEMBER, self.cluster)
        self.deputy = make_person(Role.SAG, self.cluster)
        self.mechanism = make_mechanism("cat", name="Committee against Torture")
        self.case = actions.open_case(
            cluster=self.cluster, mechanism=self.mechanism, notes="Detained after a visit.", by=self.handler
        )

    def fresh(self, by=None):
        rows = CaseReferral.objects.visible_to(by or self.handler).select_related("cluster", "handler")
        return rows.get(pk=self.case.pk)

    def consent(self):
        case = self.fresh()
        return actions.move_case(
            case=case,
            verb=CaseVerb.CONSENT,
            consent_on=clock.today(),
            consent_scope="May be shown to the committee.",
            expected_version=case.version,
            by=self.handler,
        )

    def move(self, verb, by=None):
        case = self.fresh(by)
        return actions.move_case(case=case, verb=verb, expected_version=case.version, by=by or self.handler)


@pytest.fixture
def here():
    return Here()


def sees(person, case):
    return CaseReferral.objects.visible_to(person).filter(pk=case.pk).exists()


# --- Who sees it -----------------------------------------------------------------------------------------------------


def test_the_portal_makes_a_code_that_tells_nothing(here):
    assert re.fullmatch(r"[A-Z]{3}-[2-9A-Z]{5}", here.case.code)
    other = actions.open_case(cluster=here.cluster, mechanism=here.mechanism, by=here.handler)
    assert other.code != here.case.code


def test_a_code_that_exists_already_is_drawn_again(here, monkeypatch):
    codes = iter([here.case.code, here.case.code, "ABC-23456"])
    monkeypatch.setattr(actions.codes, "new_code", lambda: next(codes))
    assert actions.open_case(cluster=here.cluster, mechanism=here.mechanism, by=here.handler).code == "ABC-23456"


def test_handler_and_deputies_see_it_and_nobody_by_role(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    assert sees(here.handler, here.case)
    assert sees(here.deputy, here.case)
    world = [make_person(role) for role in (Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR)]
    inside = [make_person(role, here.cluster) for role in (Role.COORDINATOR, Role.MEMBER, Role.SAG, Role.OHCHR)]
    for person in (here.lead, *world, *inside, make_person(Role.COORDINATOR, make_cluster("MOZ"))):
        assert not sees(person, here.case)
        assert not CaseMove.objects.visible_to(person).exists()
        assert not CaseDeputy.objects.visible_to(person).exists()


def test_a_deputy_must_belong_and_be_somebody_with_whom_it_may_be_shared(here):
    with pytest.raises(ValidationError):
        actions.name_deputy(case=here.case, person=make_person(Role.MEMBER, make_cluster("MOZ")), by=here.handler)
    other = make_person(Role.MEMBER, here.cluster, organisation=make_organisation())
    with pytest.raises(NotShared):
        actions.name_deputy(case=here.case, person=other, by=here.handler)
    with pytest.raises(Refused):
        actions.name_deputy(case=here.case, person=here.deputy, by=here.lead)
    assert not CaseDeputy.objects.visible_to(here.handler).exists()


def test_access_ends_with_the_role_the_name_and_the_signature(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    signature = ProtocolSignature.objects.visible_to(here.lead).select_related("organisation").get()
    end_signature(signature=signature, by=here.lead)
    assert not sees(here.deputy, here.case)
    assert sees(here.handler, here.case)
    end_membership(membership=Membership.objects.get(user=here.handler), by=here.lead)
    assert not sees(here.handler, here.case)


def test_broken_glass_reads_and_does_not_act(here):
    administrator = make_person(Role.ADMINISTRATOR)
    assert not sees(administrator, here.case)
    break_glass(cluster=here.cluster, reason="The handler asked for help.", by=administrator)
    assert sees(administrator, here.case)
    with pytest.raises(Refused):
        here.move(CaseVerb.CLOSE, administrator)
    assert Delivery.objects.filter(kind="break_glass", recipient=here.lead).exists()


# --- Consent and the way ---------------------------------------------------------------------------------------------


EXPECTED = {
    CaseState.IDENTIFIED: {CaseVerb.CONSENT: CaseState.CONSENTED, CaseVerb.CLOSE: CaseState.CLOSED},
    CaseState.CONSENTED: {CaseVerb.REFER: CaseState.REFERRED, CaseVerb.LODGE: CaseState.LODGED},
    CaseState.REFERRED: {CaseVerb.LODGE: CaseState.LODGED},
    CaseState.LODGED: {CaseVerb.REGISTER: CaseState.REGISTERED, CaseVerb.DECIDE: CaseState.DECIDED},
    CaseState.REGISTERED: {CaseVerb.DECIDE: CaseState.DECIDED},
    CaseState.DECIDED: {},
    CaseState.CLOSED: {},
}
for _state in (CaseState.CONSENTED, CaseState.REFERRED, CaseState.LODGED, CaseState.REGISTERED, CaseState.DECIDED):
    EXPECTED[_state] |= {CaseVerb.CLOSE: CaseState.CLOSED, CaseVerb.WITHDRAW_CONSENT: CaseState.CLOSED}


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("verb", CaseVerb)
def test_every_move_is_in_the_table_or_refused(state, verb):
    found = rules.find_case_move(state, verb)
    assert (found.target if found else None) == EXPECTED[state].get(verb)
    if found and found.target not in (CaseState.CLOSED,):
        assert rules.case_move_problem(found, has_consent=False)
        assert rules.case_move_problem(found, has_consent=True) is None


def test_nothing_moves_before_consent(here):
    with pytest.raises(Refused):
        here.move(CaseVerb.LODGE)
    with pytest.raises(ValidationError) as refusal:
        actions.move_case(case=here.fresh(), verb=CaseVerb.CONSENT, expected_version=1, by=here.handler)
    assert set(refusal.value.message_dict) == {"consent_on", "consent_scope"}
    with pytest.raises(ValidationError):
        actions.move_case(
            case=here.fresh(),
            verb=CaseVerb.CONSENT,
            consent_on=clock.today() + dt.timedelta(days=1),
            consent_scope="All",
            expected_version=1,
            by=here.handler,
        )
    assert here.fresh().state == CaseState.IDENTIFIED


def test_consent_is_the_handlers_to_record(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    with pytest.raises(Refused):
        actions.move_case(
            case=here.fresh(here.deputy),
            verb=CaseVerb.CONSENT,
            consent_on=clock.today(),
            consent_scope="All",
            expected_version=1,
            by=here.deputy,
        )


def test_the_way_leaves_a_trail_without_words(here):
    here.consent()
    for verb in (CaseVerb.REFER, CaseVerb.LODGE, CaseVerb.REGISTER, CaseVerb.DECIDE):
        here.move(verb)
    assert here.fresh().state == CaseState.DECIDED
    moves = list(CaseMove.objects.visible_to(here.handler).values_list("verb", flat=True))
    assert moves == ["consent", "refer", "lodge", "register", "decide"]
    entries = AuditEntry.objects.unscoped("test of the trail").filter(verb__startswith="case.")
    assert entries.count() == 6
    for entry in entries:
        told = f"{entry.before}{entry.after}{entry.target_label}{entry.reason}"
        assert here.case.code not in told
        assert "Detained" not in told
        assert "committee" not in told


def test_two_at_once_are_told(here):
    here.consent()
    stale = here.fresh()
    here.move(CaseVerb.REFER)
    with pytest.raises((Stale, Refused)):
        actions.move_case(case=stale, verb=CaseVerb.LODGE, expected_version=stale.version, by=here.handler)


def test_consent_taken_back_closes_and_blanks(here):
    case = here.consent()
    actions.edit_case(
        case=case,
        outcome="Measures were asked.",
        interim_measures=True,
        interim_by=clock.today(),
        expected_version=case.version,
        by=here.handler,
    )
    here.move(CaseVerb.WITHDRAW_CONSENT)
    case = here.fresh()
    assert (case.state, case.consent_withdrawn_on) == (CaseState.CLOSED, clock.today())
    assert (case.notes, case.outcome, case.consent_scope, case.interim_by) == ("", "", "", None)
    with pytest.raises(Refused):
        actions.edit_case(case=case, notes="Again", expected_version=case.version, by=here.handler)


@pytest.mark.parametrize(
    "text", ["Call +234 803 123 4567", "amina@example.org", "born on 4 May 1990", "at 11.8333, 13.1500"]
)
@pytest.mark.parametrize("field", ["notes", "outcome"])
def test_what_gives_a_person_away_is_refused_even_with_the_tick(here, field, text):
    with pytest.raises(ValidationError) as refusal:
        actions.edit_case(case=here.case, names_nobody=True, expected_version=1, by=here.handler, **{field: text})
    assert field in refusal.value.message_dict
    assert text not in (here.fresh().notes, here.fresh().outcome)


def test_a_likely_name_needs_the_tick(here):
    text = "Seen by Dr Bello of the clinic."
    with pytest.raises(ValidationError) as refusal:
        actions.edit_case(case=here.case, notes=text, expected_version=1, by=here.handler)
    assert list(refusal.value.message_dict) == ["names_nobody"]
    actions.edit_case(case=here.case, notes=text, names_nobody=True, expected_version=1, by=here.handler)
    assert here.fresh().notes == text


def test_interim_measures_need_their_day(here):
    with pytest.raises(ValidationError) as refusal:
        actions.edit_case(case=here.case, interim_measures=True, expected_version=1, by=here.handler)
    assert "interim_by" in refusal.value.message_dict


def test_a_line_of_another_cluster_is_refused(here):
    line = make_plan_line(cluster=make_cluster("MOZ"), exposure=Exposure.OPEN)
    with pytest.raises(ValidationError):
        actions.edit_case(case=here.case, plan_line=line, expected_version=1, by=here.handler)


# --- When the handler leaves -----------------------------------------------------------------------------------------


def test_deputies_are_told_once_when_the_handler_left_and_one_takes_over(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    Delivery.objects.all().delete()
    assert task_cases_without_handler() == 0
    end_membership(membership=Membership.objects.get(user=here.handler), by=here.lead)
    assert task_cases_without_handler() == 1
    assert task_cases_without_handler() == 1
    told = Delivery.objects.get()
    assert (told.recipient, told.kind) == (here.deputy, "safeguard.note")
    mail = prepare_safeguard_note(told, here.deputy)
    assert here.case.code not in f"{mail}"
    assert "case" not in mail.subject.lower()
    with pytest.raises(Refused):
        actions.hand_over_case(case=here.fresh(here.deputy), person=here.handler, expected_version=1, by=here.deputy)
    actions.hand_over_case(case=here.fresh(here.deputy), person=here.deputy, expected_version=1, by=here.deputy)
    assert here.fresh(here.deputy).handler == here.deputy
    assert not CaseDeputy.objects.visible_to(here.deputy).exists()


def test_a_deputy_cannot_take_over_while_the_handler_is_there(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    with pytest.raises(Refused):
        actions.hand_over_case(case=here.fresh(here.deputy), person=here.deputy, expected_version=1, by=here.deputy)


def test_the_handler_hands_over_and_sees_it_no_more(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    actions.hand_over_case(case=here.fresh(), person=here.deputy, expected_version=1, by=here.handler)
    assert not sees(here.handler, here.case)
    assert sees(here.deputy, here.case)


def test_a_mail_that_waited_is_dropped_for_who_left(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    waiting = Delivery.objects.get(recipient=here.deputy)
    end_membership(membership=Membership.objects.get(user=here.deputy), by=here.lead)
    assert not hasattr(prepare_safeguard_note(waiting, here.deputy), "subject")


def test_those_of_a_case_are_told_once_before_interim_measures_are_needed(here):
    actions.name_deputy(case=here.case, person=here.deputy, by=here.handler)
    Delivery.objects.all().delete()
    day = clock.today() + dt.timedelta(days=1)
    actions.edit_case(case=here.case, interim_measures=True, interim_by=day, expected_version=1, by=here.handler)
    assert task_cases_without_handler() == 1
    assert task_cases_without_handler() == 1
    told = Delivery.objects.filter(kind="safeguard.note", due_on=day)
    assert {one.recipient for one in told} == {here.handler, here.deputy}
    here.move(CaseVerb.CLOSE)
    Delivery.objects.all().delete()
    assert task_cases_without_handler() == 0


# --- Pages -----------------------------------------------------------------------------------------------------------


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def case_pages(case):
    return [url("case-detail", case.pk), url("case-edit", case.pk), url("case-list")]


def test_pages_exist_for_those_named_only(client, here):
    client.force_login(here.handler)
    for address in case_pages(here.case):
        answer = client.get(address)
        assert answer.status_code == 200
        title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)[1]
        assert here.case.code not in title
        assert "case" not in title.lower()
    for person in (here.lead, here.deputy, make_person(Role.TASK_TEAM), make_person(Role.MEMBER, make_cluster("MOZ"))):
        client.force_login(person)
        for address in case_pages(here.case):
            assert client.get(address).status_code in (302, 404), (person, address)


def test_the_link_shows_to_whoever_has_a_case(client, here):
    safeguards = f"{url('safeguards')}?cluster={here.cluster.pk}"
    client.force_login(here.handler)
    assert f'href="{url("case-list")}"' in client.get(safeguards).content.decode()
    client.force_login(here.lead)
    assert f'href="{url("case-list")}"' not in client.get(safeguards).content.decode()


def test_a_whole_case_through_the_pages(client, here):
    client.force_login(here.handler)
    data = {"mechanism": here.mechanism.pk, "urgency": Urgency.URGENT, "notes": "Asked by Mr Bello."}
    new = f"{url('case-new')}?cluster={here.cluster.pk}"
    answer = client.post(new, data)
    assert answer.status_code == 422
    assert "Asked by Mr Bello." in answer.content.decode()
    assert "This names nobody" in answer.content.decode()
    answer = client.post(new, data | {"notes": "Asked by the family."})
    assert answer.status_code == 302
    case = CaseReferral.objects.visible_to(here.handler).latest("pk")
    move = url("case-move", case.pk, "consent")
    data = {"version": 1, "consent_on": clock.today().isoformat(), "consent_scope": "For the committee."}
    answer = client.post(move, data)
    assert answer.status_code == 422
    assert "For the committee." in answer.content.decode()
    assert client.post(move, data | {"consented": "on"}).status_code == 302
    assert client.post(url("case-move", case.pk, "refer"), {"version": 1}).status_code == 409
    assert client.post(url("case-move", case.pk, "register"), {"version": 2}).status_code == 403
    assert client.post(url("case-move", case.pk, "refer"), {"version": 2}).status_code == 302
    assert client.post(url("case-move", case.pk, "nothing"), {"version": 3}).status_code == 404
    assert client.post(url("case-people", case.pk), {"act": "name", "person": here.deputy.pk}).status_code == 302
    other = make_person(Role.MEMBER, here.cluster, organisation=make_organisation())
    answer = client.post(url("case-people", case.pk), {"act": "name", "person": other.pk})
    assert answer.status_code == 403
    assert "Record an exception" in answer.content.decode()
    answer = client.post(url("case-people", case.pk), {"act": "hand_over", "person": here.deputy.pk, "version": 3})
    assert answer.status_code == 302
    assert client.get(url("case-detail", case.pk)).status_code == 404


def test_same_few_queries_for_one_case_and_for_thirty(client, here):
    client.force_login(here.handler)

    def count(address):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = count(url("case-list"))
    for _n in range(29):
        actions.open_case(cluster=here.cluster, mechanism=here.mechanism, by=here.handler)
    assert count(url("case-list")) == few <= 15
    assert count(url("case-detail", here.case.pk)) <= 15


def test_neither_the_audit_page_nor_the_line_betrays_a_case(client, here):
    line = make_plan_line(cluster=here.cluster)
    case = actions.open_case(cluster=here.cluster, mechanism=here.mechanism, plan_line=line, by=here.handler)
    client.force_login(here.lead)
    for address in (reverse("clusters:audit"), url("line-detail", line.pk), url("plan"), "/"):
        body = client.get(address).content.decode().lower()
        assert case.code.lower() not in body
        assert "individual case opened" not in body


def test_the_diagram_in_the_documentation_is_the_table():
    page = (Path(settings.BASE_DIR) / "docs" / "safe-sharing.md").read_text(encoding="utf-8")
    drawn = page.split("```mermaid\n", 1)[1].split("\n```", 1)[0]
    assert drawn == rules.case_diagram()


def test_after_a_conflict_saving_once_more_is_a_decision(client, here):
    client.force_login(here.handler)
    address = url("case-edit", here.case.pk)
    typed = {"urgency": "ordinary", "notes": "What I typed.", "version": 7}
    page = client.post(address, typed)
    assert page.status_code == 409
    assert "What I typed." in page.content.decode()
    assert client.post(address, {**typed, "version": page.context["version"]}).status_code == 302
    assert here.fresh().notes == "What I typed."


def test_a_change_that_no_field_takes_is_refused_by_the_act_itself(here):
    with pytest.raises(ValidationError):
        actions.edit_case(case=here.fresh(), urgency="at once", expected_version=here.case.version, by=here.handler)
    assert here.fresh().urgency == Urgency.ORDINARY
