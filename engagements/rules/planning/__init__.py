"""Which steps of the library fit, and planning them backwards; `today` is an argument."""

from engagements.rules.planning.dates import (
    FOLLOW_UP_PHASES,
    counts_as_done,
    due_date,
    is_follow_up,
    lead_of,
    moved_with,
    shifted,
    step_date_problem,
)
from engagements.rules.planning.fitting import (
    KIND_OF_FAMILY,
    anchors_of,
    fits,
    kind_of,
    needs_legal_skills,
    own_steps,
    owners_of,
)
from engagements.rules.planning.proposing import OUTCOME_KINDS, Proposal, proposals

__all__ = [
    "FOLLOW_UP_PHASES",
    "KIND_OF_FAMILY",
    "OUTCOME_KINDS",
    "Proposal",
    "anchors_of",
    "counts_as_done",
    "due_date",
    "fits",
    "is_follow_up",
    "kind_of",
    "lead_of",
    "moved_with",
    "needs_legal_skills",
    "own_steps",
    "owners_of",
    "proposals",
    "shifted",
    "step_date_problem",
]
