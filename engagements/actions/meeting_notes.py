"""Writes to the notes and advocacy points of a meeting, and the press that brings a point to the country team's list
(MATRIX D038). The trail keeps kinds, marks and where a point went, never its words."""

import textwrap

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core import policy as visibility
from core.errors import Refused
from core.saving import save_version
from engagements import policy, rules
from engagements.actions.advocacy import add_action, create_issue
from engagements.actions.records import add_row, change_row, trail
from engagements.actions.sheets import edit_sheet
from engagements.enums import AdvocacyLead, AdvocacyLevel, Exposure, NoteKind
from engagements.models import MeetingNote

_KEPT = ("kind", "exposure")


def _check_point(kind, text):
    if kind == NoteKind.POINT and len(text.strip()) > rules.POINT_CHARACTERS:
        sentence = _("An advocacy point has at most %(most)d characters; put the rest into a note.")
        raise ValidationError({"text": sentence % {"most": rules.POINT_CHARACTERS}})


@transaction.atomic
def write_note(*, interaction, text, by, kind=NoteKind.NOTE, exposure=Exposure.RESTRICTED):
    """Write a note or an advocacy point of a meeting; restricted unless said otherwise. The coordinators, and whoever
    recorded the meeting. Twice writes two."""
    policy.check_can_change_interaction(by, interaction)
    policy.check_still_visible(interaction, by)
    _check_point(kind, text)
    note = MeetingNote(
        interaction=interaction,
        cluster_id=interaction.cluster_id,
        kind=kind,
        text=text.strip(),
        exposure=exposure,
        created_by=by,
    )
    return add_row(note, verb="meeting_note.written", by=by, cluster_id=note.cluster_id, kept=_KEPT)


@transaction.atomic
def edit_note(*, note, expected_version, by, **changes):
    """Change text, kind or mark. The coordinators who see it, and whoever wrote it. A point that has gone on stays one
    and keeps its words: what stands on the list is what was said. `Stale` when somebody was quicker."""
    policy.check_can_change_note(by, note)
    if unknown := set(changes) - {"text", "kind", "exposure"}:
        raise TypeError(f"A note has no {', '.join(sorted(unknown))}")
    has_gone = note.issue_id is not None or note.briefing_id is not None
    text, kind = changes.get("text", note.text), changes.get("kind", note.kind)
    if has_gone and (text.strip() != note.text or kind != note.kind):
        raise Refused(_("This point has gone on already. Write another one."))
    _check_point(kind, text)
    return change_row(
        note,
        verb="meeting_note.changed",
        expected_version=expected_version,
        by=by,
        cluster_id=note.cluster_id,
        changes=changes,
        kept=_KEPT,
    )


def _check_push(note, by):
    policy.check_can_advocate(by, note.cluster_id)
    policy.check_still_visible(note, by)
    if note.kind != NoteKind.POINT:
        raise Refused(_("Only an advocacy point goes on. Make the note one first."))


def _check_target(note, target, by, field):
    """The list must be of the cluster, seen by the writer, and for no more people than the point."""
    if target.cluster_id != note.cluster_id or not visibility.is_visible(target, by):
        raise ValidationError({field: _("This does not exist.")})
    if not rules.is_no_wider(target.mark, note.mark):
        raise Refused(_("More people see it than may see this point. Open the point first, or choose another."))


@transaction.atomic
def push_to_issue(*, note, expected_version, by, issue=None):
    """Put an advocacy point on the list for the humanitarian country team: as an action of `issue` at that level, or,
    without one, as a new issue that has the point's mark. Coordinators. Once: there already is refused; two at the same
    moment, the second is `Stale`. Returns the issue."""
    _check_push(note, by)
    if note.issue_id is not None:
        raise Refused(_("This point is on the list of issues already."))
    level, lead, action = AdvocacyLevel.HCT, AdvocacyLead.COORDINATOR, None
    if issue is None:
        line = note.interaction.plan_line
        issue = create_issue(
            cluster=note.interaction.cluster,
            plan_line=line,
            title=textwrap.shorten(note.text, 200, placeholder="…"),
            why=note.text,
            level=level,
            level_reason=_("An advocacy point of a meeting, for the humanitarian country team."),
            lead=lead,
            exposure=note.mark,
            by=by,
        )
    else:
        _check_target(note, issue, by, "issue")
        action = add_action(issue=issue, what=" ".join(note.text.split()), level=level, lead=lead, by=by)
    save_version(note, expected_version, by, issue=issue, action=action, issue_at=clock.now(), updated_at=clock.now())
    trail("meeting_note.to_issue", note, by=by, cluster_id=note.cluster_id, after={"issue": issue.pk})
    return issue


@transaction.atomic
def push_to_briefing(*, note, briefing, expected_version, by):
    """Add an advocacy point to what a briefing of the country team asks for, as a paragraph of its own. Coordinators.
    Once: there already, on this or another briefing, is refused. Returns the briefing."""
    _check_push(note, by)
    if note.briefing_id is not None:
        raise Refused(_("This point is on the list of a briefing already."))
    _check_target(note, briefing, by, "briefing")
    asked = f"{briefing.asked}\n\n{note.text}".strip()
    edit_sheet(record=briefing, expected_version=briefing.version, asked=asked, by=by)
    now = clock.now()
    save_version(note, expected_version, by, briefing=briefing, briefing_at=now, updated_at=now)
    trail("meeting_note.to_briefing", note, by=by, cluster_id=note.cluster_id, after={"briefing": briefing.pk})
    return briefing
