"""The deadline engine: pure functions from anchors and rules to dates. No database, no clock, no guess.

`resolve` counts a rule from its anchor, `official` and `pinned` give copied and hand-set dates the same shape,
`prevailing` decides between them, `explain` words the stored reasons in the reader's language.
"""

from calendar_app.rules.arithmetic import instant, is_day_off, roll_day, shift_months
from calendar_app.rules.resolving import compute, official, pinned, prevailing, resolve, resolve_window, unknown
from calendar_app.rules.values import AnchorDate, CalendarDayRule, DueDate, RelativeRule, WindowRule
from core.reasons import Reason, explain, reason

__all__ = [
    "AnchorDate",
    "CalendarDayRule",
    "DueDate",
    "Reason",
    "RelativeRule",
    "WindowRule",
    "compute",
    "explain",
    "instant",
    "is_day_off",
    "official",
    "pinned",
    "prevailing",
    "reason",
    "resolve",
    "resolve_window",
    "roll_day",
    "shift_months",
    "unknown",
]
