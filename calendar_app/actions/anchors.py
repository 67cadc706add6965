"""Sessions and reviews as the engine's anchors: what is known of the moments that rules count from."""

from calendar_app import rules
from calendar_app.enums import EXACT, Certainty, Precision, ReviewBasis
from core.enums import Confidence
from mechanisms.enums import Anchor

SESSION_ANCHORS = frozenset({Anchor.SESSION_OPENS, Anchor.SESSION_CLOSES})
# From the weakest to the surest.
CERTAINTIES = [Certainty.NOT_ANNOUNCED, Certainty.ESTIMATE, Certainty.PROVISIONAL, Certainty.CONFIRMED]
CONFIDENCES = [Confidence.NONE, Confidence.MEMORY, Confidence.SINGLE_SOURCE, Confidence.CHECKED]
BASIS_CERTAINTY = {
    ReviewBasis.CONFIRMED: Certainty.CONFIRMED,
    ReviewBasis.TENTATIVE: Certainty.PROVISIONAL,
    ReviewBasis.INFERRED: Certainty.ESTIMATE,
    ReviewBasis.UNKNOWN: Certainty.NOT_ANNOUNCED,
}


def is_pre_session(session):
    return session.kind.startswith(("pre", "pswg"))


def session_anchor(session, which, certainty=Certainty.CONFIRMED):
    """The opening or closing of `session` as an anchor, no surer than `certainty`."""
    on = session.opens_on if which == Anchor.SESSION_OPENS else session.closes_on
    precision = Precision.DAY
    if on is None and session.opens_on is None and session.about_on is not None:
        on = session.about_on.replace(day=1)
        precision = session.precision if session.precision in (Precision.MONTH, Precision.SEASON) else Precision.SEASON
    return _anchor(session, on, precision, certainty)


def _anchor(session, on, precision, certainty):
    if on is None:
        precision, certainty = Precision.NONE, Certainty.NOT_ANNOUNCED
    else:
        announced = session.certainty if session.certainty != Certainty.NOT_ANNOUNCED else Certainty.PROVISIONAL
        certainty = weaker(announced, certainty, CERTAINTIES)
    return rules.AnchorDate(
        on,
        precision,
        subject=str(session),
        certainty=certainty,
        confidence=session.confidence,
        source=session.source,
        as_announced=session.about_text,
    )


def anchors_of(review):
    """All moments that rules of a review count from."""
    certainty = BASIS_CERTAINTY[review.basis]
    session = review.session
    anchors = {which: session_anchor(session, which, certainty) for which in SESSION_ANCHORS}
    if review.review_on is not None:
        anchors[Anchor.REVIEW] = _anchor(session, review.review_on, Precision.DAY, certainty)
    else:
        anchors[Anchor.REVIEW] = _some_day_of(session, certainty)
    if review.adopted_on is not None:
        adopting = review.adoption_session or session
        anchors[Anchor.REVIEW_ADOPTED] = _anchor(adopting, review.adopted_on, Precision.DAY, Certainty.CONFIRMED)
    elif review.adoption_session is not None:
        anchors[Anchor.REVIEW_ADOPTED] = _some_day_of(review.adoption_session, certainty)
    if review.basis == ReviewBasis.UNKNOWN:
        return {which: _anchor(session, None, Precision.NONE, certainty) for which in anchors}
    return anchors


def _some_day_of(session, certainty):
    """A day inside the session that is not known: the opening stands for it, and only roughly."""
    opening = session_anchor(session, Anchor.SESSION_OPENS, certainty)
    if opening.precision in EXACT:
        return _anchor(session, opening.on, Precision.SEASON, certainty)
    return opening


def weaker(first, second, order):
    return min(first, second, key=order.index)


def to_rule(row):
    """The stored DeadlineRule as the engine's value."""
    return rules.RelativeRule(
        anchor=row.anchor,
        months=0 if row.uses_cycle else row.months,
        days=row.days,
        cycle_halves=row.months if row.uses_cycle else 0,
        at=row.at,
        time_zone=row.time_zone or (row.mechanism.time_zone if row.at else ""),
        roll=row.roll,
        key=row.key,
        version=row.version,
        titles=(("", row.title), ("_fr", row.title_fr), ("_ar", row.title_ar)),
        source=row.source,
        confidence=row.confidence,
        is_approximate=row.is_approximate,
    )
