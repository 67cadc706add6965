"""For which year themes and mandates are to be planned now (MATRIX F021)."""

import datetime as dt


def first_day(begins, year):
    """The day of `year` on which planning of the year after begins. `begins`: (month, day)."""
    return dt.date(year, *begins)


def year_to_plan(today, begins):
    """The year that a cluster plans on the day `today`: from the first day of planning on the next one, before it this
    one."""
    return today.year + 1 if today >= first_day(begins, today.year) else today.year


def is_turn_of_year(today, begins):
    """Whether a mail may remind of it: from the first day of planning to the end of January. Who has not planned by
    then still finds it at home, without a mail."""
    return today >= first_day(begins, today.year) or today.month == 1
