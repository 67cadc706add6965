"""Moves, versions, weights and looking back: what is written, who may, what the trail says."""

import pytest
from django.core.exceptions import ValidationError

from calendar_app.actions.outcomes import create_outcome, publish_outcome, unpublish_outcome
from calendar_app.enums import OutcomeKind
from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.component_versions import keep_version, save_draft, start_version
from engagements.actions.components import move_component
from engagements.actions.look_back import look_back, set_look_back_aside
from engagements.actions.weights import set_weights
from engagements.enums import ComponentAct, ComponentState, Exposure, LineState, LookBackState
from engagements.models import ComponentMove, ComponentVersion, LineComponent, LookBack, QuarterWeights
from engagements.queries.process import moves_of, offer, offers, process_of
from engagements.rules.process import Quarter
from mechanisms.enums import Holds
from tests.factories import (
    make_cluster,
    make_component,
    make_mechanism,
    make_person,
    make_plan_line,
    make_step,
)

pytestmark = pytest.mark.django_db
QUARTER = Quarter(2026, 4)


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster, mechanism=make_mechanism("upr"))


@pytest.fixture
def analysis():
    return make_component("analysis", name="Analysis")


def trail(verb):
    return list(AuditEntry.objects.unscoped("the test reads the trail").filter(verb=verb).order_by("pk"))


def move(line, component, act, lock, by, why="The situation changed", **causes):
    return move_component(plan_line=line, component=component, act=act, why=why, expected_version=lock, by=by, **causes)


# --- Moves --------------------------------------------------------------------------------------------------


def test_every_component_is_there_and_quiet_without_a_row(lead, line, analysis):
    make_component("retired", is_active=False)
    parts = process_of(lead, line, QUARTER).parts
    assert [(part.component.key, part.state, part.lock) for part in parts] == [("analysis", ComponentState.QUIET, 0)]
    assert not LineComponent.objects.visible_to(lead).exists()


def test_opened_closed_and_opened_again_with_reasons(lead, line, analysis):
    other = make_component("session")
    move(line, analysis, "opened", 0, lead)
    move(line, analysis, "closed", 1, lead, why="Done for now")
    move(line, analysis, "reopened", 2, lead, why="New events", because_component=other)
    part = process_of(lead, line, QUARTER).part("analysis")
    assert (part.state, part.lock) == (ComponentState.OPEN, 3)
    moves = moves_of(lead, line)
    assert [(row.act, row.why) for row in moves] == [
        ("opened", "The situation changed"),
        ("closed", "Done for now"),
        ("reopened", "New events"),
    ]
    assert moves[2].because_component == other
    entries = trail("component.reopened")
    assert [(entry.before, entry.after["state"], entry.reason) for entry in entries] == [
        ({"state": "closed"}, "open", "")
    ]
    assert entries[0].parent == f"engagements.planline:{line.pk}"


def test_any_order(lead, line):
    first, last = make_component("first"), make_component("last")
    move(line, last, "opened", 0, lead)
    move(line, first, "opened", 0, lead)
    assert {part.state for part in process_of(lead, line, QUARTER).parts} == {ComponentState.OPEN}


@pytest.mark.parametrize("act", [ComponentAct.CLOSED, ComponentAct.REOPENED, ComponentAct.LOOKED_BACK])
def test_what_does_not_fit_is_refused_and_leaves_nothing(lead, line, analysis, act):
    with pytest.raises(Refused):
        move(line, analysis, act, 0, lead)
    assert not ComponentMove.objects.visible_to(lead).exists()
    assert not trail(f"component.{act}")


def test_two_people_press_at_once(lead, line, analysis):
    move(line, analysis, "opened", 0, lead)
    with pytest.raises(Stale):
        move(line, analysis, "opened", 0, lead)
    assert ComponentMove.objects.visible_to(lead).count() == 1


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_a_word_why_is_needed(lead, line, analysis, why):
    with pytest.raises(ValidationError) as caught:
        move(line, analysis, "opened", 0, lead, why=why)
    assert "why" in caught.value.message_dict


def test_a_retired_component_is_not_opened_but_can_be_closed(lead, line, analysis):
    move(line, analysis, "opened", 0, lead)
    for component in (analysis, gone := make_component("gone")):
        component.is_active = False
        component.save()
    with pytest.raises(Refused):
        move(line, gone, "opened", 0, lead)
    move(line, analysis, "closed", 1, lead)
    assert [part.component for part in process_of(lead, line, QUARTER).parts] == [analysis]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SAG, Role.OHCHR])
def test_only_coordinators_move(cluster, line, analysis, role):
    person = make_person(role, cluster)
    with pytest.raises(Refused):
        move(line, analysis, "opened", 0, person)
    with pytest.raises(Refused):
        set_weights(plan_line=line, quarter=QUARTER, weights={analysis.pk: 3}, expected_version=0, by=person)
    with pytest.raises(Refused):
        start_version(plan_line=line, component=analysis, by=person)


def test_a_coordinator_who_is_not_named_on_a_confidential_line_moves_nothing(cluster, lead, analysis):
    hidden = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)
    with pytest.raises(Refused):
        move(hidden, analysis, "opened", 0, lead)
    with pytest.raises(Refused):
        start_version(plan_line=hidden, component=analysis, by=lead)


def test_a_cause_that_the_person_may_not_see_is_refused(cluster, lead, line, analysis):
    hidden = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)
    foreign = make_plan_line(cluster=make_cluster("NGA"))
    for other in (hidden, foreign, line):
        with pytest.raises(ValidationError):
            move(line, analysis, "opened", 0, lead, because_line=other)
    with pytest.raises(ValidationError):
        move(line, analysis, "opened", 0, lead, because_component=analysis)


def test_a_cause_that_a_reader_may_not_see_is_not_named_to_her(cluster, lead, line, analysis):
    named = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    move(line, analysis, "opened", 0, lead, because_line=named)
    assert moves_of(lead, line)[0].line_seen == named
    assert moves_of(make_person(Role.MEMBER, cluster), line)[0].line_seen is None


def test_a_move_is_written_once(lead, line, analysis):
    row = move(line, analysis, "opened", 0, lead)
    row.why = "Something else"
    with pytest.raises(TypeError):
        row.save()


# --- Versions -----------------------------------------------------------------------------------------------


def write(line, component, by, text, rows=(), *, keep=True, note=""):
    draft = start_version(plan_line=line, component=component, by=by)
    draft = ComponentVersion.objects.visible_to(by).select_related("plan_line", "component").get(pk=draft.pk)
    save_draft(draft=draft, text=text, rows=rows, note=note, expected_version=draft.version, by=by)
    if keep:
        keep_version(draft=draft, expected_version=draft.version, by=by)
    return draft


def test_the_first_version_stays_as_it_was(lead, line, analysis):
    first = write(line, analysis, lead, "Attacks on villages.")
    second = write(line, analysis, lead, "Attacks on villages and on roads.")
    first.refresh_from_db()
    assert (first.number, first.text, first.kept_by) == (1, "Attacks on villages.", lead)
    assert (second.number, second.text) == (2, "Attacks on villages and on roads.")
    assert [entry.after for entry in trail("component_version.kept")] == [
        {"component": "analysis", "number": 1, "rows": 0},
        {"component": "analysis", "number": 2, "rows": 0},
    ]
    assert "Attacks" not in str([entry.after for entry in trail("component_version.started")])


def test_a_new_version_begins_with_the_last_one_and_there_is_one_in_writing(lead, line, analysis):
    write(line, analysis, lead, "Text")
    draft = start_version(plan_line=line, component=analysis, by=lead)
    assert (draft.number, draft.text) == (2, "Text")
    assert start_version(plan_line=line, component=analysis, by=lead) == draft
    assert len(trail("component_version.started")) == 2


def test_a_kept_version_is_closed(lead, line, analysis):
    kept = write(line, analysis, lead, "Text")
    with pytest.raises(Refused):
        save_draft(draft=kept, text="Other", expected_version=kept.version, by=lead)
    with pytest.raises(Refused):
        keep_version(draft=kept, expected_version=kept.version, by=lead)
    kept.refresh_from_db()
    assert kept.text == "Text"


def test_nothing_and_the_same_again_are_not_kept(lead, line, analysis):
    with pytest.raises(Refused):
        write(line, analysis, lead, "  ")
    write(line, analysis, lead, "Text")
    with pytest.raises(Refused):
        write(line, analysis, lead, "Text")


def test_somebody_saved_since(lead, line, analysis):
    draft = write(line, analysis, lead, "Mine", keep=False)
    with pytest.raises(Stale):
        save_draft(draft=draft, text="Theirs", expected_version=draft.version - 1, by=lead)
    draft.refresh_from_db()
    assert draft.text == "Mine"


def test_rows_of_objectives_name_steps_of_the_line_only(lead, line):
    objectives = make_component("objectives", holds=Holds.OBJECTIVES)
    own, foreign = make_step(plan_line=line), make_step()
    draft = write(line, objectives, lead, "", [{"objective": "Safe return", "steps": [own.pk]}], keep=False)
    assert draft.rows == [{"id": 1, "objective": "Safe return", "course": "", "steps": [own.pk]}]
    with pytest.raises(ValidationError) as caught:
        save_draft(draft=draft, text="", rows=[{"objective": "x", "steps": [foreign.pk]}], expected_version=2, by=lead)
    assert "rows" in caught.value.message_dict


# --- Weights ------------------------------------------------------------------------------------------------


def test_weights_of_a_quarter_hold_until_the_next(lead, line, analysis):
    set_weights(plan_line=line, quarter=QUARTER, weights={analysis.pk: 5}, expected_version=0, by=lead)
    later = process_of(lead, line, Quarter(2027, 2))
    assert (later.part("analysis").weight, later.weighing.since, later.weights_lock) == (5, QUARTER, 0)
    assert process_of(lead, line, Quarter(2026, 3)).weighing.since is None
    assert [entry.after for entry in trail("weights.set")] == [{"quarter": "2026-4", "analysis": 5}]


def test_weights_again_and_stale(lead, line, analysis):
    row = set_weights(plan_line=line, quarter=QUARTER, weights={analysis.pk: 5}, expected_version=0, by=lead)
    set_weights(plan_line=line, quarter=QUARTER, weights={analysis.pk: 5}, expected_version=1, by=lead)
    assert len(trail("weights.set")) == 1
    with pytest.raises(Stale):
        set_weights(plan_line=line, quarter=QUARTER, weights={analysis.pk: 1}, expected_version=0, by=lead)
    set_weights(plan_line=line, quarter=QUARTER, weights={analysis.pk: 1}, expected_version=1, by=lead)
    row.refresh_from_db()
    assert (row.weights, row.version) == ({str(analysis.pk): 1}, 2)
    assert trail("weights.set")[1].before == {"analysis": 5}


@pytest.mark.parametrize("weights", [{"x": 3}, {"pk": 6}, {"pk": 0}, {"pk": True}])
def test_weights_that_are_none(lead, line, analysis, weights):
    weights = {analysis.pk if key == "pk" else 10**8: value for key, value in weights.items()}
    with pytest.raises(ValidationError):
        set_weights(plan_line=line, quarter=QUARTER, weights=weights, expected_version=0, by=lead)
    assert not QuarterWeights.objects.visible_to(lead).exists()


# --- Looking back -------------------------------------------------------------------------------------------


@pytest.fixture
def outcome(line):
    return create_outcome(
        mechanism=line.mechanism,
        kind=OutcomeKind.REPORT,
        title="Report of the Working Group",
        countries=[line.cluster.country],
        publish=True,
        by=make_person(Role.TASK_TEAM),
    )


def test_an_outcome_is_offered_to_the_lines_it_concerns_and_opens_nothing(lead, line, analysis, outcome):
    assert [row.outcome for row in offers(lead, line)] == [outcome]
    assert not LineComponent.objects.visible_to(lead).exists()


def test_lines_it_does_not_concern_are_left_alone(cluster, lead, line):
    elsewhere = make_plan_line(cluster=make_cluster("NGA"), mechanism=line.mechanism)
    other_body = make_plan_line(cluster=cluster, mechanism=make_mechanism("hrc"))
    aside = make_plan_line(cluster=cluster, mechanism=line.mechanism, state=LineState.NOT_NOW, state_reason="Later")
    create_outcome(
        mechanism=line.mechanism,
        kind=OutcomeKind.REPORT,
        title="Report",
        countries=[cluster.country],
        publish=True,
        by=make_person(Role.TASK_TEAM),
    )
    rows = LookBack.objects.unscoped("the test counts rows")
    assert set(rows.values_list("plan_line_id", flat=True)) == {line.pk}
    assert {elsewhere.pk, other_body.pk, aside.pk}.isdisjoint(rows.values_list("plan_line_id", flat=True))


def test_announced_again_it_is_offered_once(lead, line, outcome):
    keeper = make_person(Role.TASK_TEAM)
    unpublish_outcome(outcome=outcome, reason="A slip", by=keeper)
    assert offers(lead, line) == []
    publish_outcome(outcome=outcome, by=keeper)
    assert len(offers(lead, line)) == 1


def test_looking_back_opens_what_people_chose(lead, line, analysis, outcome):
    closed, open_one, quiet = analysis, make_component("stakeholders"), make_component("strategy")
    untouched = make_component("session")
    move(line, closed, "opened", 0, lead)
    move(line, closed, "closed", 1, lead)
    move(line, open_one, "opened", 0, lead)
    waiting = offer(lead, line, offers(lead, line)[0].pk)
    moves = look_back(
        offer=waiting, components=[closed, open_one, quiet], why="Recommendations came", expected_version=1, by=lead
    )
    assert [row.act for row in moves] == ["reopened", "looked_back", "opened"]
    assert {row.because_outcome for row in moves} == {outcome}
    process = process_of(lead, line, QUARTER)
    assert {part.component.key for part in process.open} == {"analysis", "stakeholders", "strategy"}
    assert process.part(untouched.key).state == ComponentState.QUIET
    assert offers(lead, line) == []
    assert trail("look_back.answered")[0].after == {"state": "taken", "outcome": outcome.pk}
    with pytest.raises(Refused):
        look_back(offer=waiting, components=[quiet], why="Again", expected_version=2, by=lead)


def test_set_aside_with_a_reason(lead, line, analysis, outcome):
    waiting = offer(lead, line, offers(lead, line)[0].pk)
    with pytest.raises(ValidationError):
        set_look_back_aside(offer=waiting, reason=" ", expected_version=1, by=lead)
    set_look_back_aside(offer=waiting, reason="Not about displacement", expected_version=1, by=lead)
    row = LookBack.objects.visible_to(lead).get(pk=waiting.pk)
    assert (row.state, row.reason, row.answered_by) == (LookBackState.SET_ASIDE, "Not about displacement", lead)
    assert not ComponentMove.objects.visible_to(lead).exists()


def test_looking_back_needs_a_component_and_a_coordinator(cluster, lead, line, analysis, outcome):
    waiting = offer(lead, line, offers(lead, line)[0].pk)
    with pytest.raises(ValidationError):
        look_back(offer=waiting, components=[], why="Why", expected_version=1, by=lead)
    with pytest.raises(Stale):
        look_back(offer=waiting, components=[analysis], why="Why", expected_version=7, by=lead)
    with pytest.raises(Refused):
        look_back(
            offer=waiting,
            components=[analysis],
            why="Why",
            expected_version=1,
            by=make_person(Role.MEMBER, cluster),
        )
    assert not ComponentMove.objects.visible_to(lead).exists()
