"""The components of an engagement: what may happen to them, and how much they weigh when."""

import datetime as dt
from dataclasses import dataclass

from engagements.enums import ComponentAct, ComponentState

LEAST_WEIGHT, MOST_WEIGHT = 1, 5
# Nobody has weighed the component: the middle, shown as "not weighed".
DEFAULT_WEIGHT = 3
FIRST_YEAR, LAST_YEAR = 2015, 2100

_STATE_AFTER = {
    (ComponentState.QUIET, ComponentAct.OPENED): ComponentState.OPEN,
    (ComponentState.OPEN, ComponentAct.CLOSED): ComponentState.CLOSED,
    (ComponentState.OPEN, ComponentAct.LOOKED_BACK): ComponentState.OPEN,
    (ComponentState.CLOSED, ComponentAct.REOPENED): ComponentState.OPEN,
}


def state_after(state, act):
    """The state that `act` leads to, or None where it makes no sense. There is no order between components: each moves
    for itself, at any time (guide 1, slide 11)."""
    return _STATE_AFTER.get((ComponentState(state), ComponentAct(act)))


def acts_from(state):
    """What people are offered in `state`: one act."""
    return [act for (before, act) in _STATE_AFTER if before == state and act != ComponentAct.LOOKED_BACK]


def act_back_to(state):
    """How going back to a component in `state` is called."""
    return {
        ComponentState.QUIET: ComponentAct.OPENED,
        ComponentState.OPEN: ComponentAct.LOOKED_BACK,
        ComponentState.CLOSED: ComponentAct.REOPENED,
    }[ComponentState(state)]


def state_from(acts):
    """Where a component stands after `acts`, in their order."""
    state = ComponentState.QUIET
    for act in acts:
        state = state_after(state, act) or state
    return state


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; `number` 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day):
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, code):
        """ "2026-4", or None for anything else."""
        year, _dash, number = (code or "").partition("-")
        if not (year.isascii() and year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")):
            return None
        quarter = cls(int(year), int(number))
        return quarter if FIRST_YEAR <= quarter.year <= LAST_YEAR else None

    @property
    def code(self):
        return f"{self.year}-{self.number}"

    @property
    def first(self):
        return dt.date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self):
        """The last day."""
        following = dt.date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1)
        return following - dt.timedelta(days=1)

    def on(self, quarters):
        """The quarter so many later, or earlier with a negative number; None beyond the years of the portal."""
        years, number = divmod(self.number - 1 + quarters, 4)
        found = Quarter(self.year + years, number + 1)
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


@dataclass(frozen=True)
class Weighing:
    """What the components weigh in a quarter. `since` is the quarter in which it was last decided: the same one, an
    earlier one that still holds, or None when nobody ever weighed."""

    quarter: Quarter
    weights: dict
    since: Quarter | None

    @property
    def is_own(self):
        return self.since == self.quarter

    def of(self, component_id):
        return self.weights.get(str(component_id), DEFAULT_WEIGHT)


def weighing(quarter, decided):
    """The `Weighing` of `quarter` from `decided` ({Quarter: weights}): a decision holds until the next one."""
    earlier = [known for known in decided if known <= quarter]
    if not earlier:
        return Weighing(quarter, {}, None)
    since = max(earlier)
    return Weighing(quarter, decided[since], since)


def weights_problem(weights):
    """Whether a value is no whole number from 1 to 5."""
    return any(
        isinstance(value, bool) or not isinstance(value, int) or not LEAST_WEIGHT <= value <= MOST_WEIGHT
        for value in weights.values()
    )
