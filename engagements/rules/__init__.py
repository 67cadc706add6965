"""Backward planning, the completeness of a risk form, and gates: pure tables and functions, `today` is an argument."""

from engagements.rules.approval import PORTAL_DEFAULT, Demands, demands_for, rule_for
from engagements.rules.cases import (
    CASE_TRANSITIONS,
    OPEN_STATES,
    WITH_FORM,
    case_diagram,
    case_move_problem,
    case_moves_from,
    find_case_move,
)
from engagements.rules.gates import GateState
from engagements.rules.interactions import holds_a_contact, next_occurrence, side_of
from engagements.rules.owners import owner_problem
from engagements.rules.personal_data import Finding, check_personal_data, likely_names, refused
from engagements.rules.planning import (
    FOLLOW_UP_PHASES,
    KIND_OF_FAMILY,
    OUTCOME_KINDS,
    Proposal,
    counts_as_done,
    due_date,
    fits,
    is_follow_up,
    kind_of,
    lead_of,
    moved_with,
    owners_of,
    proposals,
    shifted,
    step_date_problem,
)
from engagements.rules.risk import RISK_NOT_FINISHED, Missing, answer_state, decision_missing, risk_gate, risk_missing

__all__ = [
    "CASE_TRANSITIONS",
    "FOLLOW_UP_PHASES",
    "KIND_OF_FAMILY",
    "OPEN_STATES",
    "OUTCOME_KINDS",
    "PORTAL_DEFAULT",
    "RISK_NOT_FINISHED",
    "WITH_FORM",
    "Demands",
    "Finding",
    "GateState",
    "Missing",
    "Proposal",
    "answer_state",
    "case_diagram",
    "case_move_problem",
    "case_moves_from",
    "check_personal_data",
    "counts_as_done",
    "decision_missing",
    "demands_for",
    "due_date",
    "find_case_move",
    "fits",
    "holds_a_contact",
    "is_follow_up",
    "kind_of",
    "lead_of",
    "likely_names",
    "moved_with",
    "next_occurrence",
    "owner_problem",
    "owners_of",
    "proposals",
    "refused",
    "risk_gate",
    "risk_missing",
    "rule_for",
    "shifted",
    "side_of",
    "step_date_problem",
]
