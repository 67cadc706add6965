"""Reads of submissions: lists, one with all that its page shows, gates, versions."""

from engagements.queries.submissions.desk import MAIN_MOVE, Gate, Move, gates, moves, readers, seen_by_text
from engagements.queries.submissions.limits import Limit, limit_of, requirements_for
from engagements.queries.submissions.lists import lines_for_submissions, submission_detail, submission_list, with_words
from engagements.queries.submissions.references import references_in, references_of, resolved, unknown_in
from engagements.queries.submissions.sections import Outline, outline, section_detail, sections_with_text
from engagements.queries.submissions.versions import (
    SignState,
    dispatch_of,
    facts,
    facts_from,
    newest_version,
    sign_states,
    version_detail,
    version_list,
)

__all__ = [
    "MAIN_MOVE",
    "Gate",
    "Limit",
    "Move",
    "Outline",
    "SignState",
    "dispatch_of",
    "facts",
    "facts_from",
    "gates",
    "limit_of",
    "lines_for_submissions",
    "moves",
    "newest_version",
    "outline",
    "readers",
    "references_in",
    "references_of",
    "requirements_for",
    "resolved",
    "section_detail",
    "sections_with_text",
    "seen_by_text",
    "sign_states",
    "submission_detail",
    "submission_list",
    "unknown_in",
    "version_detail",
    "version_list",
    "with_words",
]
