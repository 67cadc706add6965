"""What every write on a single date shares."""

from zoneinfo import ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.locking import locked_entry
from calendar_app.enums import Audience, EntryKind, EntryState, Precision
from calendar_app.policy import check_can_edit_entry
from calendar_app.rules.arithmetic import zone_of
from calendar_app.rules.visits import is_unconfirmed_visit
from core import audit, clock

# The Council began in 2006; a date further off than fifteen years is a typing mistake.
FIRST_YEAR = 2006
YEARS_AHEAD = 15


def check_day(name, day):
    """Refuses a day that nobody can have meant. `name` is the field that shows the sentence."""
    last = clock.today().year + YEARS_AHEAD
    if day is not None and not FIRST_YEAR <= day.year <= last:
        sentence = _("The year must lie between %(first)s and %(last)s.")
        raise ValidationError({name: sentence % {"first": FIRST_YEAR, "last": last}})


def check_hour(at, precision):
    """An hour belongs to a day."""
    if at is not None and precision in (Precision.MONTH, Precision.SEASON):
        raise ValidationError({"at": _("A date known by month has no hour.")})


def check_zone(name):
    """The IANA name itself, or a sentence at the field."""
    try:
        zone_of(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        sentence = _("This time zone is not known. Choose one like Europe/Zurich.")
        raise ValidationError({"time_zone": sentence}) from error
    return name


def locked_for(entry, by, expected_version=None):
    row = locked_entry(entry, expected_version)
    check_can_edit_entry(by, row)
    return row


def save_entry(row, *, seen):
    row.version += 1
    if seen:
        row.sequence += 1
    row.save()


def audit_entry(verb, row, *, by, before=None, after=None, reason=""):
    audit.record(verb=verb, target=row, by=by, cluster_id=row.cluster_id, before=before, after=after, reason=reason)


def check_no_stage(row, name):
    """The dates of a visit change with its stage, never beside it."""
    if row.kind == EntryKind.COUNTRY_VISIT and row.stage:
        raise ValidationError({name: _("The dates of a visit change with its stage. Change the stage instead.")})


def check_open(row):
    if row.state != EntryState.OPEN:
        raise ValidationError({"state": _("This date is not open any more.")})


def check_audience(row):
    """A closed circle is the circle of a country or of a cluster."""
    if row.audience != Audience.OPEN and row.country_id is None and row.cluster_id is None:
        raise ValidationError({"audience": _("Without a country there are no members or coordinators to show it to.")})


def check_sharing(row, *, was, confirmed):
    """A planned visit that becomes known early can endanger it, and people (MATRIX D040): showing it to more than the
    coordinators, or to more people than before, needs the writer's explicit word."""
    if confirmed or row.audience == Audience.COORDINATORS or not is_unconfirmed_visit(row):
        return
    if row.pk and row.audience == was:
        return
    raise ValidationError({"confirmed_sharing": who_would_see(row)})


def who_would_see(row):
    """The sentence under which somebody confirms that a visit which is not confirmed is shown."""
    if row.audience == Audience.OPEN and row.cluster_id is None:
        return _("This visit is not confirmed. Everyone with an account would see it. Confirm that you mean it.")
    of = row.cluster or row.country
    sentence = _("This visit is not confirmed. All members of the cluster (%(of)s) would see it. Confirm you mean it.")
    return sentence % {"of": of}


def local_hour(row):
    if row.due_at is None:
        return None
    return row.due_at.astimezone(zone_of(row.time_zone)).time()
