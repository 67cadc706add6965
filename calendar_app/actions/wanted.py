"""What dates follow from sessions, reviews, rules and official dates: rows in memory, nothing is written.

One builder for generating, moving, previewing and healing, so that they cannot disagree.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import translation

from calendar_app import rules
from calendar_app.actions.anchors import (
    BASIS_CERTAINTY,
    CERTAINTIES,
    CONFIDENCES,
    SESSION_ANCHORS,
    anchors_of,
    is_pre_session,
    session_anchor,
    to_rule,
    weaker,
)
from calendar_app.actions.titles import (
    ADOPTION_TITLE,
    KIND_TITLES,
    PRE_SESSION_TITLE,
    REVIEW_TITLE,
    RULE_TITLE,
    SESSION_TITLE,
    titles_of,
)
from calendar_app.days_off import days_off
from calendar_app.enums import (
    Certainty,
    EntryKind,
    Origin,
    Precision,
    Publication,
    ReviewBasis,
    SessionState,
)
from calendar_app.models import Entry
from calendar_app.rules import reasons
from calendar_app.rules.resolving import anchor_reason
from core.enums import Confidence
from mechanisms.enums import Anchor, AuthorType, Family

# Older sessions stand in the calendar only for what still lies ahead of them.
LEAN_BEFORE = dt.date(2026, 1, 1)
LASTING = frozenset({EntryKind.MID_TERM, EntryKind.NEXT_REVIEW})
# Moments the portal keeps no date of: rules that count from them give no entry.
UNKEPT_ANCHORS = frozenset({Anchor.REPORT_DUE, Anchor.LIST_ADOPTED})

_BASIS_REASON = {
    ReviewBasis.TENTATIVE: reasons.PLACE_TENTATIVE,
    ReviewBasis.INFERRED: reasons.PLACE_INFERRED,
    ReviewBasis.UNKNOWN: reasons.PLACE_UNKNOWN,
}


@dataclass
class Scope:
    """What the builder reads. `rules` and `officials` by mechanism and by (session, rule); `complete` are the sessions
    whose reviews are all here, so that it is known which have none."""

    sessions: list
    reviews: list
    rules: dict
    officials: dict
    cycle_months: int
    reviewed_sessions: set = field(default_factory=set)


def build(scope):
    """Unsaved `Entry` rows, each with its key. The order is by session, then by review; no database is asked."""
    # Names in stored data are English with translations beside them, whoever triggers the computation.
    with translation.override("en"):
        rows = []
        for session in scope.sessions:
            rows.extend(_of_session(session, scope))
        for review in scope.reviews:
            rows.extend(_of_review(review, scope))
        return rows


# --- Sessions ---------------------------------------------------------------------------------------------


def _of_session(session, scope):
    if session.state == SessionState.CANCELLED or _is_lean(session) or _is_bygone(session):
        return
    anchor = session_anchor(session, Anchor.SESSION_OPENS)
    if anchor.on is None and not session.number:
        # Neither number nor date: nothing that a reader could tell from another.
        return
    yield _entry(
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
    # Where a session reviews countries, its deadlines stand in their calendars, not in everybody's.
    if session.pk in scope.reviewed_sessions:
        return
    anchors = {which: session_anchor(session, which) for which in SESSION_ANCHORS}
    for row in scope.rules.get(session.mechanism_id, ()):
        # A report of the State needs a State: it comes with a review.
        if row.anchor in SESSION_ANCHORS and row.author_type != AuthorType.STATE and _concerns(row, session):
            entry = _by_rule(row, anchors, scope, session=session, review=None, certainty=Certainty.CONFIRMED)
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
    yield _entry(
        key=f"review:{review.pk}:review",
        due=_placed(review, _review_day(review, anchors[Anchor.REVIEW], session, Anchor.REVIEW)),
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
        yield _entry(
            key=f"review:{review.pk}:adoption",
            due=_placed(review, _review_day(review, adopted, adopting, Anchor.REVIEW_ADOPTED)),
            kind=EntryKind.ADOPTION,
            titles=titles_of(ADOPTION_TITLE, session=adopting, country=review.country),
            anchor_name=Anchor.REVIEW_ADOPTED,
            anchor=adopted,
            confidence=adopting.confidence,
            source=adopting.source,
            **shared,
        )
    for row in scope.rules.get(session.mechanism_id, ()):
        if _concerns(row, session) and (not lean or _outlasts(row)):
            entry = _by_rule(row, anchors, scope, session=session, review=review, certainty=certainty)
            if entry is not None:
                yield entry


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


def _placed(review, due):
    """Adds how it is known that the review falls into this session."""
    text = _BASIS_REASON.get(review.basis)
    if text is None:
        return due
    why = rules.reason(text, source=review.source, confidence=review.confidence)
    return _with(due, explanation=(*due.explanation, why))


def _with(due, **changes):
    values = {name: getattr(due, name) for name in due.__slots__}
    return rules.DueDate(**{**values, **changes})


# --- Rules ------------------------------------------------------------------------------------------------


def _by_rule(row, anchors, scope, *, session, review, certainty):
    """The date of one rule, or None where it can never give one; an official date takes its place."""
    published = scope.officials.get((session.pk, row.pk))
    if published is None and (row.anchor in UNKEPT_ANCHORS or not _may_compute(row)):
        return None
    rule = to_rule(row)
    computed = rules.resolve(
        rule, anchors, days_off=days_off(rule.time_zone or "Europe/Zurich"), cycle_months=scope.cycle_months
    )
    due = rules.prevailing(_as_published(published, certainty), computed)
    if review is not None:
        due = _placed(review, due)
    anchor = anchors.get(row.anchor)
    zone = (published.time_zone if published else "") or row.time_zone or row.mechanism.time_zone
    if published is not None:
        confidence, source = published.confidence, published.source
    else:
        confidence = weaker(row.confidence, anchor.confidence if anchor else Confidence.NONE, CONFIDENCES)
        source = row.source
    template = KIND_TITLES.get(row.entry_kind) if review is not None else None
    key = f"review:{review.pk}:{row.key}" if review is not None else f"session:{session.pk}:{row.key}"
    return _entry(
        key=key,
        due=due,
        kind=row.entry_kind,
        titles=titles_of(template or RULE_TITLE, session=session, rule=row, country=review.country if review else None),
        session=session,
        review=review,
        rule=row,
        anchor_name=row.anchor,
        anchor=anchor,
        confidence=confidence,
        source=source,
        time_zone=zone,
        author_type=row.author_type,
        obligation=row.obligation,
        verified=published,
    )


def _concerns(row, session):
    """A rule may be for one kind of session; one that names none is not for pre-sessional working groups."""
    if row.session_kind:
        return row.session_kind == session.kind
    return not is_pre_session(session)


def _may_compute(row):
    return row.uses_cycle or row.confidence in Confidence.usable()


def _as_published(published, certainty):
    if published is None:
        return None
    return rules.official(
        published.due_on,
        at=published.at,
        time_zone=published.time_zone,
        precision=published.precision,
        certainty=weaker(published.certainty, certainty, CERTAINTIES),
        source=published.source,
        confidence=published.confidence,
    )


def _entry(
    *,
    key,
    due,
    kind,
    titles,
    session,
    anchor_name,
    anchor,
    confidence,
    source,
    review=None,
    rule=None,
    time_zone="",
    verified=None,
    **fields,
):
    anchor_on = anchor.on if anchor else None
    computed_from = {
        "anchor": str(anchor_name),
        "anchor_on": anchor_on.isoformat() if anchor_on else None,
        "anchor_precision": str(anchor.precision) if anchor else str(Precision.NONE),
    }
    if rule is not None:
        computed_from |= {"rule": rule.key, "rule_version": rule.version}
    vague = due.precision in (Precision.MONTH, Precision.SEASON) and due.origin == Origin.OFFICIAL and rule is None
    looked = verified or review or session
    return Entry(
        key=key,
        kind=kind,
        mechanism=session.mechanism,
        country=review.country if review else None,
        session=session,
        review=review,
        rule=rule,
        begins_on=due.begins_on,
        due_on=due.on,
        due_at=due.at,
        time_zone=time_zone or session.mechanism.time_zone or "Europe/Zurich",
        precision=due.precision,
        about_text=session.about_text if vague else "",
        origin=due.origin,
        certainty=due.certainty,
        computed_from=computed_from,
        explanation=list(due.explanation),
        confidence=confidence,
        source=source,
        verified_at=looked.verified_at,
        verified_by_id=looked.verified_by_id,
        publication=session.publication if session.publication in Publication.values else Publication.DRAFT,
        **titles,
        **fields,
    )
