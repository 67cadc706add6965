"""The documents and the own days of a review."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from calendar_app.actions.changes import plain
from calendar_app.actions.entry_rows import check_day
from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import locked_review
from calendar_app.actions.session_dates import is_inside
from calendar_app.enums import ReviewDocumentKind, SessionState
from calendar_app.models import ReviewDocument
from calendar_app.policy import check_can_keep_calendar
from core import audit, clock
from core.enums import Confidence
from mechanisms.enums import Family

DOCUMENT_FIELDS = ("symbol", "received_on", "url", "source")
OWN_DAYS = ("report_due_on", "list_adopted_on", "adopted_on", "adoption_session_id")


@transaction.atomic
def set_review_document(*, review, kind, symbol="", received_on=None, url="", source="", note="", by):
    """Write down one of the three documents of a UPR review (MATRIX C005-C007): its symbol, when it was received, where
    it stands. Task Team. The row carries today's verification. The same values again write nothing."""
    check_can_keep_calendar(by)
    row = locked_review(review)
    if row.session.mechanism.family != Family.UPR:
        raise ValidationError({"kind": _("Only a review of the UPR rests on these three documents.")})
    if kind not in ReviewDocumentKind.values:
        raise ValidationError({"kind": _("There is no such document.")})
    check_day("received_on", received_on)
    if received_on is not None and received_on > clock.day_of(by):
        raise ValidationError({"received_on": _("This day lies ahead: a document is received when it is there.")})
    document = ReviewDocument.objects.filter(review=row, kind=kind).first()
    before = plain(document, DOCUMENT_FIELDS) if document else None
    values = {"symbol": symbol.strip(), "received_on": received_on, "url": url.strip(), "source": source.strip()}
    values["note"] = note.strip()
    if document is not None and all(getattr(document, name) == value for name, value in values.items()):
        return document
    document = document or ReviewDocument(review=row, kind=kind)
    for name, value in values.items():
        setattr(document, name, value)
    if document.confidence in (Confidence.NONE, Confidence.MEMORY) and (document.source or document.url):
        document.confidence = Confidence.SINGLE_SOURCE
    document.verified_at, document.verified_by = clock.now(), by
    document.full_clean()
    document.save()
    audit.record(
        verb="review.document_set",
        target=row,
        by=by,
        before=before,
        after={"kind": kind, **plain(document, DOCUMENT_FIELDS)},
    )
    return document


@transaction.atomic
def set_review_dates(*, review, source="", by, **changes):
    """Record the days of a review besides its own: `report_due_on` and `list_adopted_on` (rules count from both),
    `adoption_session` and `adopted_on` (UPR). Task Team. Open dates follow. The same values write nothing; raises
    ValidationError for an adoption outside its session."""
    check_can_keep_calendar(by)
    wrong = set(changes) - {"report_due_on", "list_adopted_on", "adopted_on", "adoption_session"}
    if wrong:
        raise TypeError(f"set_review_dates does not change {sorted(wrong)}.")
    row = locked_review(review)
    before = plain(row, OWN_DAYS)
    for name, value in changes.items():
        if name != "adoption_session":
            check_day(name, value)
        setattr(row, name, value)
    adopting = row.adoption_session
    if adopting is not None and adopting.state == SessionState.CANCELLED:
        raise ValidationError({"adoption_session": _("This session is cancelled.")})
    known = adopting is not None and adopting.opens_on is not None
    if row.adopted_on is not None and known and not is_inside(row.adopted_on, adopting):
        raise ValidationError({"adopted_on": _("This day lies outside the session that adopts the outcome.")})
    after = plain(row, OWN_DAYS)
    if after == before:
        return row
    if source:
        row.source = source.strip()
    row.full_clean()
    row.save()
    names = [name for name in OWN_DAYS if before[name] != after[name]]
    audit.record(
        verb="review.dates_set",
        target=row,
        by=by,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )
    recompute(load_scope(reviews=[row]), cause=gettext_noop("The dates of the review were published."), by=by)
    return row
