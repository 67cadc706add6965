"""The sign-off of the Strategic Advisory Group on each text, where the cluster's policy asks for it (MATRIX B003)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.enums import SignRole
from engagements.queries.approval import demands_on
from engagements.queries.gates.common import is_current
from engagements.rules import GATE_LABELS, GateState


def gate(user, line, submission, version):
    if submission is None or not demands_on(line, submission).sag:
        return None
    facts = {
        "key": "sag",
        "label": GATE_LABELS["sag"],
        "url": reverse("engagements:submission-detail", args=[submission.pk]),
    }
    if is_current(submission, version) and policy.standing_of(line, version).sag_agreed:
        return GateState(True, note=_("signed this version"), **facts)
    if SignRole.SAG not in submission.required_sign_offs:
        missing = [_("The protocol asks for the sign-off of the SAG. Add it under who signs off.")]
        facts["url"] = reverse("engagements:submission-edit", args=[submission.pk])
        return GateState(False, missing, **facts)
    return GateState(False, [_("The SAG has not signed this version.")], **facts)
