"""A wanted date as an unsaved row, and what the builder reads."""

from dataclasses import dataclass, field

from calendar_app import rules
from calendar_app.enums import Origin, Precision, Publication, ReviewBasis, SessionState
from calendar_app.models import Entry
from calendar_app.rules import reasons

_BASIS_REASON = {
    ReviewBasis.TENTATIVE: reasons.PLACE_TENTATIVE,
    ReviewBasis.INFERRED: reasons.PLACE_INFERRED,
    ReviewBasis.UNKNOWN: reasons.PLACE_UNKNOWN,
}


@dataclass
class Scope:
    """What the builder reads. `rules` by mechanism, `officials` by (session, rule); `reviewed_sessions` are the ids of
    the sessions that review somebody, `years` those for which yearly dates are wanted."""

    sessions: list
    reviews: list
    rules: dict
    officials: dict
    cycle_months: int
    reviewed_sessions: set = field(default_factory=set)
    yearly_rules: list = field(default_factory=list)
    years: tuple = ()


def placed(review, due):
    """Adds how it is known that the review falls into this session."""
    text = _BASIS_REASON.get(review.basis)
    if text is None:
        return due
    why = rules.reason(text, source=review.source, confidence=review.confidence)
    return _with(due, explanation=(*due.explanation, why))


def _with(due, **changes):
    values = {name: getattr(due, name) for name in due.__slots__}
    return rules.DueDate(**{**values, **changes})


def draft(
    *,
    key,
    due,
    kind,
    titles,
    anchor_name,
    anchor,
    confidence,
    source,
    session=None,
    announced=None,
    mechanism=None,
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
    mechanism = mechanism or session.mechanism
    explanation = list(due.explanation)
    if session is not None and session.state == SessionState.SHORTENED:
        explanation.append(
            rules.reason(reasons.SHORTENED, subject=str(session), source=session.source, confidence=session.confidence)
        )
    vague = due.precision in (Precision.MONTH, Precision.SEASON) and due.origin == Origin.OFFICIAL and rule is None
    looked = verified or review or session
    publication = session.publication if session else Publication.PUBLISHED
    return Entry(
        key=key,
        kind=kind,
        mechanism=mechanism,
        country=review.country if review else None,
        session=session,
        review=review,
        rule=rule,
        begins_on=due.begins_on,
        due_on=due.on,
        due_at=due.at,
        time_zone=time_zone or mechanism.time_zone or "Europe/Zurich",
        precision=due.precision,
        # Of an adoption the words of the session that adopts count, not those of the review's.
        about_text=(announced or session).about_text if vague and session else "",
        origin=due.origin,
        certainty=due.certainty,
        computed_from=computed_from,
        explanation=explanation,
        confidence=confidence,
        source=source,
        verified_at=looked and looked.verified_at,
        verified_by_id=looked and looked.verified_by_id,
        publication=publication if publication in Publication.values else Publication.DRAFT,
        **titles,
        **fields,
    )
