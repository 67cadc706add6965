"""What the pages of sharing, cases and reprisals have in common."""

from django.shortcuts import render

from core.acting import ACTION_ERRORS, chosen_of
from core.acting import show_refusal as show_refusal
from core.errors import Stale
from core.found import found_or_404
from engagements.queries import sharing
from engagements.views.plans import SECTION


def inside_cluster(request):
    """The cluster of the address (or the reader's first) to whose circle the reader belongs; else it is not there."""
    return found_or_404(chosen_of(request, list(sharing.clusters_inside(request.user))))


def form_page(request, form, context, act, *, version_now=None):
    """The one way of these forms: show; on POST, act on what is valid and go where `act(data)` says; a refusal stands
    at its field with the typed text kept. After a conflict saving once more is a decision: `version_now()` says which
    version stands there."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return act(form.cleaned_data)
            except ACTION_ERRORS as error:
                status = show_refusal(form, error)
                if isinstance(error, Stale) and version_now is not None:
                    context = {**context, "version": version_now()}
    return render(request, "engagements/safety_form.html", {**SECTION, "form": form, **context}, status=status)
