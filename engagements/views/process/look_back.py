"""An outcome arrived: look back at earlier components, or say why not."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.policy import guarded_by
from engagements import policy
from engagements.actions import look_back as actions
from engagements.forms.plans import add_action_errors
from engagements.forms.process import LookBackForm
from engagements.models import LookBack, PlanLine
from engagements.queries import process as queries
from engagements.rules.process import Quarter
from engagements.views.common import (
    ACTION_ERRORS,
    line_or_404,
    posted_version,
    saved,
    sentences_of,
    status_of,
)
from engagements.views.process.common import base_context

# What the guidance names when recommendations arrive (guide 1, slide 11): ticked, and free to change.
_SUGGESTED = ("human-rights-analysis", "stakeholder-analysis", "objectives-and-strategy")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, LookBack)
def process_look_back(request, pk, offer_pk):
    """Choose what to take up again because of the outcome, or set the offer aside. Coordinators."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    offer = queries.offer(request.user, line, offer_pk)
    if offer is None:
        raise Http404
    found = queries.process_of(request.user, line, Quarter.of(clock.day_of(request.user)), with_versions=False)
    is_aside = request.POST.get("act") == "aside"
    data = request.POST if request.method == "POST" and not is_aside else None
    form = LookBackForm(data, parts=found.parts, initial={"components": _SUGGESTED})
    context = base_context(request, line) | {"offer": offer, "form": form}
    status = 200
    if request.method == "POST":
        lock = {"offer": offer, "expected_version": posted_version(request), "by": request.user}
        try:
            if is_aside:
                context["reason"] = request.POST.get("reason", "")
                actions.set_look_back_aside(reason=context["reason"], **lock)
                saved(request, _("Noted. Nothing was opened."))
                return redirect("engagements:line-detail", pk)
            if form.is_valid():
                actions.look_back(components=form.chosen(), why=form.cleaned_data["why"], **lock)
                saved(request, _("Taken up again because of the outcome."))
                return redirect("engagements:process", pk)
            status = 422
        except ValidationError as error:
            status = 422
            if is_aside:
                context["problem_aside"] = error.messages
            else:
                add_action_errors(form, error)
        except ACTION_ERRORS as error:
            status = status_of(error)
            context["problem"] = sentences_of(error)
            context["offer"] = queries.offer(request.user, line, offer_pk)
    return render(request, "engagements/process_look_back.html", context, status=status)
