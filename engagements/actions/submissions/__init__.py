"""Writes to a submission as a whole: begin it, say what it is, move it through the workflow.

Every act takes the submission's row first, so that two writers of different sections follow one another instead of
losing each other. The trail keeps states, marks and numbers, never text.
"""

from engagements.actions.submissions.common import TARGET, hold, note_pages, note_text, parent_of, record, take
from engagements.actions.submissions.editing import create_submission, edit_submission
from engagements.actions.submissions.freezing import (
    file_name_of,
    freeze,
    render_version,
    render_version_docx,
    speaking_copy_now,
    speaking_copy_of,
    tree_now,
    tree_of,
    word_of,
)
from engagements.actions.submissions.moves import advance, usual_due_on
from engagements.actions.submissions.proving import (
    add_proof,
    correct_sending,
    record_acknowledgement,
    record_attempt,
)
from engagements.actions.submissions.readers import (
    change_submission_mark,
    name_submission_person,
    unname_submission_person,
)
from engagements.actions.submissions.results import (
    CLOSING,
    add_points,
    change_point,
    note_uptake,
    record_results_export,
    remove_point,
    write_closing,
)
from engagements.actions.submissions.sending import final_file_of, is_late

__all__ = [
    "CLOSING",
    "TARGET",
    "add_points",
    "add_proof",
    "advance",
    "change_point",
    "change_submission_mark",
    "correct_sending",
    "create_submission",
    "edit_submission",
    "file_name_of",
    "final_file_of",
    "freeze",
    "hold",
    "is_late",
    "name_submission_person",
    "note_pages",
    "note_text",
    "note_uptake",
    "parent_of",
    "record",
    "record_acknowledgement",
    "record_attempt",
    "record_results_export",
    "remove_point",
    "render_version",
    "render_version_docx",
    "speaking_copy_now",
    "speaking_copy_of",
    "take",
    "tree_now",
    "tree_of",
    "unname_submission_person",
    "usual_due_on",
    "word_of",
    "write_closing",
]
