"""Moving a session moves every date that hangs on it; the preview says which."""

import datetime as dt
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.changes import plain
from calendar_app.actions.generating import compare, load_scope, recompute
from calendar_app.actions.locking import check_reason, locked_session
from calendar_app.actions.session_dates import SESSION_FIELDS, is_inside, set_dates
from calendar_app.enums import EXACT, Certainty, EntryState, Precision, SessionState
from calendar_app.models import Entry, Session
from calendar_app.policy import check_can_move_session
from core import audit, events


@dataclass(frozen=True)
class PlannedMove:
    """One line of the preview. `stays` is empty for a date that follows, else why not: "pinned", "official", "met"
    or "same"."""

    entry: Entry
    old_on: dt.date | None
    new_on: dt.date | None
    stays: str = ""
    old_begins_on: dt.date | None = None
    old_precision: str = Precision.NONE


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
    new, `reason`), raises SEQUENCE, flags dates set by hand, those that people hung on the session, and official
    deadlines that did not follow; announces
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
    clear_days_outside(row, reason=reason, by=by)
    result = recompute(load_scope(sessions=[row]), cause=reason, by=by)
    row.moved_entries = [change.entry for change in result.moved]
    _flag_by_hand(row, reason=reason, by=by)
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
            review.review_on = review.review_on if is_inside(review.review_on, moved) else None
        if review.adoption_session_id == moved.pk:
            review.adoption_session = moved
            review.adopted_on = review.adopted_on if is_inside(review.adopted_on, moved) else None
    created, changed, flagged, _gone, untouched = compare(scope)
    follow = [follows(change) for change in changed if change.is_move]
    follow += [PlannedMove(entry, None, entry.due_on) for entry in created]
    following = {line.entry.key for line in follow}
    stay = [PlannedMove(entry, entry.due_on, entry.due_on, str(entry.origin)) for entry in flagged]
    stay = [line for line in stay if line.entry.key not in following]
    kept = following | {line.entry.key for line in stay}
    stay += [PlannedMove(entry, entry.due_on, entry.due_on, "same") for entry in untouched if entry.key not in kept]
    seen = Entry.objects.visible_to(by)
    stay += [PlannedMove(row, row.due_on, row.due_on, "pinned") for row in seen.filter(pk__in=_by_hand(moved))]
    met = Entry.objects.visible_to(by).filter(session=moved, state=EntryState.MET).exclude(key="")
    stay += [PlannedMove(entry, entry.due_on, entry.due_on, "met") for entry in met]
    return sorted(follow, key=by_date) + sorted(stay, key=by_date)


def _by_hand(session):
    """Open dates that people hung on the session (side events, presentations): they have a day of their own."""
    rows = Entry.objects.unscoped("every date of a moved session is looked at, whoever may see it")
    return rows.filter(session=session, key="", state=EntryState.OPEN).exclude(due_on=None)


def _flag_by_hand(session, *, reason, by):
    for entry in _by_hand(session).filter(anchor_moved=False).select_for_update(of=("self",)):
        entry.anchor_moved = True
        entry.version += 1
        entry.save()
        audit.record(
            verb="entry.anchor_moved",
            target=entry,
            by=by,
            cluster_id=entry.cluster_id,
            after=plain(entry),
            reason=reason,
        )


def follows(change):
    old = change.before
    return PlannedMove(
        change.entry,
        old["due_on"],
        change.entry.due_on,
        old_begins_on=old["begins_on"],
        old_precision=old["precision"],
    )


def by_date(line):
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
    set_dates(row, opens_on=opens_on, closes_on=closes_on, precision=precision, certainty=certainty)
    row.about_text = ""


def clear_days_outside(session, *, reason, by):
    for name, reviews in (("review_on", session.reviews.all()), ("adopted_on", session.adopted_reviews.all())):
        for review in reviews.exclude(**{name: None}).select_for_update(of=("self",)):
            if not is_inside(getattr(review, name), session):
                before = plain(review, [name])
                setattr(review, name, None)
                review.save()
                audit.record(
                    verb="review.day_cleared", target=review, by=by, before=before, after={name: None}, reason=reason
                )
