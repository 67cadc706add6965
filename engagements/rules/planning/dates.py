"""Days of steps before and after an opportunity, and when a step counts as done."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from engagements.enums import OnBehalfOf
from mechanisms.enums import Phase

# Steps of these phases may lie after the opportunity: they use what came out of it.
FOLLOW_UP_PHASES = frozenset({Phase.FOLLOW_UP, Phase.USE_OUTCOMES})


def due_date(opportunity_on, lead_days):
    """`lead_days` before the opportunity (negative: after). None when either is not known."""
    if opportunity_on is None or lead_days is None:
        return None
    return opportunity_on - dt.timedelta(days=lead_days)


def is_follow_up(phase, lead_days, timing=None):
    """Whether a step uses what came out of the opportunity and may therefore lie after it."""
    if phase in FOLLOW_UP_PHASES or (lead_days is not None and lead_days < 0):
        return True
    return (timing or {}).get("when") == "after"


def step_date_problem(*, due_on, opportunity_on, follow_up):
    """The sentence for a step that would come too late, or None. Only follow-up may lie after the opportunity."""
    if due_on is None or opportunity_on is None or follow_up or due_on <= opportunity_on:
        return None
    return _("This step must be done before the opportunity. Choose an earlier date, or mark it as follow-up.")


def shifted(due_on, *, planned_for, now_on):
    """The date of an open step after the opportunity moved from `planned_for` to `now_on`: moved by as many days."""
    if due_on is None or planned_for is None or now_on is None:
        return due_on
    return due_on + (now_on - planned_for)


def lead_of(due_on, lead_days, planned_for):
    """How many days before the opportunity a step lay in fact (negative: after), else as the library proposes."""
    if due_on is not None and planned_for is not None:
        return (planned_for - due_on).days
    return lead_days


def moved_with(due_on, lead_days, *, planned_for, now_on):
    """The date of a step that moves with its opportunity: by as many days; where the opportunity had no date before,
    from the step's own days before it."""
    if planned_for is not None:
        return shifted(due_on, planned_for=planned_for, now_on=now_on)
    return due_on or due_date(now_on, lead_days)


def counts_as_done(*, step_for, acted_for):
    """A lead agency's or a single member's act never ticks the cluster's own step (MATRIX A009)."""
    return OnBehalfOf(step_for) == OnBehalfOf(acted_for)
