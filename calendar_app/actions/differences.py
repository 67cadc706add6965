"""Deciding where the reference files and the portal do not agree. Nothing is overwritten without a person's word."""

import datetime as dt

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import check_reason, one_writer
from calendar_app.models import Entry, OfficialDate, Review, Session
from calendar_app.policy import check_can_keep_calendar
from core import audit, clock
from core.enums import DifferenceState
from core.errors import Stale
from core.importing.syncing import ROW_TAKEN, VALUE_TAKEN
from core.models import ReferenceDifference
from mechanisms.models import DeadlineRule, Mechanism

DECIDABLE = (DifferenceState.OPEN, DifferenceState.KEPT)
CAUSE = gettext_noop("The value of the reference file was taken.")


def _locked(chosen):
    """The rows of `chosen` ({id: version read}), held until the transaction ends: all of one row of a table."""
    rows = list(ReferenceDifference.objects.select_for_update().filter(pk__in=chosen).order_by("field"))
    if not rows or len(rows) != len(chosen):
        raise ValidationError(_("Choose at least one of the values."))
    if len({(row.target_type, row.target_id) for row in rows}) != 1:
        raise ValidationError(_("Decide on one row at a time."))
    if any(row.version != chosen[row.pk] or row.state not in DECIDABLE for row in rows):
        raise Stale()
    together = ReferenceDifference.objects.filter(
        target_type=rows[0].target_type, target_id=rows[0].target_id, goes_together=True, state=rows[0].state
    )
    if rows[0].goes_together and together.count() != len(rows):
        raise ValidationError(_("These values hang together: decide on all of them."))
    return rows


def _object(row, *, lock=False):
    model = apps.get_model(row.target_type)
    if model is Entry:
        rows = Entry.objects.unscoped("reference dates are the Task Team's; the action has asked the policy")
    else:
        rows = model.objects.all()
    return (rows.select_for_update(of=("self",)) if lock else rows).get(pk=row.target_id)


def _decide(rows, state, reason, by):
    for row in rows:
        row.state, row.decided_by, row.decided_at, row.reason = state, by, clock.now(), reason
        row.version += 1
        row.save()


@transaction.atomic
def keep_ours(*, chosen, reason, by):
    """Keep the portal's values, with a reason, until the file says something else again; also how a row that vanished
    from the files is kept. `chosen`: {id of the difference: version read}. Task Team; audited on the row itself.
    Returns the differences."""
    check_can_keep_calendar(by)
    reason = check_reason(reason)
    rows = _locked(chosen)
    after = {row.field: row.portal_value for row in rows if row.field}
    _decide(rows, DifferenceState.KEPT, reason, by)
    audit.record(verb="reference.kept", target=_object(rows[0]), by=by, after=after, reason=reason)
    return rows


@transaction.atomic
def take_file(*, chosen, reason="", by):
    """Write the file's values into the portal and follow the file again from now on; dates that hang on them are
    brought in line. `chosen`: {id of the difference: version read}. Task Team; audited with old and new. Raises `Stale`
    where the portal's value is another by now, ValidationError where the file's value cannot stand beside the others
    or the row is in no file."""
    check_can_keep_calendar(by)
    one_writer()
    rows = _locked(chosen)
    if any(row.is_gone for row in rows):
        raise ValidationError(_("The row stands in no file: there is nothing to take."))
    obj = _object(rows[0], lock=True)
    before, after = {}, {}
    for row in rows:
        current = getattr(obj, row.field)
        if _plain(current) != row.portal_value:
            raise Stale()
        before[row.field], after[row.field] = row.portal_value, row.file_value
        setattr(obj, row.field, _from_file(type(obj), row.field, row.file_value))
    whole = rows[0].goes_together
    if whole and getattr(obj, "verified_by_id", None):
        # Nobody has looked at these values yet.
        before["verified_at"], after["verified_at"] = _plain(obj.verified_at), None
        obj.verified_at = obj.verified_by = None
    if hasattr(obj, "version"):
        obj.version += 1
    try:
        obj.full_clean()
    except ValidationError as invalid:
        # Said above the row: its fields are not fields of a form.
        raise ValidationError({NON_FIELD_ERRORS: invalid.messages}) from invalid
    obj.save()
    _decide(rows, DifferenceState.TAKEN, (reason or "").strip(), by)
    verb = ROW_TAKEN if whole else VALUE_TAKEN
    audit.record(verb=verb, target=obj, by=by, before=before, after=after, reason=(reason or "").strip())
    _bring_in_line(obj, by)
    return obj


def _plain(value):
    """As the loader stores it."""
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _from_file(model, name, value):
    """The value as the column holds it: dates and numbers from their text, the key of another row as it is."""
    column = next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))
    if isinstance(column, models.ForeignKey):
        column = column.target_field
    if isinstance(value, str) and isinstance(column, models.TimeField):
        return dt.time.fromisoformat(value)
    return value if isinstance(column, models.JSONField) else column.to_python(value)


def _bring_in_line(obj, by):
    """Recompute what hangs on the row at once; the night would do it anyway."""
    if isinstance(obj, Session):
        recompute(load_scope(sessions=[obj]), cause=CAUSE, by=by)
    elif isinstance(obj, Review):
        recompute(load_scope(reviews=[obj], sessions=[obj.session]), cause=CAUSE, by=by)
    elif isinstance(obj, OfficialDate):
        recompute(load_scope(sessions=[obj.session]), cause=CAUSE, by=by)
    elif isinstance(obj, DeadlineRule | Mechanism):
        recompute(load_scope(), cause=CAUSE, by=by)
