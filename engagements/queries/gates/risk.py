"""The risk form as a gate."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.queries.risk import risk_gate


def gate(user, line, submission, version):
    state = risk_gate(line, user)
    return replace(state, key="risk", label=_("Risk form"), url=reverse("engagements:risk", args=[line.pk]))
