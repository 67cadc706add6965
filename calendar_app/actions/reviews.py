"""Writes on reviews: which session, which day, which adoption."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from calendar_app.actions.changes import plain
from calendar_app.actions.generating import compare, load_scope, recompute
from calendar_app.actions.locking import check_reason, locked_review, one_writer
from calendar_app.actions.moving import PlannedMove, by_date, follows
from calendar_app.actions.session_dates import is_inside
from calendar_app.enums import ReviewBasis, SessionState
from calendar_app.models import Review
from calendar_app.policy import check_can_keep_calendar
from core import audit, events

REVIEW_FIELDS = ("session_id", "review_on", "basis", "adoption_session_id", "adopted_on")


@transaction.atomic
def create_review(*, country, session, review_on=None, basis=ReviewBasis.CONFIRMED, source="", confidence=None, by):
    """Place a country in a session and compute its dates. Task Team. A second review of the same country in the same
    session is a ValidationError."""
    check_can_keep_calendar(by)
    one_writer()
    review = Review(country=country, session=session, review_on=review_on, basis=basis, source=source)
    if confidence:
        review.confidence = confidence
    _check_day(review)
    review.full_clean()
    review.save()
    audit.record(verb="review.created", target=review, by=by, after=plain(review, REVIEW_FIELDS))
    recompute(load_scope(sessions=[session]), cause=gettext_noop("The review was added."), by=by)
    return review


@transaction.atomic
def move_review(*, review, session, review_on=None, basis=ReviewBasis.CONFIRMED, adoption_session=None, reason, by):
    """Put a country's review into another session of the same mechanism (a State asked for a later one). Task Team.
    The old day and the old adoption are dropped; open dates follow, are audited with `reason` and announced
    ("entry_moved"). Raises ValidationError when it is there already, or the session is cancelled or another body's."""
    check_can_keep_calendar(by)
    reason = check_reason(reason)
    row = locked_review(review)
    old_session = row.session
    _check_can_move_to(row, session)
    before = plain(row, REVIEW_FIELDS)
    _apply_move(row, session, review_on, basis, adoption_session)
    row.full_clean()
    row.save()
    audit.record(verb="review.moved", target=row, by=by, before=before, after=plain(row, REVIEW_FIELDS), reason=reason)
    recompute(load_scope(reviews=[row], sessions=[old_session, session]), cause=reason, by=by)
    events.announce("review_moved", review=row, old_session=old_session, by=by)
    return row


def preview_review_move(*, review, session, review_on=None, basis=ReviewBasis.CONFIRMED, adoption_session=None, by):
    """What `move_review` would do, for the page that asks for confirmation: a list of `PlannedMove` of this review's
    dates, those that follow first. Writes nothing; raises the same errors."""
    check_can_keep_calendar(by)
    row = Review.objects.select_related("country", "session__mechanism", "adoption_session__mechanism").get(
        pk=review.pk
    )
    _check_can_move_to(row, session)
    scope = load_scope(reviews=[row])
    # Official dates hang on the session: those of the new one count.
    scope.officials = load_scope(sessions=[session]).officials
    _apply_move(row, session, review_on, basis, adoption_session)
    scope.reviews = [row]
    created, changed, flagged, _gone, untouched = compare(scope)
    follow = [follows(change) for change in changed if change.is_move]
    follow += [PlannedMove(entry, None, entry.due_on) for entry in created]
    following = {line.entry.key for line in follow}
    stay = [PlannedMove(entry, entry.due_on, entry.due_on, str(entry.origin)) for entry in flagged]
    stay += [PlannedMove(entry, entry.due_on, entry.due_on, "same") for entry in untouched if entry not in flagged]
    return sorted(follow, key=by_date) + sorted((line for line in stay if line.entry.key not in following), key=by_date)


def _check_can_move_to(row, session):
    if session.pk == row.session_id:
        raise ValidationError({"session": _("The review is in this session already: nothing would move.")})
    if session.mechanism_id != row.session.mechanism_id:
        raise ValidationError({"session": _("This session belongs to another mechanism.")})
    if session.state == SessionState.CANCELLED:
        raise ValidationError({"session": _("This session is cancelled.")})


def _apply_move(row, session, review_on, basis, adoption_session):
    row.session, row.review_on, row.basis = session, review_on, basis
    row.adoption_session, row.adopted_on = adoption_session, None
    _check_day(row)


@transaction.atomic
def set_review_day(*, review, review_on, source="", by):
    """Record the day of a review inside its session (None: not known any more). Task Team. Same day again: nothing."""
    check_can_keep_calendar(by)
    row = locked_review(review)
    if row.review_on == review_on:
        return row
    before = plain(row, ["review_on"])
    row.review_on = review_on
    if source:
        row.source = source
    _check_day(row)
    row.save()
    audit.record(verb="review.day_set", target=row, by=by, before=before, after=plain(row, ["review_on"]))
    recompute(load_scope(reviews=[row]), cause=gettext_noop("The day of the review was published."), by=by)
    return row


def _check_day(review):
    session = review.session
    if review.review_on is not None and session.opens_on is not None and not is_inside(review.review_on, session):
        raise ValidationError({"review_on": _("This day lies outside the session.")})
