"""The page of one country's review: when, how long from now, what comes before and after, its documents."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from calendar_app.enums import EntryKind, EntryState, ReviewBasis, ReviewDocumentKind, SessionState
from calendar_app.models import Review, ReviewDocument
from calendar_app.queries.agenda import in_order
from calendar_app.queries.entries import sources_of
from calendar_app.queries.rows import RowMaker, rows_of
from calendar_app.queries.sessions import session_when, visible_sessions
from calendar_app.queries.trail import review_history
from calendar_app.queries.wording import is_bygone
from core.dates import days_left_text, long_day_text
from mechanisms.enums import Family

# A UPR review has about eight dates, a committee's about six.
MILESTONES_MOST = 60
# Numbers of the three documents in their symbols: A/HRC/WG.6/{session}/{country}/{number}. Source: the symbols of the
# documents of sessions 41 to 51 in the reference data.
NUMBERS = {
    ReviewDocumentKind.NATIONAL_REPORT: 1,
    ReviewDocumentKind.UN_COMPILATION: 2,
    ReviewDocumentKind.STAKEHOLDER_SUMMARY: 3,
}
BASIS_TONE = {
    ReviewBasis.CONFIRMED: "ok",
    ReviewBasis.TENTATIVE: "warn",
    ReviewBasis.INFERRED: "neutral",
    ReviewBasis.UNKNOWN: "neutral",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the three documents: what is written down of it, or what can be said before. `proposed` is a symbol that
    the portal formed by the usual pattern, and nobody has confirmed."""

    kind: str
    label: str
    document: ReviewDocument | None
    proposed: str
    due: object


@dataclass(frozen=True, slots=True)
class ReviewPage:
    review: Review
    big: str
    under: str
    left: str
    tone: str
    basis: str
    milestones: list
    following: list
    slots: list
    sources: list
    history: list
    is_upr: bool
    # Query of the address of the list of recommendations: those of this review, else the latest of its body.
    recommendations: str
    # The date that a coordinator shares with her members, or None: who leads no cluster there shares nothing.
    share_pk: int | None
    may_keep: bool
    may_move: bool


def visible_review(reader, pk):
    """The review with what its page shows, or None; reviews in drafts of sessions are the Task Team's."""
    related = ("country", "session__mechanism", "adoption_session__mechanism", "verified_by")
    reviews = Review.objects.select_related(*related).filter(pk=pk)
    if not reader.is_task_team:
        reviews = reviews.filter(session__in=visible_sessions(reader).order_by().values("pk"))
    return reviews.first()


def review_page(reader, pk):
    """The `ReviewPage`, or None where the reader sees no such review. Five queries, whatever the rows."""
    review = visible_review(reader, pk)
    if review is None:
        return None
    session = review.session
    maker = RowMaker(reader)
    entries = list(in_order(rows_of(reader.entries.filter(review=review)))[:MILESTONES_MOST])
    rows = [(entry, maker.row(entry)) for entry in entries]
    later = (EntryKind.MID_TERM, EntryKind.NEXT_REVIEW)
    big, under, left = _when(review, reader.today)
    is_upr = session.mechanism.family == Family.UPR
    return ReviewPage(
        review=review,
        big=big,
        under=under,
        left=left,
        tone=BASIS_TONE[review.basis],
        basis=review.get_basis_display(),
        milestones=[row for entry, row in rows if entry.kind not in later],
        following=[row for entry, row in rows if entry.kind in later],
        slots=_slots(review, rows) if is_upr else [],
        sources=sources_of(review.source),
        history=review_history(review),
        is_upr=is_upr,
        recommendations=_recommendations(review, is_upr),
        share_pk=_to_share(entries) if reader.leads(review.country_id) else None,
        may_keep=reader.is_task_team,
        may_move=reader.is_task_team and session.state not in (SessionState.HELD, SessionState.CANCELLED),
    )


def _when(review, today):
    """(date as large as it is sure, what is to be said of it, how long from now)."""
    session = review.session
    if session.state == SessionState.CANCELLED:
        return _("Cancelled"), _("The session is cancelled; no other is announced for this review."), ""
    if review.review_on is not None:
        return long_day_text(review.review_on), session_when(session), _left(review.review_on, today)
    if review.basis == ReviewBasis.UNKNOWN:
        return _("Not announced"), _("The session of this review is not known."), ""
    if session.opens_on is None:
        if is_bygone(session.about_on, session.precision, today):
            return session_when(session), _("The day is not on record."), ""
        return session_when(session), _("The day of the review is not announced."), ""
    ended = session.closes_on is not None and session.closes_on < today
    under = _("During the session; the day of this review is not announced.")
    if ended:
        under = _("During the session; the day of this review is not on record.")
    return session_when(session), under, "" if ended else _left(session.opens_on, today, session.closes_on)


def _recommendations(review, is_upr):
    """MATRIX D014: the screen of noted recommendations is reached from here; it is the same screen."""
    asked = {"country": review.country_id}
    if is_upr and review.symbol:
        asked["symbol"] = review.symbol
    else:
        asked |= {"mechanism": review.session.mechanism.key, **({"cycle": "answered"} if is_upr else {})}
    return urlencode(asked)


def _to_share(entries):
    """The date of the review itself among its open dates."""
    ahead = [entry for entry in entries if entry.kind == EntryKind.REVIEW and entry.state == EntryState.OPEN]
    return ahead[0].pk if ahead else None


def _left(day, today, until=None):
    if until is not None and day <= today <= until:
        return _("Under way")
    return days_left_text((day - today).days)


def _slots(review, rows):
    documents = {document.kind: document for document in ReviewDocument.objects.filter(review=review)}
    due = next((row for entry, row in rows if entry.kind == EntryKind.REPORT_DUE), None)
    return [
        Slot(
            kind=kind,
            label=str(ReviewDocumentKind(kind).label),
            document=documents.get(kind),
            proposed="" if kind in documents and documents[kind].symbol else proposed_symbol(review, kind),
            due=due if kind == ReviewDocumentKind.NATIONAL_REPORT else None,
        )
        for kind in NUMBERS
    ]


def proposed_symbol(review, kind):
    """The symbol by the usual pattern, or empty where the session has no number."""
    number = review.session.number
    if not number.isdecimal() or review.session.mechanism.family != Family.UPR:
        return ""
    return f"A/HRC/WG.6/{number}/{review.country_id}/{NUMBERS[kind]}"


def is_past(review, today):
    """Whether the review has taken place, as far as is known."""
    day = review.review_on or review.session.closes_on
    return day is not None and day < today and isinstance(day, dt.date)
