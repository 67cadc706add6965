"""What dates follow from sessions, reviews, rules and official dates: rows in memory, nothing is written.

One builder for generating, moving, previewing and healing, so that they cannot disagree.
"""

import datetime as dt

from django.utils import translation

from calendar_app import rules
from calendar_app.actions.anchors import (
    BASIS_CERTAINTY,
    CERTAINTIES,
    SESSION_ANCHORS,
    anchors_of,
    is_pre_session,
    session_anchor,
    weaker,
)
from calendar_app.actions.drafts import draft, placed
from calendar_app.actions.rule_dates import by_rule, by_year, concerns
from calendar_app.actions.titles import (
    ADOPTION_TITLE,
    CONSIDERING_TITLE,
    LIST_TITLE,
    PRE_SESSION_TITLE,
    REPORT_DUE_TITLE,
    REVIEW_TITLE,
    SESSION_TITLE,
    titles_of,
)
from calendar_app.enums import (
    Certainty,
    EntryKind,
    Origin,
    Precision,
    SessionState,
)
from calendar_app.rules import reasons
from calendar_app.rules.resolving import anchor_reason
from mechanisms.enums import Anchor, AuthorType, Family, Obligation

# Older sessions stand in the calendar only for what still lies ahead of them.
LEAN_BEFORE = dt.date(2026, 1, 1)
LASTING = frozenset({EntryKind.MID_TERM, EntryKind.NEXT_REVIEW})


def build(scope):
    """Unsaved `Entry` rows, each with its key: by session, by review, by year. No database is asked."""
    # Names in stored data are English with translations beside them, whoever triggers the computation.
    with translation.override("en"):
        rows = []
        for session in scope.sessions:
            rows.extend(_of_session(session, scope))
        for review in scope.reviews:
            rows.extend(_of_review(review, scope))
        for rule in scope.yearly_rules:
            of_years = [by_year(rule, year, scope) for year in scope.years]
            rows.extend(entry for entry in of_years if entry is not None)
        return rows


# --- Sessions ---------------------------------------------------------------------------------------------


def _of_session(session, scope):
    if session.state == SessionState.CANCELLED or _is_lean(session) or _is_bygone(session):
        return
    anchor = session_anchor(session, Anchor.SESSION_OPENS)
    if anchor.on is None and not session.number:
        # Neither number nor date: nothing that a reader could tell from another.
        return
    yield draft(
        key=f"session:{session.pk}:session",
        due=_period(session, anchor),
        kind=EntryKind.SESSION,
        titles=titles_of(PRE_SESSION_TITLE if is_pre_session(session) else SESSION_TITLE, session=session),
        session=session,
        anchor_name=Anchor.SESSION_OPENS,
        anchor=anchor,
        confidence=session.confidence,
        source=session.source,
    )
    # Where a session reviews countries, its deadlines stand in their calendars, not in everybody's; the UPR reviews
    # countries in each of its sessions, even when it is not known yet which.
    if session.pk in scope.reviewed_sessions or session.mechanism.family == Family.UPR:
        return
    anchors = {which: session_anchor(session, which) for which in SESSION_ANCHORS}
    for row in scope.rules.get(session.mechanism_id, ()):
        # A report of the State needs a State: it comes with a review.
        if row.anchor in SESSION_ANCHORS and row.author_type != AuthorType.STATE and concerns(row, session):
            entry = by_rule(row, anchors, scope, session=session, review=None, certainty=Certainty.CONFIRMED)
            if entry is not None:
                yield entry


def _is_lean(session):
    starts = session.opens_on or session.about_on
    return starts is not None and starts < LEAN_BEFORE


def _is_bygone(session):
    """Held at a date that was not found: announcing "not announced" would be wrong."""
    return session.state == SessionState.HELD and session.opens_on is None and session.about_on is None


def _outlasts(row):
    """Whether the rule looks far beyond its session: mid-term, next review, follow-up after a year or two."""
    return row.entry_kind in LASTING or row.months > 0


def _period(session, anchor, certainty=Certainty.CONFIRMED):
    """The session itself as a date: its period, its month, or nothing."""
    why = [anchor_reason(Anchor.SESSION_OPENS, anchor)]
    if anchor.on is None:
        return rules.unknown(*why, origin=Origin.OFFICIAL)
    if anchor.is_exact and session.closes_on:
        why = [
            rules.reason(
                reasons.PERIOD,
                subject=str(session),
                begins=session.opens_on,
                date=session.closes_on,
                source=session.source,
                confidence=session.confidence,
            )
        ]
    return rules.DueDate(
        (session.closes_on or anchor.on) if anchor.is_exact else anchor.on,
        None,
        anchor.precision,
        tuple(why),
        begins_on=anchor.on if anchor.is_exact and session.closes_on else None,
        origin=Origin.OFFICIAL,
        certainty=weaker(anchor.certainty, certainty, CERTAINTIES),
        anchor_on=anchor.on,
    )


# --- Reviews ----------------------------------------------------------------------------------------------


def _of_review(review, scope):
    session = review.session
    if session.state == SessionState.CANCELLED or _is_bygone(session):
        return
    anchors = anchors_of(review)
    certainty = BASIS_CERTAINTY[review.basis]
    shared = {"session": session, "review": review}
    yield draft(
        key=f"review:{review.pk}:review",
        due=placed(review, _review_day(review, anchors[Anchor.REVIEW], session, Anchor.REVIEW)),
        kind=EntryKind.REVIEW,
        titles=titles_of(REVIEW_TITLE, session=session, country=review.country),
        anchor_name=Anchor.REVIEW,
        anchor=anchors[Anchor.REVIEW],
        confidence=review.confidence,
        source=review.source,
        **shared,
    )
    lean = _is_lean(session)
    adopted = anchors.get(Anchor.REVIEW_ADOPTED)
    if adopted is not None and not lean and session.mechanism.family == Family.UPR:
        adopting = review.adoption_session or session
        yield draft(
            key=f"review:{review.pk}:adoption",
            due=placed(review, _review_day(review, adopted, adopting, Anchor.REVIEW_ADOPTED)),
            kind=EntryKind.ADOPTION,
            announced=adopting,
            titles=titles_of(ADOPTION_TITLE, session=adopting, country=review.country),
            anchor_name=Anchor.REVIEW_ADOPTED,
            anchor=adopted,
            confidence=adopting.confidence,
            source=adopting.source,
            **shared,
        )
        considering = _considering(review, session, adopting, anchors)
        if considering is not None:
            yield draft(
                key=f"review:{review.pk}:considering",
                due=placed(review, considering),
                kind=EntryKind.RELATED_EVENT,
                titles=titles_of(CONSIDERING_TITLE, session=session, country=review.country),
                anchor_name=Anchor.REVIEW_ADOPTED,
                anchor=adopted,
                confidence=adopting.confidence,
                source=adopting.source,
                obligation=Obligation.MAY,
                **shared,
            )
    if not lean:
        yield from _own_days(review, anchors, shared)
    for row in scope.rules.get(session.mechanism_id, ()):
        if concerns(row, session) and (not lean or _outlasts(row)):
            entry = by_rule(row, anchors, scope, session=session, review=review, certainty=certainty)
            if entry is not None:
                yield entry


def _own_days(review, anchors, shared):
    """When the State reports and when the list of issues is adopted: days that belong to the review alone."""
    for which, kind, template, name, obligation in (
        (Anchor.REPORT_DUE, EntryKind.REPORT_DUE, REPORT_DUE_TITLE, "report-due", Obligation.MUST),
        (Anchor.LIST_ADOPTED, EntryKind.RELATED_EVENT, LIST_TITLE, "list-adopted", Obligation.NONE),
    ):
        anchor = anchors.get(which)
        if anchor is not None:
            yield draft(
                key=f"review:{review.pk}:{name}",
                due=rules.DueDate(
                    anchor.on, None, anchor.precision, (anchor_reason(which, anchor),), origin=Origin.OFFICIAL
                ),
                kind=kind,
                titles=titles_of(template, session=review.session, country=review.country),
                anchor_name=which,
                anchor=anchor,
                confidence=review.confidence,
                source=review.source,
                author_type=AuthorType.STATE if which == Anchor.REPORT_DUE else AuthorType.ANY,
                obligation=obligation,
                **shared,
            )


def _considering(review, session, adopting, anchors):
    """The weeks in which the State considers the recommendations at home (UPR): from the review (its day, else the end
    of the session) to the adoption (its day, else the opening of the Council session). None while one of the two is not
    known to the day: a period without an end would say nothing."""
    begins, ends = review.review_on or session.closes_on, review.adopted_on or adopting.opens_on
    if begins is None or ends is None or ends <= begins:
        return None
    why = [
        anchor_reason(Anchor.REVIEW, anchors[Anchor.REVIEW]),
        anchor_reason(Anchor.REVIEW_ADOPTED, anchors[Anchor.REVIEW_ADOPTED]),
        rules.reason(reasons.CONSIDERING),
    ]
    certainty = weaker(anchors[Anchor.REVIEW].certainty, anchors[Anchor.REVIEW_ADOPTED].certainty, CERTAINTIES)
    return rules.DueDate(ends, None, Precision.DAY, tuple(why), begins_on=begins, certainty=certainty, anchor_on=ends)


def _review_day(review, anchor, session, which):
    """The review (or adoption) as a date: its day, else the session's period, else the month, else nothing."""
    exact_day = review.review_on if which == Anchor.REVIEW else review.adopted_on
    if anchor.on is None or exact_day is not None:
        why = (anchor_reason(which, anchor),)
        if anchor.on is None:
            return rules.unknown(*why, origin=Origin.OFFICIAL)
        return rules.DueDate(
            anchor.on,
            None,
            Precision.DAY,
            why,
            origin=Origin.OFFICIAL,
            certainty=anchor.certainty,
            anchor_on=anchor.on,
        )
    if session.opens_on and session.closes_on:
        period = session_anchor(session, Anchor.SESSION_OPENS)
        return _period(session, period, certainty=anchor.certainty)
    # The opening alone does not say when this country's turn is.
    precision = Precision.MONTH if session.opens_on else anchor.precision
    return rules.DueDate(
        anchor.on.replace(day=1),
        None,
        precision,
        (anchor_reason(which, anchor),),
        origin=Origin.OFFICIAL,
        certainty=anchor.certainty,
        anchor_on=anchor.on,
    )
