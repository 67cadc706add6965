"""Backward planning: pure."""

import datetime as dt
from types import SimpleNamespace

import pytest

from calendar_app.enums import EntryKind
from engagements import rules
from engagements.enums import OnBehalfOf
from mechanisms.enums import Family, MechanismKind, Phase

D = dt.date
TODAY = D(2026, 11, 22)


def template(key="upr.a", kind=MechanismKind.UPR, **fields):
    template.number = getattr(template, "number", 0) + 1
    known = {
        "pk": template.number,
        "key": key,
        "mechanism_kind": kind,
        "phase": Phase.CONTRIBUTE,
        "who": ["coordinator", "co_coordinator"],
        "timing": {"anchor": "upr_review", "when": "before", "basis": "stated"},
        "lead_days": 30,
        "group": "000-slide7-upr",
        "variant_of": "",
        "source": "000:67",
        "gates": [],
        "confidentiality_default": "",
        "capacity_note": "",
        "condition": "",
    }
    made = type("Template", (SimpleNamespace,), {"__str__": lambda self: self.key})
    return made(**{**known, **fields})


@pytest.mark.parametrize(
    ("opportunity", "lead", "expected"),
    [
        (D(2027, 3, 1), 30, D(2027, 1, 30)),
        (D(2027, 3, 1), 0, D(2027, 3, 1)),
        (D(2028, 3, 1), 1, D(2028, 2, 29)),
        (D(2027, 1, 10), 60, D(2026, 11, 11)),
        (D(2027, 3, 28), -14, D(2027, 4, 11)),
        (None, 30, None),
        (D(2027, 3, 1), None, None),
    ],
)
def test_due_date(opportunity, lead, expected):
    assert rules.due_date(opportunity, lead) == expected


@pytest.mark.parametrize(
    ("fields", "kind", "expected"),
    [
        ({}, MechanismKind.UPR, True),
        ({}, MechanismKind.TREATY_BODY, False),
        ({"kind": MechanismKind.ANY, "group": "000-process", "timing": {}}, MechanismKind.REGIONAL, True),
        ({"kind": MechanismKind.ANY, "timing": {"anchor": "sp_visit|upr_review"}}, MechanismKind.UPR, True),
        ({"kind": MechanismKind.ANY, "timing": {"anchor": "sp_visit|upr_review"}}, MechanismKind.HRC, False),
        ({"kind": MechanismKind.ANY, "timing": {"anchor": "outcome"}}, MechanismKind.TREATY_BODY, True),
        ({"kind": MechanismKind.ANY, "timing": {"basis": "not_stated"}}, MechanismKind.UPR, False),
        ({"who": ["task_team"]}, MechanismKind.UPR, False),
        ({"who": ["task_team", "coordinator"]}, MechanismKind.UPR, True),
    ],
)
def test_which_steps_fit(fields, kind, expected):
    assert rules.fits(template(**fields), kind) is expected


def test_every_family_has_a_kind():
    assert rules.kind_of(Family.UPR) == MechanismKind.UPR
    assert rules.kind_of(Family.INVESTIGATION) == MechanismKind.ANY
    assert all(rules.kind_of(family) in MechanismKind.values for family in Family)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (["coordinator", "co_coordinator"], ("coordinator", "co_coordinator")),
        (["legal_members", "members"], ("member", "")),
        (["task_team"], ("task_team", "")),
        (["lead_agency"], ("coordinator", "")),
        ([], ("coordinator", "")),
    ],
)
def test_owner_and_deputy(who, expected):
    assert rules.owners_of(who) == expected


def proposed(*templates, on=D(2027, 6, 30), **options):
    return rules.proposals(templates, kind=MechanismKind.UPR, opportunity_on=on, today=TODAY, **options)


def test_proposals_run_backwards_and_undated_last():
    steps = proposed(template("c", lead_days=None), template("b", lead_days=10), template("a", lead_days=60))
    assert [step.title for step in steps] == ["a", "b", "c"]
    assert steps[2].due_on is None


def test_few_are_ticked():
    guide = template("guide")
    other = template("other", group="002-session-and-followup")
    untimed = template("untimed", timing={"basis": "not_stated"})
    after = template(
        "after",
        lead_days=-14,
        phase=Phase.USE_OUTCOMES,
        timing={"anchor": "upr_outcome_adoption", "when": "after", "basis": "stated"},
    )
    ticked = {step.title for step in proposed(guide, other, untimed, after) if step.preselected}
    assert ticked == {"guide"}
    at_mid_term = proposed(guide, template("news", phase=Phase.STAY_INFORMED), entry_kind=EntryKind.MID_TERM)
    assert {step.title for step in at_mid_term if step.preselected} == {"guide"}
    at_adoption = proposed(guide, after, entry_kind=EntryKind.ADOPTION)
    assert {step.title for step in at_adoption if step.preselected} == {"guide", "after"}


def test_steps_whose_day_has_passed_are_shown_not_ticked():
    (step,) = proposed(template(lead_days=400))
    assert step.is_past
    assert not step.preselected


def test_follow_up_counts_from_the_outcome_where_it_is_known():
    after = template("after", lead_days=-60, phase=Phase.FOLLOW_UP)
    (step,) = proposed(after, outcome_on=D(2027, 9, 1))
    assert step.due_on == D(2027, 10, 31)
    assert step.lead_days == (D(2027, 6, 30) - D(2027, 10, 31)).days
    (step,) = proposed(after)
    assert step.due_on == D(2027, 8, 29)


def test_half_way_is_the_mid_term_date_itself():
    half = template(
        "mid", lead_days=None, phase=Phase.FOLLOW_UP, timing={"when": "mid-way to the next review", "basis": "stated"}
    )
    (step,) = proposed(half, entry_kind=EntryKind.MID_TERM, outcome_on=D(2026, 7, 1))
    assert (step.due_on, step.lead_days, step.preselected) == (D(2027, 6, 30), 0, True)
    assert proposed(half)[0].due_on is None


def test_a_variant_gives_way_to_the_step_it_varies():
    base, variant = template("base"), template("variant", variant_of="base")
    assert [step.title for step in proposed(base, variant)] == ["base"]
    assert [step.title for step in proposed(variant)] == ["variant"]


@pytest.mark.parametrize(
    ("due", "follow_up", "refused"),
    [(D(2027, 6, 30), False, False), (D(2027, 7, 1), False, True), (D(2027, 7, 1), True, False), (None, False, False)],
)
def test_nothing_but_follow_up_after_the_opportunity(due, follow_up, refused):
    problem = rules.step_date_problem(due_on=due, opportunity_on=D(2027, 6, 30), follow_up=follow_up)
    assert bool(problem) is refused


@pytest.mark.parametrize(
    ("due", "expected"), [(D(2027, 1, 10), D(2027, 2, 10)), (D(2027, 12, 31), D(2028, 1, 31)), (None, None)]
)
def test_shifted_by_as_many_days(due, expected):
    assert rules.shifted(due, planned_for=D(2027, 5, 1), now_on=D(2027, 6, 1)) == expected


def test_the_lead_agencys_act_never_ticks_the_clusters_step():
    for step_for in OnBehalfOf:
        for acted_for in OnBehalfOf:
            assert rules.counts_as_done(step_for=step_for, acted_for=acted_for) is (step_for == acted_for)
