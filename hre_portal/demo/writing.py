"""What stands beside the demonstration's text for Mozambique: evidence, proposals, a quotation. All invented, apart
from the words of the recommendation."""

from engagements.actions.evidence import add_evidence
from engagements.actions.proposals import add_proposal
from engagements.actions.quotations import quote_recommendation
from engagements.models import Section
from recommendations import queries as recommendations

_EVIDENCE = (
    ("mid_term.return_and_safety", "data", "Protection monitoring, months before and after the review; checked twice."),
    ("mid_term.documentation", "meeting", "Discussed with members in two meetings; the figure was agreed there."),
)
_PROPOSALS = (
    "Publish the conditions of each return fourteen days before it starts",
    "Bring mobile registration to the villages of return",
)


def add_beside(submission, by):
    """Evidence for two sections, two proposals and one quotation."""
    rows = {row.key: row for row in Section.objects.visible_to(by).filter(submission=submission)}
    for key, kind, text in _EVIDENCE:
        add_evidence(submission=submission, section=rows.get(key), kind=kind, text=text, by=by)
    for text in _PROPOSALS:
        add_proposal(submission=submission, text=text, detail="broad", by=by)
    country = submission.plan_line.cluster.country_id
    found = recommendations.search(by, text="displaced documentation services", countries=[country], limit=1)
    section = rows.get("mid_term.documentation")
    if found and section is not None:
        section.submission = submission
        quote_recommendation(section=section, recommendation_id=found[0].pk, expected_version=section.version, by=by)
