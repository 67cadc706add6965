"""What pages of a submission share: tones, neutral heads, refusals on a form."""

from django.core.exceptions import ValidationError

from core.acting import show_refusal
from engagements import policy, workflow
from engagements.enums import Status

STATUS_TONES = {
    Status.DRAFT: "neutral",
    Status.CONSULTATION: "warn",
    Status.SIGN_OFF: "warn",
    Status.CLEARED: "ok",
    Status.SUBMITTED: "ok",
    Status.WITHDRAWN: "neutral",
}


def is_neutral(submission):
    """Whether its title must not stand in the head of a page, a file name or a mail."""
    return policy.is_veiled(submission)


def refuse(form, error, *, shows_stored=True):
    """Put a refusal or a failed check of an action onto the form; returns the status of the answer. After a conflict
    the next press is a decision: the form says what is stored now."""
    if isinstance(error, ValidationError):
        known = {
            name if name in form.fields else None: errors
            for name, errors in (error.message_dict if hasattr(error, "error_dict") else {None: error.messages}).items()
        }
        for name, errors in known.items():
            for message in errors:
                form.add_error(name, message)
        return 422
    return show_refusal(form, error, shows_stored=shows_stored)


def talk_rights(user, submission, roles=None, is_writer=None):
    """What the reader may do with comments here: {can_comment, can_settle}."""
    roles = policy.roles_in(user, submission.plan_line.cluster) if roles is None else roles
    may = policy.can_comment(roles, submission)
    if is_writer is None:
        is_writer = may and workflow.Standing.WRITER in policy.standings(user, submission)
    return {"can_comment": may, "can_settle": may and is_writer}
