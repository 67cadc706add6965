"""Writes to individual cases and to the register of legal help. The trail keeps states, days and persons' numbers,
never a text; it is read only by who sees the case."""

from engagements.actions.cases.capacity import save_capacity
from engagements.actions.cases.codes import new_code
from engagements.actions.cases.common import CASE
from engagements.actions.cases.daily import tell_deputies_of_left_handlers, tell_interim_days
from engagements.actions.cases.moves import move_case
from engagements.actions.cases.people import hand_over_case, name_deputy, unname_deputy
from engagements.actions.cases.referrals import edit_case, open_case

__all__ = [
    "CASE",
    "edit_case",
    "hand_over_case",
    "move_case",
    "name_deputy",
    "new_code",
    "open_case",
    "save_capacity",
    "tell_deputies_of_left_handlers",
    "tell_interim_days",
    "unname_deputy",
]
