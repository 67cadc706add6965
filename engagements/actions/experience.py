"""Writes to experience notes (MATRIX E027). The trail keeps that there is one, never its words."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Refused
from core.saving import save_version
from core.texts import says
from engagements import policy
from engagements.actions.personal import check_texts
from engagements.actions.plans import hold
from engagements.enums import CLOSED_MARKS
from engagements.models import ExperienceNote
from knowledge.actions.practices import publish_practice, take_down


def _record(verb, note, by, *, after=None):
    audit.record(
        verb=verb,
        target=note,
        by=by,
        cluster_id=note.plan_line.cluster_id,
        parent=f"engagements.planline:{note.plan_line_id}",
        after=after,
        label=str(note),
    )


@transaction.atomic
def write_note(*, plan_line, title, text, worked, by):
    """Write down what was learned on a line. Everybody of the cluster who sees it. Twice writes two."""
    policy.check_writes_experience(by, plan_line)
    note = ExperienceNote(plan_line=plan_line, title=title.strip(), text=text.strip(), worked=worked, written_by=by)
    note.full_clean(exclude=["plan_line", "written_by", "practice"])
    note.save(force_insert=True)
    _record("experience.written", note, by, after={"worked": str(worked)})
    return note


@transaction.atomic
def change_note(*, note, title, text, worked, expected_version, by):
    """Other words. Who wrote it, and those who lead. What was shared of it stays as it is."""
    policy.check_changes_note(by, note)
    note.title, note.text, note.worked = title.strip(), text.strip(), worked
    note.full_clean(exclude=["plan_line", "written_by", "practice"])
    save_version(note, expected_version, by, title=note.title, text=note.text, worked=note.worked)
    _record("experience.changed", note, by)
    return note


@transaction.atomic
def share_note(*, note, title, text, language, names_cluster, agrees, names_nobody=False, expected_version, by):
    """Share what was learned with every cluster, in words written for everybody. Coordinators; `agrees` says that the
    cluster consents. What could give a person away is refused. Of a closed line neither the cluster nor the mechanism
    is named, whatever `names_cluster` says, and its title may not stand in the text; nothing leads back to it."""
    policy.check_can_plan(by, note.plan_line.cluster_id)
    if note.practice is not None and not note.practice.is_withdrawn:
        raise Refused(_("This note is shared already."))
    line = note.plan_line
    # Its mark does not change while we ask for it.
    hold(line, by)
    is_closed = line.exposure in CLOSED_MARKS
    errors = {}
    if not agrees:
        errors["agrees"] = _("Ask the cluster first: nothing is shared without its consent.")
    for name, words in (("title", title), ("text", text)):
        if is_closed and says(words, line.title):
            errors[name] = _("These words say the title of the plan line, which is closed.")
    if errors:
        raise ValidationError(errors)
    check_texts({"title": title, "text": text}, names_nobody=names_nobody)
    practice = publish_practice(
        title=title,
        text=text,
        worked=note.worked,
        language=language,
        cluster=line.cluster if names_cluster and not is_closed else None,
        mechanism=None if is_closed else line.mechanism,
    )
    save_version(note, expected_version, by, practice=practice)
    _record("experience.shared", note, by, after={"named": practice.cluster_id is not None})
    return practice


@transaction.atomic
def unshare_note(*, note, expected_version, by):
    """Take back what was shared: nobody reads it any more. Coordinators; not shared: refused."""
    policy.check_can_plan(by, note.plan_line.cluster_id)
    if note.practice is None or note.practice.is_withdrawn:
        raise Refused(_("This note is not shared."))
    save_version(note, expected_version, by)
    take_down(note.practice)
    _record("experience.unshared", note, by)
    return note


def take_back_shared(*, plan_line, by):
    """The line was closed: what was shared of it while it was open may name it, its mechanism and the cluster, and is
    taken back. It can be shared anew, in words for a closed line. Part of changing the mark."""
    rows = ExperienceNote.objects.visible_to(by).filter(plan_line=plan_line, practice__is_withdrawn=False)
    for note in rows.select_related("practice", "plan_line"):
        unshare_note(note=note, expected_version=note.version, by=by)
