"""Which plan lines stand in the plan of a year: one condition for every list, count, picture and filter."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from core.dates import day_text, period_text


def in_year(year, *, line=""):
    """Plan lines that stand in the plan of `year`, as `rules.years_of` has it. `line`: the way to the line from another
    table ("plan_line__")."""
    begun = Q(**{f"{line}year__lte": year}) | Q(**{f"{line}starts_on__lte": dt.date(year, 12, 31)})
    return begun & from_year(year, line=line)


def from_year(year, *, line=""):
    """Plan lines that stand in the plan of `year` or of a later one."""
    return Q(**{f"{line}year__gte": year}) | Q(**{f"{line}ends_on__gte": dt.date(year, 1, 1)})


def span_words(line):
    """From when to when an engagement runs, in words; "" where nothing is written down."""
    if line.starts_on and line.ends_on:
        return period_text(line.starts_on, line.ends_on)
    if line.starts_on:
        return _("from %(day)s") % {"day": day_text(line.starts_on)}
    return _("until %(day)s") % {"day": day_text(line.ends_on)} if line.ends_on else ""
