"""The date that one rule gives for a session or a review; an official date takes its place."""

from calendar_app import rules
from calendar_app.actions.anchors import (
    CERTAINTIES,
    CONFIDENCES,
    is_pre_session,
    to_rule,
    weaker,
    year_anchor,
)
from calendar_app.actions.drafts import draft, placed
from calendar_app.actions.titles import (
    KIND_TITLES,
    RULE_TITLE,
    YEAR_TITLE,
    titles_of,
)
from calendar_app.days_off import days_off
from core.enums import Confidence
from mechanisms.enums import Anchor

# A State report or a list of issues that has no day yet is no news: the date appears with its anchor.
ONLY_WITH_ANCHOR = frozenset({Anchor.REPORT_DUE, Anchor.LIST_ADOPTED})


def by_rule(row, anchors, scope, *, session, review, certainty):
    """The date of one rule, or None where it can never give one; an official date takes its place."""
    published = scope.officials.get((session.pk, row.pk))
    if published is None and not _may_compute(row):
        return None
    if published is None and row.anchor in ONLY_WITH_ANCHOR and row.anchor not in anchors:
        return None
    computed = _computed(row, anchors, scope)
    due = rules.prevailing(_as_published(published, certainty), computed)
    if review is not None:
        due = placed(review, due)
    anchor = anchors.get(row.anchor)
    zone = (published.time_zone if published else "") or row.time_zone or row.mechanism.time_zone
    if published is not None:
        confidence, source = published.confidence, published.source
    else:
        confidence = weaker(row.confidence, anchor.confidence if anchor else Confidence.NONE, CONFIDENCES)
        source = row.source
    template = KIND_TITLES.get(row.entry_kind) if review is not None else None
    key = f"review:{review.pk}:{row.key}" if review is not None else f"session:{session.pk}:{row.key}"
    return draft(
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


def by_year(row, year, scope):
    """The date of a rule that comes every year ("1 March: call of the fund"), or None for an unverified rule."""
    if not _may_compute(row):
        return None
    anchor = year_anchor(year)
    return draft(
        key=year_key(row, year),
        due=_computed(row, {Anchor.YEAR: anchor}, scope),
        kind=row.entry_kind,
        titles=titles_of(YEAR_TITLE, rule=row, year=year),
        mechanism=row.mechanism,
        rule=row,
        anchor_name=Anchor.YEAR,
        anchor=anchor,
        confidence=row.confidence,
        source=row.source,
        time_zone=row.time_zone,
        author_type=row.author_type,
        obligation=row.obligation,
    )


def year_key(row, year):
    return f"year:{year}:{row.key}"


def _computed(row, anchors, scope):
    off = days_off(row.time_zone or "Europe/Zurich")
    return rules.compute(to_rule(row), anchors, days_off=off, cycle_months=scope.cycle_months)


def concerns(row, session):
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
