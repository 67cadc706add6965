"""Writes to the evidence behind a text. The trail keeps the kind of source, never a word of the note."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Stale
from core.saving import save_version
from engagements import policy
from engagements.actions.submissions import record
from engagements.enums import EvidenceKind
from engagements.models import EvidenceNote
from engagements.rules.anchors import quote_of

MOST_CHARACTERS = 5000


def _checked(submission, section, kind, text):
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Say what stands behind it.")})
    if len(text) > MOST_CHARACTERS:
        raise ValidationError({"text": _("At most %(most)s characters.") % {"most": MOST_CHARACTERS}})
    if kind not in EvidenceKind.values:
        raise ValidationError({"kind": _("Choose a kind of source.")})
    if section is not None and section.submission_id != submission.pk:
        raise ValidationError({"section": _("This section belongs to another text.")})
    return text


@transaction.atomic
def add_evidence(*, submission, kind, text, section=None, paragraph="", by):
    """Note what stands behind a text, one of its sections, or the paragraph that begins with the words `paragraph`.
    Writers, also of a closed text; nobody else ever reads it. Twice makes two."""
    policy.check_can_keep_evidence(by, submission)
    text = _checked(submission, section, kind, text)
    note = EvidenceNote.objects.create(
        submission=submission,
        section=section,
        paragraph=quote_of(paragraph) if section is not None else "",
        kind=kind,
        text=text,
        written_by=by,
    )
    record("evidence.added", note, submission, by=by, after={"kind": str(kind)})
    return note


@transaction.atomic
def change_evidence(*, note, kind, text, section, paragraph, expected_version, by):
    """Change a note. Writers; somebody quicker: `Stale`."""
    submission = note.submission
    policy.check_can_keep_evidence(by, submission)
    changes = {
        "text": _checked(submission, section, kind, text),
        "kind": kind,
        "section": section,
        "paragraph": quote_of(paragraph) if section is not None else "",
        "updated_at": clock.now(),
    }
    save_version(note, expected_version, by, **changes)
    record("evidence.changed", note, submission, by=by, after={"kind": str(kind)})


@transaction.atomic
def remove_evidence(*, note, expected_version, by):
    """Take a note away for good. Writers; `Stale` when somebody changed it since."""
    policy.check_can_keep_evidence(by, note.submission)
    rows = EvidenceNote.objects.visible_to(by).filter(pk=note.pk, version=expected_version)
    if not rows.exists():
        raise Stale
    record("evidence.removed", note, note.submission, by=by, before={"kind": note.kind})
    rows.delete()
