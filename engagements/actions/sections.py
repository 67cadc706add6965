"""Writes to the sections of a submission. Each section has its own version: two people in different sections never
meet, two in the same one are told (`Stale`) and nothing is lost."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.citing import ids_in
from core.documents.markup import clean_text
from core.errors import Stale
from engagements import documents, policy, workflow
from engagements.actions.submissions import freeze, note_text, record, take
from engagements.models import Section
from engagements.queries.submissions import references_of


def _heading(text):
    heading = " ".join(clean_text(text).split())
    if not heading:
        raise ValidationError({"heading": _("Give the section a heading.")})
    if len(heading) > 200:
        raise ValidationError({"heading": _("At most 200 characters.")})
    return heading


def _body(text):
    body = clean_text(text).rstrip()
    if len(body) > documents.MAX_SECTION_CHARACTERS:
        raise ValidationError(
            {
                "body": _(
                    "A section holds at most %(most)s characters; this text has %(has)s. Divide it into sections."
                )
                % {"most": f"{documents.MAX_SECTION_CHARACTERS:,}", "has": f"{len(body):,}"}
            }
        )
    return body


def count_of(submission, heading, body, by):
    """Count of a section as it would stand in the document, quotations with their words."""
    references = references_of(by, ids_in([heading, body]), language=submission.language)
    return documents.count_section(heading, body, references=references, language=submission.language)


@transaction.atomic
def save_section(*, section, heading, body, expected_version, by):
    """Save one section. Writers, while the text is open. `Stale` when somebody saved this section since
    `expected_version` (the caller still has both texts). Saving what stands there already changes nothing. What was
    signed no longer counts once the text differs."""
    submission = section.submission
    policy.check_can_write(by, submission)
    heading, body = _heading(heading), _body(body)
    take(submission, by, statuses=workflow.WRITABLE)
    counted = count_of(submission, heading, body, by)
    # Who saves what stands there already has written nothing: whose text it is decides who may sign it.
    is_same = (section.version, section.heading, section.body) == (expected_version, heading, body)
    changes = {
        "heading": heading,
        "body": body,
        "words": counted.text,
        "note_words": counted.notes,
        "paragraphs": counted.paragraphs,
        "updated_at": clock.now(),
        "updated_by": section.updated_by if is_same else by,
        "version": expected_version + 1,
    }
    rows = policy.rows_of(Section, submission).filter(pk=section.pk, version=expected_version)
    if not rows.update(**changes):
        raise Stale
    before = section.words + section.note_words
    for name, value in changes.items():
        setattr(section, name, value)
    note_text(submission)
    record(
        "section.saved",
        section,
        submission,
        by=by,
        before={"words": before},
        after={"words": counted.words(), "version": section.version},
    )
    return section


@transaction.atomic
def add_section(*, submission, heading, is_sent=True, by):
    """Add an empty section at the end. Writers, while the text is open."""
    policy.check_can_write(by, submission)
    heading = _heading(heading)
    take(submission, by, statuses=workflow.WRITABLE)
    existing = policy.rows_of(Section, submission)
    if existing.count() >= documents.MAX_SECTIONS:
        raise ValidationError(
            {"heading": _("A submission has at most %(most)s sections.") % {"most": documents.MAX_SECTIONS}}
        )
    last = existing.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(
        submission=submission, heading=heading, is_sent=is_sent, position=last + 1, updated_by=by
    )
    note_text(submission)
    record("section.added", section, submission, by=by, after={"position": section.position, "is_sent": is_sent})
    return section


@transaction.atomic
def move_section(*, section, direction, by):
    """Change places with the neighbour: `direction` "up" or "down". At the edge nothing happens."""
    submission = section.submission
    policy.check_can_write(by, submission)
    take(submission, by, statuses=workflow.WRITABLE)
    rows = policy.rows_of(Section, submission)
    here = rows.filter(pk=section.pk).values_list("position", flat=True).first()
    if here is None:
        raise Stale
    if direction == "up":
        neighbour = rows.filter(position__lt=here).order_by("-position").first()
    elif direction == "down":
        neighbour = rows.filter(position__gt=here).order_by("position").first()
    else:
        raise ValidationError(_("Sections move up or down."))
    if neighbour is None:
        return section
    # Positions are unique: by way of a free one.
    free = rows.aggregate(last=Max("position"))["last"] + 1
    there = neighbour.position
    rows.filter(pk=section.pk).update(position=free)
    rows.filter(pk=neighbour.pk).update(position=here)
    rows.filter(pk=section.pk).update(position=there)
    section.position = there
    note_text(submission)
    record("section.moved", section, submission, by=by, before={"position": here}, after={"position": there})
    return section


@transaction.atomic
def remove_section(*, section, expected_version, by):
    """Take a section out. If it holds text, the whole text is frozen first and can be brought back. `Stale` when
    somebody wrote in it since."""
    submission = section.submission
    policy.check_can_write(by, submission)
    take(submission, by, statuses=workflow.WRITABLE)
    row = policy.rows_of(Section, submission).filter(pk=section.pk, version=expected_version)
    current = row.first()
    if current is None:
        raise Stale
    if current.body.strip():
        note = str(_("Before “%(heading)s” was removed")) % {"heading": current.heading[:150]}
        freeze(submission, by, note=note)
    row.delete()
    note_text(submission)
    record("section.removed", section, submission, by=by, before={"words": current.words + current.note_words})
