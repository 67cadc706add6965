"""An engagement takes place over time (guide 1, notes to slide 11: "takes place over time"; MATRIX E023): from the day
it starts to the day it ends, whatever the day of its opportunity. It stands in the plan of every year it touches."""

from django.utils.translation import gettext_lazy as _

# The years of which there can be a plan, as forms and addresses have them.
FIRST_YEAR, LAST_YEAR = 2015, 2100


def is_plan_year(year):
    """Whether there can be a plan of this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def span_problems(starts_on, ends_on):
    """{field: sentence} of a start and an end that cannot be, each a date or None; empty where they can."""
    problems = {
        name: _("Choose a day from 2015 to 2100.")
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        if day is not None and not is_plan_year(day.year)
    }
    if starts_on and ends_on and ends_on < starts_on:
        problems.setdefault("ends_on", _("It ends before it starts. Choose a later day."))
    return problems


def years_of(year, starts_on, ends_on):
    """The years in whose plans an engagement stands: the year it is planned in and every one that it touches. A start
    without an end, or an end without a start, reaches to the year it is planned in."""
    touched = [year, *(day.year for day in (starts_on, ends_on) if day is not None)]
    return range(min(touched), max(touched) + 1)


def years_of_line(line):
    """The same for a plan line."""
    return years_of(line.year, line.starts_on, line.ends_on)


def is_of_year(due_on, span, year):
    """Whether a step due on `due_on` (None: no date) is work of `year`, for a line that stands in the years `span`.
    What lies outside the span counts to its nearer end; without a date it is work of every year."""
    return due_on is None or min(max(due_on.year, span[0]), span[-1]) == year


def copy_problem(year, span):
    """The sentence for a copy into a year in which a line over several years stands already, or None."""
    if len(span) < 2 or year not in span:
        return None
    words = {"first": str(span[0]), "last": str(span[-1])}
    return _("This engagement stands in every plan from %(first)s to %(last)s. Nothing needs copying there.") % words
