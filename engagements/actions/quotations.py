"""Put a recommendation into a text, by its number."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.documents import nodes
from core.errors import Refused, Stale
from engagements import policy
from engagements.actions.sections import save_section
from engagements.queries.submissions import references_of


@transaction.atomic
def quote_recommendation(*, section, recommendation_id, expected_version, by):
    """Append a recommendation as a quotation to the end of a section. Writers, while the text is open; `Stale` when
    somebody saved the section since. Twice quotes it twice."""
    submission = section.submission
    policy.check_can_write(by, submission)
    if section.version != expected_version:
        raise Stale
    if not references_of(by, [recommendation_id], language=submission.language):
        raise Refused(_("The portal does not know this recommendation."))
    body = f"{section.body.rstrip()}\n\n{nodes.token_of(recommendation_id)}".strip()
    return save_section(section=section, heading=section.heading, body=body, expected_version=expected_version, by=by)
