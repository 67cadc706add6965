"""Rows as documents and tables: submissions, interactions, the process. They come in filtered by `visible_to`."""

from engagements.documents.interactions import interactions_csv, read_out, seen_by_text
from engagements.documents.process import cogs_of, process_document, quarter_text, timeline_of, timeline_words
from engagements.documents.spelling import Changed, changed_since
from engagements.documents.submissions import (
    MAX_SECTION_CHARACTERS,
    MAX_SECTIONS,
    build_tree,
    classification,
    clock_time,
    count_section,
    endorsed_by,
    marked,
    speaking_copy,
    speaking_for,
    submitted_by,
    symbol_of,
    text_hash,
)

__all__ = [
    "MAX_SECTIONS",
    "MAX_SECTION_CHARACTERS",
    "Changed",
    "build_tree",
    "changed_since",
    "classification",
    "clock_time",
    "cogs_of",
    "count_section",
    "endorsed_by",
    "interactions_csv",
    "marked",
    "process_document",
    "quarter_text",
    "read_out",
    "seen_by_text",
    "speaking_copy",
    "speaking_for",
    "submitted_by",
    "symbol_of",
    "text_hash",
    "timeline_of",
    "timeline_words",
]
