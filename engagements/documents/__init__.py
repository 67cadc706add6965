"""Rows as documents and tables: submissions, interactions. Rows come in already filtered by `visible_to`."""

from engagements.documents.interactions import interactions_csv, read_out, seen_by_text
from engagements.documents.submissions import (
    MAX_SECTION_CHARACTERS,
    MAX_SECTIONS,
    build_tree,
    classification,
    count_section,
    symbol_of,
    text_hash,
)

__all__ = [
    "MAX_SECTIONS",
    "MAX_SECTION_CHARACTERS",
    "build_tree",
    "classification",
    "count_section",
    "interactions_csv",
    "read_out",
    "seen_by_text",
    "symbol_of",
    "text_hash",
]
