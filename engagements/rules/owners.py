"""Owners are roles; a role that nobody holds any more is no owner."""

from django.utils.translation import gettext as _

from engagements.enums import StepOwner


def owner_problem(role, ended):
    """The sentence for a new owner or deputy whose role has ended in the cluster, or None. `ended`: roles that somebody
    held there and nobody holds now."""
    if not role or role not in ended:
        return None
    return _("Nobody holds the role “%(role)s” in this cluster any more. Choose a role that somebody holds.") % {
        "role": StepOwner(role).label
    }
