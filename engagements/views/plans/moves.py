"""What happens to a plan line: its state, and its steps when its opportunity moved."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.acting import number_in
from core.policy import guarded_by
from engagements.actions import moving
from engagements.actions import plans as actions
from engagements.enums import LineState
from engagements.models import EngagementStep, PlanLine
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.plans.line import detail_page


@require_POST
@guarded_by(PlanLine)
def line_state(request, pk):
    """Under way, done, planned again, or not now with a reason."""
    line = line_or_404(request, pk)
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    if state not in LineState.values:
        return detail_page(request, line, problem=[_("Choose a state.")], at="state", status=400)
    try:
        actions.set_line_state(
            plan_line=line, state=state, reason=reason, expected_version=posted_version(request), by=request.user
        )
    except ACTION_ERRORS as error:
        fresh = line_or_404(request, pk)
        return detail_page(
            request, fresh, problem=sentences_of(error), at="state", typed=reason, status=status_of(error)
        )
    saved(request)
    return redirect("engagements:line-detail", pk=pk)


@require_POST
@guarded_by(PlanLine, EngagementStep)
def line_shift(request, pk):
    """After the opportunity moved: move the ticked steps as well, or leave them all and note the new date."""
    line = line_or_404(request, pk)
    chosen = [number_in(value) for value in request.POST.getlist("step")] if request.POST.get("steps") == "move" else []
    try:
        moved = moving.follow_moved_date(
            plan_line=line,
            steps=[number for number in chosen if number is not None],
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        fresh = line_or_404(request, pk)
        return detail_page(request, fresh, problem=sentences_of(error), at="shift", status=status_of(error))
    saved(
        request,
        ngettext("%(n)d step moved.", "%(n)d steps moved.", moved) % {"n": moved}
        if moved
        else _("The new date is noted; the steps stay as they are."),
    )
    return redirect("engagements:line-detail", pk=pk)
