"""The day, hour, zone and precision of a date written by hand."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app import rules
from calendar_app.actions.entry_rows import check_day, check_hour, check_zone
from calendar_app.enums import Certainty, Origin, Precision


def set_dates(row, *, due_on, begins_on, at, time_zone, precision, by):
    """Sets the dates on the row in memory, with their explanation; raises ValidationError at the field for impossible
    ones. `at` is the local hour in `time_zone` (default: the mechanism's)."""
    zone = check_zone(time_zone or row.mechanism.time_zone or "Europe/Zurich")
    check_day("due_on", due_on)
    check_day("begins_on", begins_on)
    check_hour(at, precision)
    if precision == Precision.INSTANT:
        if at is None:
            raise ValidationError({"at": _("Give the hour, or choose “day”.")})
        precision = None
    if due_on is None or precision == Precision.NONE:
        if begins_on is not None or at is not None or due_on is not None:
            raise ValidationError({"due_on": _("Give the date, or leave begin and hour empty too.")})
        row.begins_on = row.due_on = row.due_at = None
        row.precision, row.certainty, row.time_zone = Precision.NONE, Certainty.NOT_ANNOUNCED, zone
        row.origin = Origin.OFFICIAL if row.source else Origin.PINNED
        row.explanation = []
        return
    if row.certainty == Certainty.NOT_ANNOUNCED:
        raise ValidationError({"certainty": _("A date that is given is announced.")})
    if begins_on is not None and begins_on > due_on:
        raise ValidationError({"due_on": _("The end lies before the start.")})
    given = {"at": at, "time_zone": zone, "precision": precision, "begins_on": begins_on, "certainty": row.certainty}
    if row.source:
        due = rules.official(due_on, source=row.source, confidence=row.confidence, **given)
    else:
        due = rules.pinned(due_on, person=str(by), because=row.note or str(row.title), **given)
    row.begins_on = due.begins_on if due.precision in (Precision.DAY, Precision.INSTANT) else None
    row.due_on, row.due_at, row.precision, row.time_zone = due.on, due.at, due.precision, zone
    row.origin, row.explanation = due.origin, list(due.explanation)
