"""Reads of experience notes."""

from engagements import policy
from engagements.models import ExperienceNote


def notes_of(user, line):
    """The notes of a line, the newest first, each with `may_change`. Two queries."""
    rows = ExperienceNote.objects.visible_to(user).filter(plan_line=line)
    found = list(rows.select_related("written_by", "practice"))
    roles = policy.roles_in(user, line.cluster)
    for note in found:
        note.may_change = policy.can_plan(roles) or note.written_by_id == user.pk
        note.is_shared = note.practice is not None and not note.practice.is_withdrawn
    return found


def note(user, line_pk, pk):
    rows = ExperienceNote.objects.visible_to(user).filter(pk=pk, plan_line=line_pk)
    return rows.select_related("plan_line__cluster__country", "plan_line__mechanism", "practice").first()
