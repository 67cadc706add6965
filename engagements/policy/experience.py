"""Experience notes are read by whoever sees the plan line; written by its circle; shared by those who lead."""

from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import has_role_in
from core import policy
from core.errors import Refused
from engagements.models import ExperienceNote
from engagements.policy.plans import through_visible_line


@policy.register(ExperienceNote)
def visible_experience_notes(user):
    return through_visible_line(user)


def writes_experience(user, plan_line):
    """Everybody of the cluster who sees the line."""
    return has_role_in(user, plan_line.cluster_id, INSIDE_ROLES) and policy.is_visible(plan_line, user)


def check_writes_experience(user, plan_line):
    if not writes_experience(user, plan_line):
        raise Refused(_("Only people of this cluster who see the plan line write notes here."))


def changes_note(user, note):
    """Who wrote it, and those who lead."""
    if not writes_experience(user, note.plan_line):
        return False
    return note.written_by_id == user.pk or has_role_in(user, note.plan_line.cluster_id, LEAD_ROLES)


def check_changes_note(user, note):
    if not changes_note(user, note):
        raise Refused(_("Only who wrote the note and the coordinators change it."))
