"""The record of sending as its page shows it: proofs, further sendings, corrections."""

from engagements.models import Dispatch, DispatchAttempt, DispatchCorrection, DispatchProof


def sending_of(user, submission):
    """The record of sending with its version, file and person, or None. One query."""
    rows = Dispatch.objects.visible_to(user).filter(submission=submission)
    dispatch = rows.select_related("version", "file", "by").first()
    if dispatch is not None:
        dispatch.submission = submission
    return dispatch


def proofs_of(user, dispatch):
    rows = DispatchProof.objects.visible_to(user).filter(dispatch=dispatch)
    return list(rows.select_related("file", "added_by"))


def proof_of(user, submission, pk):
    """One proof of that submission's sending, or None."""
    rows = DispatchProof.objects.visible_to(user).filter(dispatch__submission=submission, pk=pk)
    return rows.select_related("file").first()


def attempts_of(user, dispatch):
    return list(DispatchAttempt.objects.visible_to(user).filter(dispatch=dispatch).select_related("by"))


def corrections_of(user, dispatch):
    return list(DispatchCorrection.objects.visible_to(user).filter(dispatch=dispatch).select_related("by"))
