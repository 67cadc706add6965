"""Resources are open to everybody with an account; the Task Team keeps them."""

from django.utils.translation import gettext_lazy as _

from clusters.policy import is_task_team
from core.errors import Refused


def keeps_resources(user):
    return is_task_team(user)


def check_keeps_resources(user):
    if not keeps_resources(user):
        raise Refused(_("Only the Task Team may do this."))
