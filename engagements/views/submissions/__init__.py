"""Pages of submissions as a whole: list, new, desk, settings, people, the moves of the workflow, sign-off."""

from engagements.views.submissions.common import STATUS_TONES, is_neutral, refuse
from engagements.views.submissions.files import (
    dispatch_file,
    instead_of_pdf,
    no_pdf,
    submission_docx,
    submission_pdf,
    submission_preview,
)
from engagements.views.submissions.lists import PAGE_SIZE, submission_choose, submission_create, submission_list
from engagements.views.submissions.moves import submission_advance, submission_sign_off
from engagements.views.submissions.page import beside, desk, submission_detail
from engagements.views.submissions.settings import submission_edit

__all__ = [
    "PAGE_SIZE",
    "STATUS_TONES",
    "beside",
    "desk",
    "dispatch_file",
    "instead_of_pdf",
    "is_neutral",
    "no_pdf",
    "refuse",
    "submission_advance",
    "submission_choose",
    "submission_create",
    "submission_detail",
    "submission_docx",
    "submission_edit",
    "submission_list",
    "submission_pdf",
    "submission_preview",
    "submission_sign_off",
]
