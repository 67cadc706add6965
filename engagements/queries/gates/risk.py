"""The risk form as a gate; it must be open before a text goes round for sign-off."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.queries.approval import demands_on
from engagements.queries.risk import form_and_gate
from engagements.rules import GATE_LABELS


def gate(user, line, submission, version):
    needed = demands_on(line, submission).risk_form
    form, state = form_and_gate(line, user, exposure=policy.mark_on(line, submission), is_needed=needed)
    if state is None:
        return None
    # Whoever neither reads the form nor answers it finds no page behind the link.
    opens = form is not None or policy.can_answer_risks(policy.roles_in(user, line.cluster))
    url = reverse("engagements:risk", args=[line.pk]) if opens else ""
    return replace(state, key="risk", label=GATE_LABELS["risk"], url=url, is_first=True, note=_("decided"))
