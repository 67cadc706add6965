"""An indirect input names through whom it goes (MATRIX G004; guide report, line 129)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.enums import Channel
from engagements.rules import GATE_LABELS, GateState


def gate(user, line, submission, version):
    if line.channel != Channel.INDIRECT:
        return None
    missing = [] if line.through_whom.strip() else [_("Say through whom the information goes.")]
    url = reverse("engagements:line-edit", args=[line.pk])
    return GateState(not missing, missing, key="channel", label=GATE_LABELS["channel"], url=url)
