"""What those who hold the pen do with a contribution: take a paragraph into the text, or set it aside and say why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.documents.markup import clean_text
from core.errors import Refused
from engagements import policy
from engagements.actions.contributions import REQUEST
from engagements.actions.sections import save_section
from engagements.actions.submissions import record
from engagements.enums import AskedBy, ParagraphState

SET_ASIDE = "contribution.set_aside"


def _settle(paragraph, by, **changes):
    """Exactly one of any number of pressers gets it."""
    policy.check_can_write(by, paragraph.request.submission)
    if paragraph.request.sent_at is None:
        raise Refused(_("This contribution was taken back."))
    rows = policy.paragraphs_of(paragraph.request).filter(pk=paragraph.pk, state=ParagraphState.WAITING)
    changes |= {"settled_by": by, "settled_at": clock.now()}
    if not rows.filter(request__sent_at__isnull=False).update(**changes):
        raise Refused(_("This paragraph was dealt with already."))
    for name, value in changes.items():
        setattr(paragraph, name, value)


@transaction.atomic
def merge_paragraph(*, paragraph, section, expected_version, by):
    """Take a paragraph into `section` of the text, at its end, as it was sent in. Whoever writes the text, while it is
    open. Never twice; `Stale` when the section was written since `expected_version`, and then nothing has happened."""
    if section.submission_id != paragraph.request.submission_id:
        raise Refused(_("This section belongs to another text."))
    _settle(
        paragraph,
        by,
        state=ParagraphState.MERGED,
        section=section,
        merged_text=paragraph.text,
        merged_heading=section.heading,
        section_version=expected_version + 1,
    )
    body = f"{section.body.rstrip()}\n\n{paragraph.text}".strip("\n")
    save_section(section=section, heading=section.heading, body=body, expected_version=expected_version, by=by)
    after = {"section": section.pk, "section_version": section.version}
    record("contribution.merged", paragraph, paragraph.request.submission, by=by, after=after)
    return paragraph


@transaction.atomic
def set_aside_paragraph(*, paragraph, reason, by):
    """Leave a paragraph out, for a reason that its organisation is told. Whoever writes the text. Never twice."""
    reason = " ".join(clean_text(reason).split())
    if not reason:
        raise ValidationError({"reason": _("Say why; the organisation reads it.")})
    if len(reason) > 1000:
        raise ValidationError({"reason": _("At most %(most)s characters.") % {"most": "1,000"}})
    _settle(paragraph, by, state=ParagraphState.SET_ASIDE, reason=reason)
    request = paragraph.request
    record("contribution.set_aside", paragraph, request.submission, by=by)
    if request.way == AskedBy.ACCOUNT and request.written_by_id:
        outbox.queue(
            kind=SET_ASIDE,
            subject_type=REQUEST,
            subject_id=f"{request.pk}:{paragraph.pk}",
            recipients=[request.written_by_id],
            due_on=clock.today(),
        )
    return paragraph
