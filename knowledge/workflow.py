"""The states of a support request and the moves between them: one table, no database, no clock."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.enums import SupportState, SupportVerb


class Side(StrEnum):
    """Who asks, and who is asked."""

    CLUSTER = "cluster"
    TASK_TEAM = "task_team"


@dataclass(frozen=True)
class Move:
    """From one of `sources` to `target`, by one of `sides`."""

    sources: tuple
    target: SupportState
    sides: tuple
    needs_reason: bool = False


MOVES = {
    SupportVerb.TAKE_ON: Move((SupportState.REQUESTED,), SupportState.TAKEN_ON, (Side.TASK_TEAM,)),
    SupportVerb.HAND_BACK: Move((SupportState.TAKEN_ON,), SupportState.REQUESTED, (Side.TASK_TEAM,), needs_reason=True),
    SupportVerb.DELIVER: Move((SupportState.TAKEN_ON,), SupportState.DELIVERED, (Side.TASK_TEAM,)),
    SupportVerb.DECLINE: Move(
        (SupportState.REQUESTED, SupportState.TAKEN_ON), SupportState.DECLINED, (Side.TASK_TEAM,), needs_reason=True
    ),
    SupportVerb.CLOSE: Move((SupportState.DELIVERED,), SupportState.CLOSED, (Side.CLUSTER, Side.TASK_TEAM)),
    SupportVerb.WITHDRAW: Move(
        (SupportState.REQUESTED, SupportState.TAKEN_ON), SupportState.WITHDRAWN, (Side.CLUSTER,), needs_reason=True
    ),
}
OPEN = (SupportState.REQUESTED, SupportState.TAKEN_ON, SupportState.DELIVERED)
ENDED = (SupportState.CLOSED, SupportState.DECLINED, SupportState.WITHDRAWN)


def moves_from(state, sides):
    """The verbs that people of `sides` may do in `state`, in the order of the table."""
    return [verb for verb, move in MOVES.items() if state in move.sources and set(move.sides) & set(sides)]
