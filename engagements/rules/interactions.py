"""When a series comes again, and what may not stand where a function belongs."""

import datetime as dt
import re

from calendar_app.rules.arithmetic import shift_months
from engagements.enums import InteractionKind, SeriesUnit, Side

# Far above any series anybody keeps: a bound for the loop.
MOST_OCCURRENCES = 5000
_ADDRESS = re.compile(r"\S@\S")
# A telephone number: seven digits or more, with the marks that people write between them.
_NUMBER = re.compile(r"(?:\d[\s().+/-]{0,2}){7,}")


def next_occurrence(*, starts_on, every, unit, after):
    """The first day of the series later than `after`. It is counted from `starts_on` each time, so that a series of the
    31st comes back to the 31st after a shorter month."""
    if starts_on > after:
        return starts_on
    if unit == SeriesUnit.WEEKS:
        step = dt.timedelta(weeks=every)
        return starts_on + step * ((after - starts_on) // step + 1)
    months = max((after.year - starts_on.year) * 12 + after.month - starts_on.month, 0)
    times = months // every
    for number in range(times, times + MOST_OCCURRENCES):
        day = shift_months(starts_on, number * every)
        if day > after:
            return day
    raise ValueError(f"A series from {starts_on} every {every} {unit} never comes after {after}.")


def holds_a_contact(text):
    """Whether `text` carries an e-mail address or a telephone number: functions are recorded, never how to reach a
    person."""
    return bool(_ADDRESS.search(text) or _NUMBER.search(text))


def side_of(kind, mechanism):
    """The side on which the other most likely stands, where nobody said: the default of a quick record."""
    if kind in (InteractionKind.COMMITTEE_BRIEFING, InteractionKind.INVITATION, InteractionKind.VISIT_SUPPORT):
        return Side.MECHANISM
    if kind in (InteractionKind.LEARNING, InteractionKind.CLUSTER_MEETING, InteractionKind.WORKSHOP):
        return Side.HUMANITARIAN
    return Side.MECHANISM if mechanism is not None else Side.OTHER
