"""Marking recommendations as about international humanitarian law, where their source does not say so."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Refused
from recommendations import policy
from recommendations.models import HumanitarianLawMark


@transaction.atomic
def mark_humanitarian_law(*, recommendation, is_marked, by):
    """Say that a recommendation is about humanitarian law, or take that back. The Task Team and the coordinators of the
    country. What a source labels cannot be taken back here. Twice changes nothing."""
    policy.check_may_mark(by, recommendation)
    if recommendation.labelled_humanitarian_law:
        raise Refused(_("The source itself labels it so."))
    if is_marked:
        _mark, changed = HumanitarianLawMark.objects.get_or_create(recommendation=recommendation)
    else:
        changed, _rows = HumanitarianLawMark.objects.filter(recommendation=recommendation).delete()
    if changed:
        audit.record(
            verb="recommendation.humanitarian_law",
            target=recommendation,
            by=by,
            before={"is_marked": not is_marked},
            after={"is_marked": is_marked},
        )
    return recommendation
