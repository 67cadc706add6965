"""Sessions: public facts. Drafts are the Task Team's."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from calendar_app.enums import EXACT, Certainty, Precision, Publication, SessionState
from calendar_app.models import Review, Session
from calendar_app.queries.agenda import in_order
from calendar_app.queries.entries import sources_of
from calendar_app.queries.filters import not_over
from calendar_app.queries.rows import RowMaker, rows_of
from calendar_app.queries.trail import known_text, session_history
from calendar_app.queries.wording import CERTAINTY_TONE
from core.dates import about_text, announced_text, day_text, month_text, no_date, period_text
from mechanisms.enums import Family
from mechanisms.models import Mechanism

PAGE_SIZE = 50
# Dates of one session on its page; the UPR has three for each of fourteen countries.
DATES_MOST = 300


@dataclass(frozen=True, slots=True)
class SessionRow:
    session: Session
    when: str
    tone: str
    certainty: str
    state_tone: str
    state: str
    reviews: int


@dataclass(frozen=True, slots=True)
class SessionPage:
    session: Session
    row: SessionRow
    reviews: list
    groups: list
    number: int
    is_cut: bool
    history: list
    sources: list
    may_keep: bool
    may_move: bool
    may_shorten: bool
    may_be_held: bool


def visible_sessions(reader):
    """Published sessions; for the Task Team drafts too."""
    sessions = Session.objects.select_related("mechanism")
    return sessions if reader.is_task_team else sessions.filter(publication=Publication.PUBLISHED)


def session_when(session):
    """ "18–29 January 2027", "May 2027", "about ...", "not announced"."""
    if session.opens_on and session.closes_on:
        return period_text(session.opens_on, session.closes_on)
    if session.opens_on:
        return day_text(session.opens_on)
    if session.precision == Precision.MONTH and session.about_on:
        return month_text(session.about_on)
    if session.about_text:
        return announced_text(session.about_text)
    return about_text(session.about_on) if session.about_on else str(no_date)


def session_row(session, reviews=0):
    state_tone = "danger" if session.state == SessionState.CANCELLED else "neutral"
    shown = session.state not in (SessionState.SCHEDULED, SessionState.HELD)
    return SessionRow(
        session=session,
        when=session_when(session),
        tone=CERTAINTY_TONE.get(session.certainty, "neutral"),
        # A session without a date says so in its place; a second "not announced" would only repeat it.
        certainty="" if session.certainty == Certainty.NOT_ANNOUNCED else session.get_certainty_display(),
        state_tone=state_tone,
        state=session.get_state_display() if shown else "",
        reviews=reviews,
    )


def _ahead(today):
    return (
        Q(closes_on__gte=today)
        | Q(closes_on=None, opens_on__gte=today)
        | Q(opens_on=None, about_on__gte=today.replace(day=1))
        | Q(opens_on=None, about_on=None)
    )


def session_list(reader, *, mechanism_key="", past=False, number=1):
    """(rows, page object, mechanisms that have sessions): what is ahead by date, or what is past, newest first."""
    sessions = visible_sessions(reader)
    bodies = Mechanism.objects.filter(pk__in=sessions.order_by().values("mechanism"))
    if mechanism_key:
        sessions = sessions.filter(mechanism__key=mechanism_key)
    ahead = _ahead(reader.today)
    sessions = sessions.exclude(ahead) if past else sessions.filter(ahead)
    starts = Coalesce("opens_on", "about_on")
    sessions = sessions.annotate(starts=starts, number_of_reviews=Count("reviews")).order_by(
        F("starts").desc(nulls_last=True) if past else F("starts").asc(nulls_last=True), "pk"
    )
    page = Paginator(sessions, PAGE_SIZE).get_page(number)
    rows = [session_row(session, session.number_of_reviews) for session in page.object_list]
    return rows, page, [(body.key, body.label) for body in bodies]


def session_page(reader, pk):
    """The `SessionPage`, or None where there is no such session for the reader. Six queries, whatever the rows."""
    session = visible_sessions(reader).select_related("verified_by").filter(pk=pk).first()
    if session is None:
        return None
    reviews = list(
        Review.objects.filter(Q(session=session) | Q(adoption_session=session))
        .select_related("country", "session__mechanism", "adoption_session__mechanism")
        .order_by(F("review_on").asc(nulls_last=True), "country__name")
    )
    own_reviews = [review for review in reviews if review.session_id == session.pk]
    entries = reader.entries.filter(Q(session=session) | Q(review__in=[review.pk for review in own_reviews]))
    found = list(in_order(rows_of(entries))[: DATES_MOST + 1])
    maker = RowMaker(reader, with_country=True)
    return SessionPage(
        session=session,
        row=session_row(session, len(own_reviews)),
        reviews=reviews,
        groups=_by_kind(found[:DATES_MOST], maker),
        number=min(len(found), DATES_MOST),
        is_cut=len(found) > DATES_MOST,
        history=session_history(session),
        sources=sources_of(session.source),
        may_keep=reader.is_task_team,
        may_move=reader.is_task_team and session.state not in (SessionState.CANCELLED, SessionState.HELD),
        may_shorten=reader.is_task_team and session.opens_on is not None and session.state != SessionState.CANCELLED,
        may_be_held=reader.is_task_team
        and session.state not in (SessionState.CANCELLED, SessionState.HELD)
        and (session.opens_on or session.about_on or reader.today) < reader.today,
    )


def _by_kind(entries, maker):
    """[(kind in words, rows)] in the order of each kind's first date."""
    groups = {}
    for entry in entries:
        groups.setdefault(entry.get_kind_display(), []).append(maker.row(entry))
    return list(groups.items())


@dataclass(frozen=True, slots=True)
class MechanismDates:
    sessions: list
    rows: list
    more: int


def mechanism_dates(reader, mechanism_pk, *, most=12):
    """The coming sessions and dates of one body, for its page. Dates of the reader's own countries and those that
    concern every country; the others are a press away in the calendar. Three queries."""
    sessions = visible_sessions(reader).filter(_ahead(reader.today), mechanism=mechanism_pk)
    sessions = sessions.annotate(starts=Coalesce("opens_on", "about_on"), number_of_reviews=Count("reviews"))
    entries = reader.entries.filter(not_over(reader.today), mechanism=mechanism_pk)
    # Whoever has no country of her own would see fourteen times the same date here.
    entries = entries.filter(Q(country__in=reader.countries) | Q(country=None))
    found = list(in_order(rows_of(entries))[: most + 1])
    maker = RowMaker(reader, with_country=True)
    return MechanismDates(
        sessions=[
            session_row(session, session.number_of_reviews)
            for session in sessions.order_by(F("starts").asc(nulls_last=True), "pk")[:most]
        ],
        rows=[maker.row(entry) for entry in found[:most]],
        more=max(0, len(found) - most),
    )


@dataclass(frozen=True, slots=True)
class PreviewLine:
    title: str
    country: str
    url: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do: dates that follow, the countries they concern, dates that stay and are flagged."""

    follow: list
    flagged: list
    countries: int
    same: int
    met: int


def preview_of(lines, session):
    """The `Preview` of the `PlannedMove`s of `actions.preview_move`, for the session as it still stands."""
    follow = [line for line in lines if not line.stays]
    flagged = [line for line in lines if line.stays in ("pinned", "official")]
    return Preview(
        follow=[_preview_line(line, session.precision) for line in follow],
        flagged=[_preview_line(line, session.precision) for line in flagged],
        countries=len({line.entry.country_id for line in follow if line.entry.country_id}),
        same=len([line for line in lines if line.stays == "same"]),
        met=len([line for line in lines if line.stays == "met"]),
    )


def _preview_line(line, anchor_precision):
    entry = line.entry
    # From an anchor known by month only a month can have followed.
    was = entry.precision if anchor_precision in EXACT else anchor_precision
    begins = entry.begins_on if entry.precision in EXACT else None
    new = period_text(begins, line.new_on) if begins else known_text(line.new_on, entry.precision)
    return PreviewLine(
        title=str(entry),
        country=str(entry.country) if entry.country_id else "",
        url=reverse("calendar:entry-detail", args=[entry.pk]) if entry.pk else "",
        old=known_text(line.old_on, was),
        new=new,
    )


def adopting_sessions(review):
    """The Council sessions that may adopt the outcome of a UPR review; None for the review of a committee, whose
    outcome nobody else adopts."""
    if review.session.mechanism.family != Family.UPR:
        return None
    sessions = Session.objects.filter(mechanism__family=Family.HRC).exclude(state=SessionState.CANCELLED)
    return sessions.select_related("mechanism")


def sessions_to_choose(review):
    """The sessions into which a review may move: of the same mechanism, not cancelled, not the present one."""
    sessions = Session.objects.filter(mechanism=review.session.mechanism_id).exclude(pk=review.session_id)
    return sessions.exclude(state=SessionState.CANCELLED).select_related("mechanism")
