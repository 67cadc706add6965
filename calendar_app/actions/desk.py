"""Writes on the state of a country's calendar. They say that somebody went through it as a whole; single dates are
verified on their own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.locking import one_writer
from calendar_app.enums import Publication
from calendar_app.models import CountryCalendar
from calendar_app.policy import check_can_keep_calendar
from core import audit, clock, events
from core.errors import Stale

LONGEST_DAYS = 1000


def _locked(country, expected_version=None):
    """The calendar's row as it is now, held until the transaction ends; a new one where nobody kept it yet."""
    one_writer()
    row = CountryCalendar.objects.select_for_update(of=("self",)).select_related("country").filter(pk=country.pk)
    row = row.first() or CountryCalendar(country=country, version=0)
    if expected_version is not None and row.version != expected_version:
        raise Stale()
    return row


def _save(row, verb, *, by, before, after, reason=""):
    row.version += 1
    row.full_clean(validate_unique=False)
    row.save()
    audit.record(verb=verb, target=row, by=by, before=before, after=after, reason=reason)


@transaction.atomic
def go_through_calendar(*, country, by):
    """Say "I went through the whole calendar of this country today": nothing is missing that is known. Task Team. Says
    nothing of the single dates. Each call is recorded. Announces "calendar_gone_through"."""
    check_can_keep_calendar(by)
    row = _locked(country)
    before = {"verified_at": row.verified_at and row.verified_at.isoformat()}
    row.verified_at, row.verified_by = clock.now(), by
    _save(row, "calendar.gone_through", by=by, before=before, after={"verified_at": row.verified_at.isoformat()})
    events.announce("calendar_gone_through", calendar=row, by=by)
    return row


@transaction.atomic
def publish_calendar(*, country, by):
    """Say that the Task Team keeps this calendar from now on: its readers see when it was gone through. Task Team.
    Kept already: nothing. Announces "calendar_published"."""
    check_can_keep_calendar(by)
    row = _locked(country)
    if row.publication == Publication.PUBLISHED:
        return row
    before = {"publication": row.publication}
    row.publication = Publication.PUBLISHED
    _save(row, "calendar.published", by=by, before=before, after={"publication": row.publication})
    events.announce("calendar_published", calendar=row, by=by)
    return row


@transaction.atomic
def withdraw_calendar(*, country, reason, by):
    """Say that the Task Team does not keep this calendar any more: its readers are told that dates may be missing. Task
    Team, with a reason. Not kept: nothing. Announces "calendar_withdrawn"."""
    check_can_keep_calendar(by)
    if not (reason or "").strip():
        raise ValidationError({"reason": _("Say why, so that others can follow the change.")})
    row = _locked(country)
    if row.publication != Publication.PUBLISHED:
        return row
    before = {"publication": row.publication}
    row.publication = Publication.DRAFT
    after = {"publication": row.publication}
    _save(row, "calendar.withdrawn", by=by, before=before, after=after, reason=reason.strip())
    events.announce("calendar_withdrawn", calendar=row, reason=reason.strip(), by=by)
    return row


@transaction.atomic
def set_calendar(*, country, note, stale_days, expected_version=None, by):
    """Write the note that stands with the calendar, and after how many days it wants to be gone through (None: the
    portal's own). Task Team. The same values again change nothing."""
    check_can_keep_calendar(by)
    if stale_days is not None and not 1 <= stale_days <= LONGEST_DAYS:
        sentence = _("Give a number of days between 1 and %(most)s.") % {"most": LONGEST_DAYS}
        raise ValidationError({"stale_days": sentence})
    row = _locked(country, expected_version)
    values = {"note": note.strip(), "stale_days": stale_days}
    names = [name for name, value in values.items() if getattr(row, name) != value]
    if not names:
        return row
    before = {name: getattr(row, name) for name in names}
    for name in names:
        setattr(row, name, values[name])
    _save(row, "calendar.changed", by=by, before=before, after={name: values[name] for name in names})
    return row
