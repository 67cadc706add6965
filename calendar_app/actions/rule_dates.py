"""The date that one rule gives for a session or a review; an official date takes its place."""

from calendar_app import rules
from calendar_app.actions.anchors import (
    CERTAINTIES,
    CONFIDENCES,
    is_pre_session,
    to_rule,
    weaker,
)
from calendar_app.actions.drafts import draft, placed
from calendar_app.actions.titles import (
    KIND_TITLES,
    RULE_TITLE,
    titles_of,
)
from calendar_app.days_off import days_off
from core.enums import Confidence
from mechanisms.enums import Anchor

# Moments the portal keeps no date of: rules that count from them give no entry.
UNKEPT_ANCHORS = frozenset({Anchor.REPORT_DUE, Anchor.LIST_ADOPTED})


def by_rule(row, anchors, scope, *, session, review, certainty):
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
