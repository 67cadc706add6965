"""What the pages of this room share."""

from django.contrib import messages
from django.utils.translation import gettext as _

from core.acting import ACTION_ERRORS as ACTION_ERRORS
from core.acting import posted_version as posted_version
from core.acting import sentences_of as sentences_of
from core.acting import show_refusal as show_refusal
from core.acting import status_of as status_of
from core.found import found_or_404
from engagements import rules
from engagements.queries import plans
from engagements.queries.gates import gates_of, missing_of
from engagements.queries.reprisals import circle_names


def line_or_404(request, pk):
    return found_or_404(plans.plan_line(request.user, pk))


def step_or_404(request, pk, step_pk):
    return found_or_404(plans.step(request.user, pk, step_pk))


def saved(request, sentence=None):
    messages.success(request, sentence or _("Saved."))


def personal_findings(*texts):
    """What in texts that were saved looks like personal data, for the quiet card beside them; the first few."""
    return rules.check_personal_data("\n".join(text for text in texts if text))[:8]


def before_passing_on(user, cluster, line=None, mechanism_id=None):
    """What a form shows to whoever may pass information on: what is not settled yet on the plan line, and with whom to
    speak first where somebody suffered before."""
    mechanism_id = line.mechanism_id if line is not None else mechanism_id
    return {
        "unsettled": missing_of(gates_of(user, line)) if line is not None else [],
        "gates_line": line,
        "circle": circle_names(cluster, mechanism_id),
    }
