"""Writes to plan lines: create, change, set aside, follow a moved date.

Every act locks by `version` (a conditional UPDATE; zero rows changed means `Stale`), records an audit entry, and
checks inside the transaction that the writer still sees the row. Free text never enters the audit trail: a line may
become confidential later, and the trail is kept for ever.
"""

from engagements.actions.plans.changing import edit_plan_line, set_line_state
from engagements.actions.plans.common import TARGET, hold, parent_of, record
from engagements.actions.plans.creating import create_plan_line, take_up

__all__ = [
    "TARGET",
    "create_plan_line",
    "edit_plan_line",
    "hold",
    "parent_of",
    "record",
    "set_line_state",
    "take_up",
]
