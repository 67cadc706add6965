"""When a change cannot wait for the next gathered mail."""

from calendar_app.enums import URGENT_KINDS

# So near to a date its move cannot wait for the next daily mail.
NEAR_DAYS = 2
# Visits and calls for input are prepared in weeks; within these days their changes are told at once, as urgent.
URGENT_KIND_DAYS = 30


def urgent_days(entry):
    return URGENT_KIND_DAYS if entry.kind in URGENT_KINDS else NEAR_DAYS


def is_urgent(entry, days, today):
    """Whether news about `entry`, which speaks of `days`, must go at once. `today` is the reader's own date."""
    return any(abs((day - today).days) <= urgent_days(entry) for day in days if day is not None)


def is_marked(entry, days, today):
    """Whether the mail says that it is urgent: of the kinds on which the field must act quickly only."""
    return entry.kind in URGENT_KINDS and is_urgent(entry, days, today)
