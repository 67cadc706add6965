"""Writes on sessions. Moving one moves every date that hangs on it."""

import datetime as dt
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.generating import compare, load_scope, plain, recompute
from calendar_app.actions.locking import check_reason, locked_session
from calendar_app.enums import EXACT, Certainty, EntryState, Origin, Precision, SessionState
from calendar_app.models import Entry, Session
from calendar_app.policy import check_can_keep_calendar, check_can_move_session
from core import audit, clock, events
from core.enums import Confidence

# The Council and its UPR began in 2006; a session further off than a decade is a typing mistake.
FIRST_YEAR = 2006
YEARS_AHEAD = 10
# Longer than any session of the catalogue: the Council's run up to six weeks.
LONGEST_DAYS = 62
SESSION_FIELDS = ("opens_on", "closes_on", "precision", "about_on", "about_text", "certainty", "state")
EDITABLE = ("number", "kind", "cycle", "place", "certainty", "state", "publication", "source", "note", "confidence")


@dataclass(frozen=True)
class PlannedMove:
    """One line of the preview. `stays` is empty for a date that follows, else why not: "pinned", "official", "met"
    or "same"."""

    entry: Entry
    old_on: dt.date | None
    new_on: dt.date | None
    stays: str = ""


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
    _set_dates(session, opens_on=opens_on, closes_on=closes_on, precision=precision, certainty=certainty)
    session.about_text = about_text if opens_on and precision not in EXACT else ""
    session.full_clean()
    session.save()
    audit.record(verb="session.created", target=session, by=by, after=plain(session, SESSION_FIELDS))
    recompute(load_scope(sessions=[session]), cause=str(_("The session was added.")), by=by)
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
    recompute(load_scope(sessions=[row]), cause=str(_("The session was edited.")), by=by)
    return row


@transaction.atomic
def verify_session(*, session, source=None, by):
    """Say "I looked, this is right": the session and its untouched open dates carry today's date and the person's name.
    Task Team. `source` replaces the address of the proof. Each call is recorded."""
    check_can_keep_calendar(by)
    row = locked_session(session)
    row.verified_at, row.verified_by = clock.now(), by
    if source:
        row.source = source
    if row.confidence in (Confidence.NONE, Confidence.MEMORY):
        row.confidence = Confidence.SINGLE_SOURCE
    row.version += 1
    row.save()
    audit.record(verb="session.verified", target=row, by=by, after={"source": row.source})
    recompute(load_scope(sessions=[row]), cause=str(_("The session was verified.")), by=by)
    of_session = Entry.objects.unscoped("the dates that rest on the verified session").filter(
        session=row, state=EntryState.OPEN, cluster=None, anchor_moved=False
    )
    of_session.exclude(origin=Origin.PINNED).exclude(key="").update(
        verified_at=row.verified_at, verified_by=by, updated_at=row.verified_at
    )
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


@transaction.atomic
def move_session(
    *,
    session,
    opens_on,
    closes_on=None,
    precision=Precision.DAY,
    certainty=None,
    reason,
    source="",
    expected_version=None,
    by,
):
    """Give a session its new dates and let every open date that was computed from the old ones follow. Task Team.

    One transaction: locks the session, recomputes, writes an audit entry for the session and each changed date (old,
    new, `reason`), raises SEQUENCE, flags dates set by hand and official deadlines that did not follow, announces
    "entry_moved" for each date and "session_moved" last. Met and cancelled dates never move.

    `opens_on` is local to the mechanism's seat; with precision MONTH or SEASON any day of the month. Without
    `closes_on` a known length is kept. Days of single reviews that fall outside the new period are cleared, since
    they were set for the old one. `certainty` None keeps what was known, at least "provisional".
    Raises `Refused` (not Task Team), `Stale` (someone else moved it first), ValidationError (no reason, impossible
    dates, a session that was held or cancelled, the very dates it has). Returns the session; `session.moved_entries`
    lists the dates that moved."""
    check_can_move_session(by)
    reason = check_reason(reason)
    row = locked_session(session, expected_version)
    _check_can_be_moved(row)
    before = plain(row, SESSION_FIELDS)
    was_exact, old_start = row.opens_on is not None, row.opens_on or row.about_on
    _apply_move(row, opens_on=opens_on, closes_on=closes_on, precision=precision, certainty=certainty)
    after = plain(row, SESSION_FIELDS)
    if after == before:
        raise ValidationError({"opens_on": _("The session already has these dates: nothing would move.")})
    new_start = row.opens_on or row.about_on
    if old_start and (was_exact or (old_start.year, old_start.month) != (new_start.year, new_start.month)):
        row.state = SessionState.MOVED
    if source:
        row.source = source
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        verb="session.moved",
        target=row,
        by=by,
        before=before,
        after=plain(row, SESSION_FIELDS),
        reason=reason,
    )
    _clear_days_outside(row, reason=reason, by=by)
    result = recompute(load_scope(sessions=[row]), cause=reason, by=by)
    row.moved_entries = [change.entry for change in result.moved]
    events.announce("session_moved", session=row, changed=row.moved_entries)
    return row


def preview_move(*, session, opens_on, closes_on=None, precision=Precision.DAY, by):
    """What `move_session` would do, for the page that asks for confirmation: a list of `PlannedMove`, dates that follow
    first. Writes nothing; raises the same errors."""
    check_can_move_session(by)
    moved = copy(Session.objects.select_related("mechanism").get(pk=session.pk))
    _check_can_be_moved(moved)
    before = plain(moved, SESSION_FIELDS)
    _apply_move(moved, opens_on=opens_on, closes_on=closes_on, precision=precision, certainty=None)
    if plain(moved, SESSION_FIELDS) == before:
        raise ValidationError({"opens_on": _("The session already has these dates: nothing would move.")})
    scope = load_scope(sessions=[session])
    scope.sessions = [moved if row.pk == moved.pk else row for row in scope.sessions]
    for review in scope.reviews:
        if review.session_id == moved.pk:
            review.session = moved
            review.review_on = review.review_on if _is_inside(review.review_on, moved) else None
        if review.adoption_session_id == moved.pk:
            review.adoption_session = moved
            review.adopted_on = review.adopted_on if _is_inside(review.adopted_on, moved) else None
    created, changed, flagged, _gone, untouched = compare(scope)
    follow = [PlannedMove(change.entry, change.old_on, change.entry.due_on) for change in changed if change.is_move]
    follow += [PlannedMove(entry, None, entry.due_on) for entry in created]
    following = {line.entry.key for line in follow}
    stay = [PlannedMove(entry, entry.due_on, entry.due_on, str(entry.origin)) for entry in flagged]
    stay = [line for line in stay if line.entry.key not in following]
    kept = following | {line.entry.key for line in stay}
    stay += [PlannedMove(entry, entry.due_on, entry.due_on, "same") for entry in untouched if entry.key not in kept]
    met = Entry.objects.visible_to(by).filter(session=moved, state=EntryState.MET).exclude(key="")
    stay += [PlannedMove(entry, entry.due_on, entry.due_on, "met") for entry in met]
    return sorted(follow, key=_by_date) + sorted(stay, key=_by_date)


def _by_date(line):
    return (line.new_on is None, line.new_on or dt.date.max, line.entry.title)


def _check_can_be_moved(session):
    if session.state == SessionState.CANCELLED:
        raise ValidationError({"opens_on": _("This session is cancelled; it cannot be moved.")})
    if session.state == SessionState.HELD:
        raise ValidationError({"opens_on": _("This session has been held; it cannot be moved.")})


def _apply_move(row, *, opens_on, closes_on, precision, certainty):
    """Sets the new dates on the row in memory; raises ValidationError for impossible ones."""
    if opens_on is None:
        raise ValidationError({"opens_on": _("Give the day or the month in which the session opens.")})
    if precision in EXACT and closes_on is None and row.opens_on and row.closes_on:
        closes_on = opens_on + (row.closes_on - row.opens_on)
    if certainty is None:
        known = (Certainty.CONFIRMED, Certainty.PROVISIONAL)
        certainty = row.certainty if row.certainty in known else Certainty.PROVISIONAL
    _set_dates(row, opens_on=opens_on, closes_on=closes_on, precision=precision, certainty=certainty)
    row.about_text = ""


def _set_dates(row, *, opens_on, closes_on, precision, certainty):
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


def _is_inside(day, session):
    if day is None or session.opens_on is None:
        return False
    return session.opens_on <= day <= (session.closes_on or session.opens_on + dt.timedelta(days=LONGEST_DAYS))


def _clear_days_outside(session, *, reason, by):
    for name, reviews in (("review_on", session.reviews.all()), ("adopted_on", session.adopted_reviews.all())):
        for review in reviews.exclude(**{name: None}).select_for_update(of=("self",)):
            if not _is_inside(getattr(review, name), session):
                before = plain(review, [name])
                setattr(review, name, None)
                review.save()
                audit.record(
                    verb="review.day_cleared", target=review, by=by, before=before, after={name: None}, reason=reason
                )
