"""Writes on sessions, except moving (moving.py)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from calendar_app.actions.changes import plain
from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import check_reason, locked_session, one_writer
from calendar_app.actions.session_dates import SESSION_FIELDS, set_dates
from calendar_app.actions.verifying import dates_on_the_page_of, verify_dates
from calendar_app.enums import EXACT, Certainty, EntryState, Precision, SessionState
from calendar_app.models import Entry, Session
from calendar_app.policy import check_can_keep_calendar
from core import audit, clock, events
from core.enums import Confidence

EDITABLE = ("number", "kind", "cycle", "place", "certainty", "state", "publication", "source", "note", "confidence")


@transaction.atomic
def create_session(
    *,
    mechanism,
    number="",
    kind="",
    opens_on=None,
    closes_on=None,
    precision=Precision.DAY,
    about_text="",
    certainty=Certainty.PROVISIONAL,
    place="",
    cycle=None,
    source="",
    confidence=Confidence.SINGLE_SOURCE,
    note="",
    by,
):
    """Add a session and its entry in the calendar. Task Team. With precision MONTH or SEASON `opens_on` is any day of
    the month. Raises ValidationError for impossible dates. Twice adds two sessions."""
    check_can_keep_calendar(by)
    one_writer()
    session = Session(
        mechanism=mechanism,
        number=number,
        kind=kind,
        place=place,
        cycle=cycle,
        source=source,
        confidence=confidence,
        note=note,
    )
    set_dates(session, opens_on=opens_on, closes_on=closes_on, precision=precision, certainty=certainty)
    session.about_text = about_text if opens_on and precision not in EXACT else ""
    session.full_clean()
    session.save()
    audit.record(verb="session.created", target=session, by=by, after=plain(session, SESSION_FIELDS))
    recompute(load_scope(sessions=[session]), cause=gettext_noop("The session was added."), by=by)
    return session


@transaction.atomic
def edit_session(*, session, expected_version=None, by, **changes):
    """Change what is no date: number, place, kind, certainty, state, source, note. Dates move by `move_session`,
    cancelling by `cancel_session`. Task Team. The same values again change nothing."""
    check_can_keep_calendar(by)
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"edit_session does not change {sorted(unknown)}.")
    row = locked_session(session, expected_version)
    if changes.get("state") == SessionState.CANCELLED:
        raise ValidationError({"state": _("Cancel the session by its own button, with a reason.")})
    starts = row.opens_on or row.about_on
    if (
        changes.get("state") == SessionState.HELD
        and row.state != SessionState.HELD
        and starts
        and starts > clock.day_of(by)
    ):
        raise ValidationError({"state": _("This session has not begun: it cannot have been held.")})
    if row.state == SessionState.CANCELLED and changes.get("state", row.state) != SessionState.CANCELLED:
        raise ValidationError({"state": _("This session is cancelled. If it takes place after all, add it anew.")})
    names = [name for name, value in changes.items() if getattr(row, name) != value]
    if not names:
        return row
    before = plain(row, names)
    for name in names:
        setattr(row, name, changes[name])
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(verb="session.changed", target=row, by=by, before=before, after=plain(row, names))
    recompute(load_scope(sessions=[row]), cause=gettext_noop("The session was edited."), by=by)
    return row


@transaction.atomic
def verify_session(*, session, source=None, by):
    """Say "I looked, this is right": the session, and its open dates that rest on the same page, carry this moment and
    the person's name. Task Team. `source` replaces the address of the proof. Each call is recorded, date by date."""
    check_can_keep_calendar(by)
    row = locked_session(session)
    source = (source or "").strip()
    if source and source != row.source:
        before = {"source": row.source}
        row.source = source
        row.version += 1
        row.full_clean()
        row.save()
        audit.record(verb="session.changed", target=row, by=by, before=before, after={"source": source})
    recompute(load_scope(sessions=[row]), cause=gettext_noop("The session was verified."), by=by)
    verify_dates(entries=dates_on_the_page_of(row, by=by), sessions=[row], by=by)
    row.refresh_from_db()
    return row


@transaction.atomic
def cancel_session(*, session, reason, expected_version=None, by):
    """Cancel the session and every open date that hangs on it, dates set by hand included; met dates stay. Task Team.
    Tells "session_cancelled" and "entry_cancelled" for each. A cancelled session cannot be cancelled again."""
    check_can_keep_calendar(by)
    reason = check_reason(reason)
    row = locked_session(session, expected_version)
    if row.state == SessionState.CANCELLED:
        raise ValidationError({"state": _("This session is cancelled already.")})
    before = plain(row, SESSION_FIELDS)
    row.state = SessionState.CANCELLED
    row.version += 1
    row.save()
    audit.record(
        verb="session.cancelled", target=row, by=by, before=before, after=plain(row, SESSION_FIELDS), reason=reason
    )
    result = recompute(load_scope(sessions=[row]), cause=reason, by=by)
    cancelled = list(result.withdrawn)
    by_hand = Entry.objects.unscoped("every date of a cancelled session ends").filter(
        session=row, state=EntryState.OPEN
    )
    for entry in by_hand.select_for_update(of=("self",)):
        entry.state = EntryState.CANCELLED
        entry.sequence += 1
        entry.version += 1
        entry.save()
        audit.record(verb="entry.cancelled", target=entry, by=by, cluster_id=entry.cluster_id, reason=reason)
        events.announce("entry_cancelled", entry=entry, reason=reason, by=by)
        cancelled.append(entry)
    events.announce("session_cancelled", session=row, cancelled=cancelled, reason=reason, by=by)
    return row
