"""A session that ends earlier than planned (two were in 2025, for lack of money)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.changes import plain
from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import check_reason, locked_session
from calendar_app.actions.moving import clear_days_outside
from calendar_app.actions.session_dates import SESSION_FIELDS
from calendar_app.enums import SessionState
from calendar_app.policy import check_can_move_session
from core import audit, events


@transaction.atomic
def shorten_session(*, session, closes_on, reason, source="", expected_version=None, by):
    """Let the session close earlier. Task Team. Deadlines that count from its opening stand, and say that it was
    shortened; what counts from its end follows; days of reviews after the new end are cleared. Also for a session that
    was held. Announces "entry_moved" for each date that follows and "session_moved". Raises ValidationError for a day
    that does not shorten it, `Stale` when someone was quicker. Returns the session, `moved_entries` set."""
    check_can_move_session(by)
    reason = check_reason(reason)
    row = locked_session(session, expected_version)
    if row.state == SessionState.CANCELLED:
        raise ValidationError({"closes_on": _("This session is cancelled.")})
    if row.opens_on is None:
        raise ValidationError({"closes_on": _("Its opening is not known: there is nothing to shorten.")})
    if closes_on < row.opens_on:
        raise ValidationError({"closes_on": _("The session would close before it opens.")})
    if row.closes_on is not None and closes_on >= row.closes_on:
        raise ValidationError({"closes_on": _("This is not earlier than the day on which it closes now.")})
    before = plain(row, SESSION_FIELDS)
    row.closes_on, row.state = closes_on, SessionState.SHORTENED
    if source:
        row.source = source.strip()
    row.version += 1
    row.full_clean()
    row.save()
    after = plain(row, SESSION_FIELDS)
    audit.record(verb="session.shortened", target=row, by=by, before=before, after=after, reason=reason)
    clear_days_outside(row, reason=reason, by=by)
    result = recompute(load_scope(sessions=[row]), cause=reason, by=by)
    row.moved_entries = [change.entry for change in result.moved]
    events.announce("session_moved", session=row, changed=row.moved_entries)
    return row
