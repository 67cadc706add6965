"""Pure rules of the process: moves, quarters, weights, rows."""

import datetime as dt

import pytest

from engagements.enums import ComponentAct, ComponentState
from engagements.rules.component_rows import BrokenRow, clean_rows, row_changes
from engagements.rules.process import (
    DEFAULT_WEIGHT,
    Quarter,
    act_back_to,
    acts_from,
    state_after,
    state_from,
    weighing,
    weights_problem,
)
from mechanisms.enums import Holds

QUIET, OPEN, CLOSED = ComponentState.QUIET, ComponentState.OPEN, ComponentState.CLOSED


def test_a_component_opens_closes_and_opens_again():
    assert state_after(QUIET, ComponentAct.OPENED) == OPEN
    assert state_after(OPEN, ComponentAct.CLOSED) == CLOSED
    assert state_after(CLOSED, ComponentAct.REOPENED) == OPEN
    assert state_after(OPEN, ComponentAct.LOOKED_BACK) == OPEN


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (QUIET, ComponentAct.CLOSED),
        (QUIET, ComponentAct.REOPENED),
        (OPEN, ComponentAct.OPENED),
        (OPEN, ComponentAct.REOPENED),
        (CLOSED, ComponentAct.OPENED),
        (CLOSED, ComponentAct.CLOSED),
        (CLOSED, ComponentAct.LOOKED_BACK),
    ],
)
def test_what_makes_no_sense_leads_nowhere(state, act):
    assert state_after(state, act) is None


@pytest.mark.parametrize("state", list(ComponentState))
def test_each_state_offers_one_act_and_a_way_back(state):
    assert len(acts_from(state)) == 1
    assert state_after(state, acts_from(state)[0]) is not None
    assert state_after(state, act_back_to(state)) == OPEN


def test_where_a_component_stood():
    acts = [ComponentAct.OPENED, ComponentAct.CLOSED, ComponentAct.REOPENED, ComponentAct.LOOKED_BACK]
    assert [state_from(acts[:number]) for number in range(5)] == [QUIET, OPEN, CLOSED, OPEN, OPEN]


def test_quarters():
    assert [Quarter(2026, number).last for number in (1, 2, 3, 4)] == [
        dt.date(2026, 3, 31),
        dt.date(2026, 6, 30),
        dt.date(2026, 9, 30),
        dt.date(2026, 12, 31),
    ]
    assert Quarter.of(dt.date(2026, 11, 22)) == Quarter(2026, 4)
    assert Quarter.of(dt.date(2026, 3, 31)) == Quarter(2026, 1)
    assert Quarter(2026, 4).first == dt.date(2026, 10, 1)
    assert Quarter(2026, 4).on(1) == Quarter(2027, 1)
    assert Quarter(2026, 1).on(-1) == Quarter(2025, 4)
    assert Quarter(2100, 4).on(1) is None
    assert Quarter.parse("2026-4") == Quarter(2026, 4)


@pytest.mark.parametrize("code", ["", None, "2026", "2026-5", "2026-0", "26-1", "1999-1", "2026-४", "2026-4-1", "x-1"])
def test_codes_that_are_no_quarter(code):
    assert Quarter.parse(code) is None


def test_a_weighing_holds_until_the_next_one():
    decided = {Quarter(2026, 1): {"7": 5}, Quarter(2026, 4): {"7": 1}}
    assert weighing(Quarter(2025, 4), decided).since is None
    assert weighing(Quarter(2025, 4), decided).of(7) == DEFAULT_WEIGHT
    third = weighing(Quarter(2026, 3), decided)
    assert (third.of(7), third.since, third.is_own) == (5, Quarter(2026, 1), False)
    assert weighing(Quarter(2026, 4), decided).of(7) == 1
    assert weighing(Quarter(2026, 4), decided).is_own
    assert weighing(Quarter(2026, 4), decided).of(8) == DEFAULT_WEIGHT


@pytest.mark.parametrize(
    ("value", "is_wrong"), [(1, False), (5, False), (0, True), (6, True), (True, True), ("3", True)]
)
def test_weights_are_whole_numbers_from_one_to_five(value, is_wrong):
    assert weights_problem({"1": value}) is is_wrong


ACTOR = {
    "actor": "Ministry in charge of displacement",
    "stance": "undecided",
    "influence": 4,
    "interest": 2,
    "note": "",
}


def test_rows_get_numbers_that_stay():
    rows = clean_rows(Holds.STAKEHOLDERS, [{**ACTOR, "id": 5}, {**ACTOR, "actor": "  Donors "}, {"actor": ""}])
    assert [(row["id"], row["actor"]) for row in rows] == [(5, ACTOR["actor"]), (6, "Donors")]


def test_two_rows_never_share_a_number():
    rows = clean_rows(Holds.STAKEHOLDERS, [{**ACTOR, "id": 2}, {**ACTOR, "id": 2}])
    assert len({row["id"] for row in rows}) == 2


@pytest.mark.parametrize(
    ("holds", "row", "field"),
    [
        (Holds.STAKEHOLDERS, {**ACTOR, "influence": 6}, "influence"),
        (Holds.STAKEHOLDERS, {**ACTOR, "stance": "friend"}, "stance"),
        (Holds.STAKEHOLDERS, {**ACTOR, "actor": "", "note": "nobody"}, "actor"),
        (Holds.STAKEHOLDERS, {**ACTOR, "actor": "x" * 201}, "actor"),
        (Holds.OBJECTIVES, {"objective": "Safe return", "steps": [9]}, "steps"),
        (Holds.OBJECTIVES, {"objective": "Safe return", "steps": 1}, "steps"),
        (Holds.OBJECTIVES, {"objective": "Safe return", "steps": {"1": 1}}, "steps"),
        (Holds.OBJECTIVES, {"objective": ["Safe", "return"], "course": "Words"}, "objective"),
        (Holds.MESSAGES, {"audience": "", "message": "Words"}, "audience"),
    ],
)
def test_rows_that_cannot_be_kept(holds, row, field):
    with pytest.raises(BrokenRow) as caught:
        clean_rows(holds, [row], step_ids=frozenset({1}))
    assert caught.value.name == field


def test_what_is_not_known_is_left_out_and_text_components_have_no_rows():
    kept = clean_rows(Holds.OBJECTIVES, [{"objective": "Return", "steps": [1, 1], "other": "x"}], step_ids={1})
    assert kept == [{"id": 1, "objective": "Return", "course": "", "steps": [1]}]
    assert clean_rows(Holds.TEXT, [ACTOR]) == []


def test_rows_hold_no_sign_that_a_database_refuses_or_that_turns_the_reading_round():
    kept = clean_rows(Holds.OBJECTIVES, [{"objective": "Re\x00turn\u202e", "course": "B\ud800y law"}])
    assert kept == [{"id": 1, "objective": "Return", "course": "By law", "steps": []}]


def test_how_actors_moved():
    before = [{"id": 1, **ACTOR}, {"id": 2, **ACTOR, "actor": "Donors"}]
    after = [{"id": 1, **ACTOR, "influence": 5, "interest": 1, "stance": "leans"}, {"id": 3, **ACTOR, "actor": "Media"}]
    first, new, gone = row_changes(Holds.STAKEHOLDERS, before, after)
    assert (first.state, first.moved) == ("changed", {"influence": 1, "interest": -1})
    assert first.was == {"stance": "undecided", "influence": 4, "interest": 2}
    assert (new.state, gone.state, gone.row["actor"]) == ("new", "gone", "Donors")
    assert [change.state for change in row_changes(Holds.STAKEHOLDERS, None, after)] == ["same", "same"]
