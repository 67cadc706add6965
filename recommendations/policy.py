"""Recommendations are open to everybody with an account; the Task Team keeps them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.policy import is_task_team
from core import policy
from core.errors import Refused
from recommendations.models import RecommendationImport, RecommendationImportRow


def keeps(user):
    """The Task Team imports and corrects."""
    return is_task_team(user)


def check_keeps(user):
    if not keeps(user):
        raise Refused(_("Only the Task Team keeps the recommendations."))


@policy.register(RecommendationImport)
@policy.register(RecommendationImportRow)
def visible_imports(user):
    return Q() if keeps(user) else policy.NOBODY
