"""With whom a step is done: who takes part, who of the register would fit and why."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.acting import number_in
from core.policy import guarded_by
from engagements import policy
from engagements.actions import partners as actions
from engagements.enums import StepPart
from engagements.models import EngagementStep, StepPartner
from engagements.queries import step_partners as queries
from engagements.views.common import ACTION_ERRORS, saved, sentences_of, status_of, step_or_404
from engagements.views.plans import SECTION
from stakeholders.queries import stakeholder as stakeholder_of


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(EngagementStep, StepPartner)
def step_partners(request, pk, step_pk):
    """Partners of a step; one press adds somebody who was suggested, or takes somebody off."""
    step = step_or_404(request, pk, step_pk)
    may_plan = policy.can_plan(policy.roles_in(request.user, step.plan_line.cluster))
    problem, status = [], 200
    if request.method == "POST":
        policy.check_can_plan(request.user, step.plan_line.cluster_id)
        try:
            _act(request, step)
        except ACTION_ERRORS as error:
            problem, status = sentences_of(error), status_of(error)
        else:
            saved(request)
            return redirect("engagements:step-partners", pk=pk, step_pk=step_pk)
    context = {
        **SECTION,
        "line": step.plan_line,
        "step": step,
        "day": queries.day_of_step(request.user, step),
        "partners": queries.partners_for(request.user, step),
        "parts": StepPart.choices,
        "may_plan": may_plan,
        "problem": problem,
    }
    return render(request, "engagements/step_partners.html", context, status=status)


def _act(request, step):
    if "remove" in request.POST:
        taken_off = number_in(request.POST["remove"]) or 0
        actions.remove_partner(step=step, stakeholder_id=taken_off, by=request.user)
        return
    # "12:presenter", as the buttons send it; the chooser sends the two apart.
    who, _colon, part = request.POST.get("add", "").partition(":")
    found = stakeholder_of(request.user, number_in(who) or 0)
    if found is None:
        raise ValidationError(_("Choose somebody of the register."))
    part = part or request.POST.get("part") or StepPart.PARTNER
    actions.add_partner(step=step, stakeholder=found, part=part, by=request.user)
