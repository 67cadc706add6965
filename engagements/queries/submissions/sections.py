"""Sections of a submission: the outline with its words, and the text."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, F, Q, Subquery, TextField, Value, When
from django.shortcuts import get_object_or_404

from engagements import policy, workflow
from engagements.models import Section
from engagements.queries.submissions.limits import Limit, Measure, limit_of, measure_of
from engagements.templates_library import template_of
from mechanisms.enums import LimitUnit


def section_detail(user, submission, pk):
    section = get_object_or_404(Section.objects.visible_to(user).filter(submission=submission), pk=pk)
    # The same object, so that nothing is asked twice.
    section.submission = submission
    return section


def _first(submission):
    rows = policy.rows_of(Section, submission).order_by("position")
    return Subquery(rows.values("pk")[:1])


@dataclass
class Outline:
    """The sections in order with numbers, and the words of what is sent."""

    sections: list
    limit: Limit
    words: int = 0
    text_words: int = 0
    note_words: int = 0
    paragraphs: int = 0
    # Its length in pages, minutes or paragraphs, where that is what counts.
    measure: Measure | None = None

    @property
    def saved(self):
        """The section that was written last: who saved the text, and when. Moves of the workflow do not count."""
        return max(self.sections, key=lambda section: section.updated_at, default=None)

    @property
    def is_over(self):
        if self.measure is not None and self.measure.is_over:
            return True
        return self.limit.in_words is not None and self.words > self.limit.in_words

    @property
    def measure_rate(self):
        """Words a minute."""
        return settings.HRE_WORDS_A_MINUTE

    @property
    def left(self):
        return workflow.limit_text(self.words, self.limit.in_words) if self.limit.in_words is not None else ""

    @property
    def limit_unit(self):
        return LimitUnit(self.limit.unit).label if self.limit.unit else ""


def outline(user, submission, *, section_pk=None):
    """Sections without their text, except that of the section `section_pk` (default: the first), which says so in
    `text` and `advice`. One query."""
    rows = Section.objects.visible_to(user).filter(submission=submission).defer("body", "guidance")
    here = Q(pk=section_pk) if section_pk else Q(pk=_first(submission))
    rows = rows.annotate(
        text=Case(When(here, then=F("body")), default=Value(""), output_field=TextField()),
        advice=Case(When(here, then=F("guidance")), default=Value(""), output_field=TextField()),
    )
    sections = list(rows.select_related("updated_by").order_by("position"))
    limit = limit_of(submission.requirement)
    made = Outline(sections, limit)
    number = 0
    for section in sections:
        section.count = section.words + (section.note_words if limit.counts_notes else 0)
        section.first_paragraph = made.paragraphs + 1
        section.number = ""
        if section.is_sent:
            number += 1
            section.number = number
            made.text_words += section.words
            made.note_words += section.note_words
            made.words += section.count
            made.paragraphs += section.paragraphs
    made.measure = measure_of(
        submission,
        limit,
        words=made.words,
        text_words=made.text_words,
        paragraphs=made.paragraphs,
        has_cover=template_of(submission.kind).has_cover,
    )
    return made


def sections_with_text(user, submission):
    rows = Section.objects.visible_to(user).filter(submission=submission).select_related("organisation")
    return list(rows.order_by("position"))
