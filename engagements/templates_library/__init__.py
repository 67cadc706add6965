"""Outlines of submissions, kind by kind: sections with headings in the document's language and guidance for the writer.

Headings belong to the document and stand here in every language of the portal (English where a language has none);
guidance belongs to the interface and is translated by the catalogue. The advice is the portal's own wording; it states
no limit, date or address of any mechanism: those come from the reference data, with their source.
"""

from dataclasses import dataclass, field

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


def _templates():
    from engagements.templates_library import briefing, confidential, special_procedure, statement, treaty_body, upr

    files = (upr, treaty_body, special_procedure, statement, briefing, confidential)
    return {template.kind: template for file in files for template in file.TEMPLATES}


def _guidance():
    return {section.key: section.guidance for template in _templates().values() for section in template.sections}
