"""Outlines of submissions, kind by kind: sections with headings in the document's language and guidance for the writer.

Headings belong to the document and stand here in every language of the portal (English where a language has none);
guidance belongs to the interface and is translated by the catalogue. The advice is the portal's own wording; it states
no limit, date or address of any mechanism: those come from the reference data, with their source.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind


@dataclass(frozen=True)
class SectionTemplate:
    """`key` is stable and stored with each section; `headings` by language."""

    key: str
    headings: dict
    guidance: object
    is_sent: bool = True


@dataclass(frozen=True)
class SubmissionTemplate:
    """`names`: what the document calls itself, by language. `advice`: what the writer should know before she begins."""

    kind: SubmissionKind
    names: dict
    advice: object
    sections: tuple = field(default=())
    has_cover: bool = True


def in_language(texts, language):
    """The text of a language, by the first part of its tag; English where there is none."""
    return texts.get(language.split("-")[0].lower()) or texts["en"]


def template_of(kind):
    """The outline of a kind of submission."""
    return _templates()[SubmissionKind(kind)]


def guidance_of(key):
    """What works in the section `key`, lazily in the reader's language; empty for a section of the cluster's own."""
    return _guidance().get(key, "")


_UPR, _TREATY_BODIES, _PROCEDURES = _("Guide 1, slide 7"), _("Guide 1, slide 9"), _("Guide 1, slide 10")
# Where the guidance of the GPC speaks of this kind of input; kinds of which it does not speak have none.
_SOURCES = {
    SubmissionKind.UPR_SINGLE: _UPR,
    SubmissionKind.UPR_JOINT: _UPR,
    SubmissionKind.UPR_MID_TERM: _UPR,
    SubmissionKind.TREATY_BODY: _TREATY_BODIES,
    SubmissionKind.LIST_OF_ISSUES: _TREATY_BODIES,
    SubmissionKind.ALTERNATIVE_REPORT: _TREATY_BODIES,
    SubmissionKind.FOLLOW_UP: _TREATY_BODIES,
    SubmissionKind.CONFIDENTIAL_COMMENTS: _TREATY_BODIES,
    SubmissionKind.INQUIRY: _TREATY_BODIES,
    SubmissionKind.GENERAL_COMMENT: _TREATY_BODIES,
    SubmissionKind.TALKING_POINTS: _TREATY_BODIES,
    SubmissionKind.SPECIAL_PROCEDURE: _PROCEDURES,
    SubmissionKind.LETTER: _PROCEDURES,
    SubmissionKind.STATEMENT: _("Guide 1, slide 6"),
    SubmissionKind.INVESTIGATION: _("Guide 1, slide 6"),
}


def source_of(kind):
    """Which page of the guidance names this kind of input; empty where none does."""
    return _SOURCES.get(SubmissionKind(kind), "")


def _templates():
    from engagements.templates_library import (
        briefing,
        confidential,
        general_comment,
        hearing,
        letter,
        review,
        special_procedure,
        statement,
        talking_points,
        treaty_body,
        upr,
    )

    files = (
        upr,
        treaty_body,
        review,
        general_comment,
        special_procedure,
        letter,
        statement,
        talking_points,
        hearing,
        briefing,
        confidential,
    )
    return {template.kind: template for file in files for template in file.TEMPLATES}


def _guidance():
    return {section.key: section.guidance for template in _templates().values() for section in template.sections}
