"""Whoever must sign must be able to read: of a closed text somebody of each signing role is named."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements import policy, workflow
from engagements.enums import SignRole
from engagements.rules import GATE_LABELS, GateState

_SENTENCES = {
    SignRole.SAG: _("Nobody of the Strategic Advisory Group can read this text, so nobody there can sign. Name one."),
    SignRole.COORDINATOR: _("No coordinator may read this text, so none can sign it. Name one."),
}


def gate(user, line, submission, version):
    """Only where it is shut: who can read shows on the text's own page. Not asked once everybody has signed."""
    if submission is None or submission.status not in workflow.WRITABLE:
        return None
    blind = policy.roles_without_reader(submission)
    if not blind:
        return None
    return GateState(
        False,
        [_SENTENCES[SignRole(role)] for role in blind],
        key="readers",
        label=GATE_LABELS["readers"],
        url=reverse("engagements:submission-edit", args=[submission.pk]),
        is_first=True,
    )
