"""The dates of a session in memory: set, checked for impossible ones."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, Precision
from core import clock

# The Council and its UPR began in 2006; a session further off than a decade is a typing mistake.
FIRST_YEAR = 2006
YEARS_AHEAD = 10
# Longer than any session of the catalogue: the Council's run up to six weeks.
LONGEST_DAYS = 62
SESSION_FIELDS = ("opens_on", "closes_on", "precision", "about_on", "about_text", "certainty", "state")


def set_dates(row, *, opens_on, closes_on, precision, certainty):
    if opens_on is None:
        if closes_on is not None:
            raise ValidationError({"closes_on": _("The session closes without having opened: give the opening day.")})
        row.opens_on = row.closes_on = row.about_on = None
        row.precision, row.certainty = Precision.NONE, Certainty.NOT_ANNOUNCED
        return
    if certainty == Certainty.NOT_ANNOUNCED:
        raise ValidationError({"certainty": _("A session with a date is announced.")})
    latest = clock.today().year + YEARS_AHEAD
    if not FIRST_YEAR <= opens_on.year <= latest:
        raise ValidationError(
            {"opens_on": _("The year must lie between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": latest}}
        )
    row.certainty = certainty
    if precision in (Precision.MONTH, Precision.SEASON):
        if closes_on is not None:
            raise ValidationError({"closes_on": _("A session known by month has no closing day yet.")})
        row.opens_on = row.closes_on = None
        row.about_on, row.precision = opens_on.replace(day=1), precision
        return
    if precision != Precision.DAY:
        raise ValidationError({"precision": _("A session is known by day, by month or roughly.")})
    if closes_on is not None and closes_on < opens_on:
        raise ValidationError({"closes_on": _("The session would close before it opens.")})
    if closes_on is not None and (closes_on - opens_on).days > LONGEST_DAYS:
        raise ValidationError({"closes_on": _("No session lasts that long: look at the closing day again.")})
    row.opens_on, row.closes_on, row.about_on, row.precision = opens_on, closes_on, None, Precision.DAY


def is_inside(day, session):
    if day is None or session.opens_on is None:
        return False
    return session.opens_on <= day <= (session.closes_on or session.opens_on + dt.timedelta(days=LONGEST_DAYS))
