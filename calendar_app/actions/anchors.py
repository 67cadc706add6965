"""Sessions and reviews as the engine's anchors: what is known of the moments that rules count from."""

import datetime as dt

from calendar_app import rules
from calendar_app.enums import EXACT, Certainty, Precision, ReviewBasis
from core.enums import Confidence
from mechanisms.enums import Anchor, RuleKind

SESSION_ANCHORS = frozenset({Anchor.SESSION_OPENS, Anchor.SESSION_CLOSES})
# Days of the review itself, not of its session.
OWN_ANCHORS = frozenset({Anchor.REPORT_DUE, Anchor.LIST_ADOPTED})
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
    # The report and the list of issues have their own days, however sure the place of the review in a session is.
    for which, day in ((Anchor.REPORT_DUE, review.report_due_on), (Anchor.LIST_ADOPTED, review.list_adopted_on)):
        if day is not None:
            anchors[which] = rules.AnchorDate(
                day, Precision.DAY, subject=str(review.country), confidence=review.confidence, source=review.source
            )
    if review.basis == ReviewBasis.UNKNOWN:
        of_session = {which for which in anchors if which not in OWN_ANCHORS}
        return anchors | {which: _anchor(session, None, Precision.NONE, certainty) for which in of_session}
    return anchors


def _some_day_of(session, certainty):
    """A day inside the session that is not known: the opening stands for it, and only roughly."""
    opening = session_anchor(session, Anchor.SESSION_OPENS, certainty)
    if opening.precision in EXACT:
        return _anchor(session, opening.on, Precision.SEASON, certainty)
    return opening


def weaker(first, second, order):
    return min(first, second, key=order.index)


def year_anchor(year):
    """The beginning of a year, for dates that come every year."""
    return rules.AnchorDate(dt.date(year, 1, 1), Precision.DAY, subject=str(year))


def to_rule(row):
    """The stored DeadlineRule as the engine's value. A row that cannot bind raises ValueError."""
    shared = {
        "anchor": row.anchor,
        "at": row.at,
        "time_zone": row.time_zone or (row.mechanism.time_zone if row.at else ""),
        "roll": row.roll,
        "key": row.key,
        "version": row.version,
        "titles": (("", row.title), ("_fr", row.title_fr), ("_ar", row.title_ar)),
        "source": row.source,
        "confidence": row.confidence,
        "is_approximate": row.is_approximate,
    }
    if row.kind == RuleKind.CALENDAR_DAY:
        return rules.CalendarDayRule(
            month=row.month or 0,
            day=row.day,
            years=row.years,
            months=row.months,
            in_months=row.months_named(),
            **shared,
        )
    closes = rules.RelativeRule(
        months=0 if row.uses_cycle else row.months,
        days=row.days,
        cycle_halves=row.months if row.uses_cycle else 0,
        **shared,
    )
    if row.kind != RuleKind.WINDOW:
        return closes
    # The door opens with the day; the hour is that of its closing.
    opens = rules.RelativeRule(months=row.opens_months, days=row.opens_days, **{**shared, "at": None})
    return rules.WindowRule(opens=opens, closes=closes)
