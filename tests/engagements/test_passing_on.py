"""Gates bind whatever is passed on: inputs of a package, press proposals, and, as a note, contacts that were held."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from core import clock
from core.errors import Refused
from core.models import AuditEntry
from engagements.actions.interactions import edit_interaction, record_interaction, set_interaction_state
from engagements.actions.press import change_press, propose_press
from engagements.actions.reprisals import report_reprisal, set_circle
from engagements.actions.workspaces import add_row, change_row
from engagements.enums import InputState, InteractionKind, InteractionState, PressState, ReprisalKind, Status
from engagements.models import Interaction, LineInput, PressProposal, ReprisalIncident, Submission
from engagements.queries.gates import GATES
from engagements.rules import GATE_LABELS
from tests.engagements.submission_world import make_risk_form
from tests.factories import make_cluster, make_person, make_plan_line, make_submission

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"


@pytest.fixture
def line():
    return make_plan_line(cluster=make_cluster("MOZ"))


@pytest.fixture
def lead(line, client):
    user = make_person(Role.COORDINATOR, line.cluster)
    client.force_login(user)
    return user


def tried(verb):
    return [entry.after["gates"] for entry in AuditEntry.objects.unscoped(WHY).filter(verb=verb)]


def press_on(line, by, **fields):
    given = {"cluster": line.cluster, "plan_line": line, "mechanism": line.mechanism, "issue": "A", "facts": "B"}
    return propose_press(**given | fields, by=by)


# --- Inputs ---------------------------------------------------------------------------------------------------------


def test_an_input_is_not_sent_past_a_shut_gate(line, lead):
    row = add_row(LineInput, plan_line=line, title="Note", by=lead)
    with pytest.raises(Refused) as refused:
        change_row(row, state=InputState.SENT, expected_version=1, by=lead)
    assert "risk form" in str(refused.value.sentence).lower()
    with pytest.raises(Refused):
        add_row(LineInput, plan_line=line, title="Another", state=InputState.SENT, by=lead)
    assert [one.state for one in LineInput.objects.unscoped(WHY)] == [InputState.TO_PREPARE]
    assert tried("input.sending_refused") == [["risk"], ["risk"]]
    make_risk_form(line, lead)
    row = LineInput.objects.unscoped(WHY).get()
    change_row(row, state=InputState.SENT, expected_version=1, by=lead)
    assert LineInput.objects.unscoped(WHY).get().state == InputState.SENT


def test_an_input_is_not_sent_before_the_text_in_which_it_is_written(line, lead):
    make_risk_form(line, lead)
    text = make_submission(plan_line=line, author=lead)
    row = add_row(LineInput, plan_line=line, title="Note", submission=text, by=lead)
    with pytest.raises(Refused):
        change_row(row, state=InputState.SENT, expected_version=1, by=lead)
    assert tried("input.sending_refused") == [["text"]]
    # The text itself went through the gates, on its very version.
    Submission.objects.unscoped(WHY).filter(pk=text.pk).update(
        status=Status.SUBMITTED, cleared_by=make_person(Role.CO_COORDINATOR, line.cluster), cleared_at=clock.now()
    )
    row = LineInput.objects.unscoped(WHY).get()
    change_row(row, state=InputState.SENT, expected_version=1, by=lead)


def test_what_was_sent_is_changed_without_asking_again(line, lead):
    form = make_risk_form(line, lead)
    row = add_row(LineInput, plan_line=line, title="Note", state=InputState.SENT, by=lead)
    form.delete()
    change_row(row, title="Note on return", expected_version=1, by=lead)
    assert LineInput.objects.unscoped(WHY).get().title == "Note on return"


def test_what_was_sent_rests_on_no_other_text_that_was_not(line, lead):
    form = make_risk_form(line, lead)
    row = add_row(LineInput, plan_line=line, title="Note", state=InputState.SENT, by=lead)
    text = make_submission(plan_line=line, author=lead)
    with pytest.raises(Refused):
        change_row(row, submission=text, expected_version=1, by=lead)
    assert tried("input.sending_refused") == [["text"]]
    assert LineInput.objects.unscoped(WHY).get().submission is None
    Submission.objects.unscoped(WHY).filter(pk=text.pk).update(
        status=Status.SUBMITTED, cleared_by=make_person(Role.CO_COORDINATOR, line.cluster), cleared_at=clock.now()
    )
    row = LineInput.objects.unscoped(WHY).get()
    change_row(row, submission=Submission.objects.unscoped(WHY).get(), expected_version=1, by=lead)
    form.delete()
    row = LineInput.objects.unscoped(WHY).get()
    with pytest.raises(Refused):
        change_row(row, submission=None, expected_version=2, by=lead)


def test_the_form_of_an_input_says_what_is_missing_and_keeps_the_typed_text(client, line, lead):
    address = reverse("engagements:line-input-create", args=[line.pk])
    page = client.get(address).content.decode()
    assert "this is still missing" in page
    assert reverse("engagements:gates", args=[line.pk]) in page
    answer = client.post(address, {"title": "Canary typed", "state": "sent"})
    assert answer.status_code == 403
    assert "Canary typed" in answer.content.decode()
    make_risk_form(line, lead)
    assert "this is still missing" not in client.get(address).content.decode()


# --- Press ----------------------------------------------------------------------------------------------------------


def test_a_press_proposal_is_not_sent_past_a_shut_gate(line, lead):
    row = press_on(line, lead)
    for state in (PressState.SENT, PressState.USED):
        with pytest.raises(Refused):
            change_press(proposal=row, state=state, expected_version=1, by=lead)
        row = PressProposal.objects.unscoped(WHY).select_related("plan_line__mechanism").get()
        assert row.state == PressState.DRAFT
    with pytest.raises(Refused):
        press_on(line, lead, state=PressState.SENT)
    assert PressProposal.objects.unscoped(WHY).count() == 1
    assert tried("press.sending_refused") == [["risk"], ["risk"]]
    make_risk_form(line, lead)
    change_press(proposal=row, state=PressState.SENT, expected_version=1, by=lead)
    change_press(proposal=row, state=PressState.USED, expected_version=2, by=lead)


def test_what_was_sent_moves_to_no_line_whose_gates_are_shut(line, lead):
    make_risk_form(line, lead)
    row = press_on(line, lead, state=PressState.SENT)
    other = make_plan_line(cluster=line.cluster)
    with pytest.raises(Refused):
        change_press(proposal=row, plan_line=other, expected_version=1, by=lead)
    assert tried("press.sending_refused") == [["risk"]]
    with pytest.raises(ValidationError):
        change_press(proposal=PressProposal.objects.unscoped(WHY).get(), plan_line=None, expected_version=1, by=lead)
    assert PressProposal.objects.unscoped(WHY).get().plan_line == line


def test_a_press_proposal_without_a_plan_line_is_not_sent(line, lead):
    row = press_on(line, lead, plan_line=None)
    with pytest.raises(ValidationError) as wrong:
        change_press(proposal=row, state=PressState.SENT, expected_version=1, by=lead)
    assert "plan_line" in wrong.value.message_dict


def test_the_api_cannot_send_a_press_proposal_past_a_gate(line, lead):
    row = press_on(line, lead)
    client = APIClient()
    client.force_login(lead)
    address = f"/api/v1/press-proposals/{row.pk}/"
    answer = client.patch(address, {"state": "sent", "version": 1}, format="json")
    assert answer.status_code == 403
    assert "risk form" in str(answer.json()).lower()


def test_the_form_of_a_press_proposal_says_what_is_missing(client, line, lead):
    row = press_on(line, lead)
    page = client.get(reverse("engagements:press-edit", args=[row.pk])).content.decode()
    assert "this is still missing" in page


# --- Contacts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [InteractionKind.INFORMATION, InteractionKind.STATEMENT])
def test_what_was_passed_on_is_recorded_with_the_gates_that_were_shut(client, line, lead, kind):
    given = {"cluster": line.cluster, "plan_line": line, "with_whom": "Desk officer", "topic": "Return"}
    row = record_interaction(**given, kind=kind, on=clock.today(), by=lead)
    assert Interaction.objects.unscoped(WHY).get().unsettled == ["risk"]
    assert tried("interaction.unsettled") == [["risk"]]
    page = client.get(reverse("engagements:interaction-detail", args=[row.pk])).content.decode()
    assert "not settled then" in page
    assert "Risk form" in page
    # It stays: settling later does not make it settled then.
    make_risk_form(line, lead)
    edit_interaction(interaction=row, topic="Return in safety", expected_version=1, by=lead)
    assert Interaction.objects.unscoped(WHY).get().unsettled == ["risk"]
    assert len(tried("interaction.unsettled")) == 1


def test_a_contact_that_is_ahead_is_asked_when_it_was_held(line, lead):
    given = {"cluster": line.cluster, "plan_line": line, "with_whom": "Desk officer", "topic": "Return"}
    row = record_interaction(**given, kind=InteractionKind.INFORMATION, by=lead)
    assert row.state == InteractionState.PROPOSED
    assert row.unsettled == []
    set_interaction_state(interaction=row, state=InteractionState.HELD, expected_version=1, by=lead)
    assert Interaction.objects.unscoped(WHY).get().unsettled == ["risk"]
    # It was not held after all.
    set_interaction_state(interaction=row, state=InteractionState.PROPOSED, expected_version=2, by=lead)
    assert Interaction.objects.unscoped(WHY).get().unsettled == []


def test_a_meeting_and_a_contact_with_open_gates_carry_no_note(line, lead):
    given = {"cluster": line.cluster, "plan_line": line, "with_whom": "Desk officer", "topic": "Return"}
    assert record_interaction(**given, kind=InteractionKind.MEETING, on=clock.today(), by=lead).unsettled == []
    make_risk_form(line, lead)
    assert record_interaction(**given, kind=InteractionKind.STATEMENT, on=clock.today(), by=lead).unsettled == []
    assert tried("interaction.unsettled") == []


# --- Reprisals ------------------------------------------------------------------------------------------------------


def test_the_neutral_warning_stands_before_each_of_them(client, line, lead):
    circle = [make_person(Role.CO_COORDINATOR, line.cluster, name=f"Circle {n}") for n in "AB"]
    set_circle(cluster=line.cluster, people=circle, expected_version=0, by=lead)
    report_reprisal(
        cluster=line.cluster,
        mechanism=line.mechanism,
        kind=ReprisalKind.LEGAL,
        description="Canary",
        by=circle[0],
    )
    ReprisalIncident.objects.unscoped(WHY).update(warns=True)
    row = press_on(line, lead, plan_line=None)
    for address in (
        reverse("engagements:line-input-create", args=[line.pk]),
        reverse("engagements:press-edit", args=[row.pk]),
        reverse("engagements:interaction-create") + f"?line={line.pk}&kind=information",
        reverse("engagements:interaction-create") + f"?line={line.pk}&kind=statement",
    ):
        page = client.get(address).content.decode()
        assert "speak with" in page
        assert "Circle A" in page
        assert "Canary" not in page
    page = client.get(reverse("engagements:interaction-create") + f"?line={line.pk}&kind=meeting").content.decode()
    assert "speak with" not in page


def test_each_gate_has_its_words():
    assert {gate.__module__.rsplit(".", 1)[1].replace("_", "-") for gate in GATES} - set(GATE_LABELS) == {"doors"}
