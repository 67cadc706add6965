"""Who sees a file that the worker made: whoever asked for it, as long as she sees the text."""

from django.db.models import Q

from core import policy
from engagements.models import Rendering
from engagements.policy.submissions import _through_visible_submission


@policy.register(Rendering)
def visible_renderings(user):
    return _through_visible_submission(user) & Q(asked_by=user)
