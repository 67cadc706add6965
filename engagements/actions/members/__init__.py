"""Writes about the members of a cluster: ask their organisations, answer for one, speak for those who agree. The trail
keeps states, days and ids, never words."""

from engagements.actions.members.answering import answer_position, record_position, speak_for_like_minded
from engagements.actions.members.asking import (
    ASKED,
    OVERDUE,
    POSITION,
    REMINDER,
    ask_members,
    carry_askings,
    organisations_to_ask,
    wait_again,
)

__all__ = [
    "ASKED",
    "OVERDUE",
    "POSITION",
    "REMINDER",
    "answer_position",
    "ask_members",
    "carry_askings",
    "organisations_to_ask",
    "record_position",
    "speak_for_like_minded",
    "wait_again",
]
