"""What was written down at meetings, and where it may go on to."""

from dataclasses import dataclass

from core import clock
from engagements import policy, rules
from engagements.enums import IssueState, NoteKind
from engagements.models import AdvocacyIssue, HctBriefing, MeetingNote

MOST_TARGETS = 40


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note; of where it went only what the reader may see there."""

    note: MeetingNote
    issue: AdvocacyIssue | None
    briefing: HctBriefing | None
    may_change: bool
    # To choose from, for whoever may bring it on.
    issues: list
    briefings: list


def notes_of(user, interaction):
    """What was written down at a meeting, as the reader may see it: `NoteRow`s, oldest first. Five queries at most."""
    rows = MeetingNote.objects.visible_to(user).filter(interaction=interaction).select_related("created_by")
    notes = list(rows.order_by("pk"))
    roles = policy.roles_in(user, interaction.cluster)
    points = [note for note in notes if note.kind == NoteKind.POINT]
    pushes = policy.can_advocate(roles)
    open_issues = issues_to_push(user, interaction) if pushes and any(not one.issue_id for one in points) else []
    coming = briefings_to_push(user, interaction) if pushes and any(not one.briefing_id for one in points) else []
    gone_to = {note.issue_id for note in points if note.issue_id}
    gone_on = {note.briefing_id for note in points if note.briefing_id}
    issues = _by_pk(AdvocacyIssue, user, gone_to)
    briefings = _by_pk(HctBriefing, user, gone_on)
    found = []
    for note in notes:
        note.interaction = interaction
        is_point = note.kind == NoteKind.POINT
        found.append(
            NoteRow(
                note,
                issues.get(note.issue_id),
                briefings.get(note.briefing_id),
                policy.can_change_note(user, roles, note),
                [one for one in open_issues if is_point and not note.issue_id and _takes(one, note.mark)],
                [one for one in coming if is_point and not note.briefing_id and _takes(one, note.mark)],
            )
        )
    return found


def _takes(target, mark):
    return rules.is_no_wider(target.mark, mark)


def _by_pk(model, user, pks):
    return {row.pk: row for row in model.objects.visible_to(user).filter(pk__in=pks)} if pks else {}


def seen_of(model, user, pks):
    """Those of `pks` that name rows of `model` the reader may see."""
    return set(_by_pk(model, user, {pk for pk in pks if pk}))


def issues_to_push(user, interaction):
    """Live issues of the cluster that a point may become an action of."""
    rows = AdvocacyIssue.objects.visible_to(user).filter(cluster_id=interaction.cluster_id, state=IssueState.OPEN)
    return list(rows.select_related("plan_line").order_by("title", "pk")[:MOST_TARGETS])


def briefings_to_push(user, interaction):
    """Briefings of the country team that are still ahead, or today."""
    rows = HctBriefing.objects.visible_to(user).filter(
        cluster_id=interaction.cluster_id, held_on__gte=clock.day_of(user)
    )
    return list(rows.select_related("plan_line").order_by("held_on", "pk")[:MOST_TARGETS])


def note_of(user, interaction, pk):
    """One note of the meeting, or None for whoever may not see it."""
    note = MeetingNote.objects.visible_to(user).filter(interaction=interaction, pk=pk).first()
    if note is not None:
        note.interaction = interaction
    return note


def issue_of(user, pk):
    return AdvocacyIssue.objects.visible_to(user).filter(pk=pk).select_related("plan_line").first()


def briefing_of(user, pk):
    return HctBriefing.objects.visible_to(user).filter(pk=pk).select_related("plan_line").first()
