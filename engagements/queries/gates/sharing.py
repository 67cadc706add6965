"""Nothing closed is shared before a safe-sharing strategy is on record, nor with people of organisations that have not
signed (MATRIX H022, P009; letter of 2022, line 69)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.enums import CLOSED_MARKS
from engagements.rules import GATE_LABELS, GateState


def gate(user, line, submission, version):
    if policy.mark_on(line, submission) not in CLOSED_MARKS:
        return None
    missing = []
    # Asked within the question that the other gates ask.
    if not policy.standing_of(line, version if submission is not None else None).has_strategy:
        missing.append(_("The safe-sharing strategy of the cluster is not on record."))
    if policy.names_somebody_uncovered(line, submission):
        missing.append(
            _("Somebody named works for an organisation that has not signed the information-sharing protocol.")
        )
    url = f"{reverse('engagements:sharing')}?cluster={line.cluster_id}"
    return GateState(not missing, missing, key="sharing", label=GATE_LABELS["sharing"], url=url)
