"""Who sees a file that the worker made: whoever asked for it, as long as she sees the text."""

from django.db.models import Q

from core import policy
from engagements.models import Rendering
from engagements.policy.common import through_visible_submission


@policy.register(Rendering)
def visible_renderings(user):
    return through_visible_submission(user) & Q(asked_by=user)


def renderings_on(plan_line):
    """The files asked for of every text on the line, for a write whose writer was let through by a check: the mark they
    say follows the line, whoever asked."""
    return Rendering.objects.unscoped("a check of this module has let the writer through").filter(
        submission__plan_line=plan_line
    )
