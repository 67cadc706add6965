"""What the pages of this room share."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from core.errors import Refused, Stale
from engagements import rules
from engagements.queries import plans


def status_of(error):
    """The HTTP status that tells a machine what the sentence tells a person."""
    if isinstance(error, ValidationError):
        return 422
    return 409 if isinstance(error, Stale) else 403


def sentences_of(error):
    """The sentences of an action's refusal, for showing at the place."""
    return list(error.messages) if isinstance(error, ValidationError) else [str(error.sentence)]


# What an action may raise and a page shows where it happened.
ACTION_ERRORS = (Refused, ValidationError)


def line_or_404(request, pk):
    line = plans.plan_line(request.user, pk)
    if line is None:
        raise Http404
    return line


def step_or_404(request, pk, step_pk):
    step = plans.step(request.user, pk, step_pk)
    if step is None:
        raise Http404
    return step


def posted_version(request):
    """The version the page was made from. A missing or broken one never matches, so nothing is overwritten."""
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1


def saved(request, sentence=None):
    messages.success(request, sentence or _("Saved."))


def personal_findings(*texts):
    """What in texts that were saved looks like personal data, for the quiet card beside them; the first few."""
    return rules.check_personal_data("\n".join(text for text in texts if text))[:8]
