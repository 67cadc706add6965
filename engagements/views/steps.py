"""Pages of the steps of a plan line."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.policy import guarded_by
from engagements import policy
from engagements.actions import steps as actions
from engagements.forms.plans import add_action_errors
from engagements.forms.steps import NewStepForm, StepForm
from engagements.models import EngagementStep, PlanLine
from engagements.queries import legal_help, plans
from engagements.views.common import (
    ACTION_ERRORS,
    line_or_404,
    posted_version,
    saved,
    sentences_of,
    status_of,
    step_or_404,
)
from engagements.views.plans import SECTION, detail_page


def _about(request, line):
    """The date of the opportunity where its day is not known, as far as it is."""
    entry = plans.opportunity(request.user, line)
    return plans.about_text(entry) if entry is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, EngagementStep)
def step_create(request, pk):
    """The cluster's own step."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    templates = plans.steps_to_add(request.user, line)
    judged = plans.conditions_of(request.user, line, templates)
    form = NewStepForm(
        request.POST if request.method == "POST" else None,
        templates=templates,
        judged=judged,
        country_id=line.cluster.country_id,
        initial={"owner_role": line.lead_role, "deputy_role": line.deputy_role},
    )
    conditions = [(step, judged[step.pk]) for step in templates if step.pk in judged]
    context = {**SECTION, "line": line, "form": form, "conditions": conditions, "about": _about(request, line)}
    if request.method != "POST":
        return render(request, "engagements/plan_step_form.html", context)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_step(
                plan_line=line,
                title=data["title"],
                template=data["template"],
                due_on=data["due_on"],
                owner_role=data["owner_role"],
                deputy_role=data["deputy_role"],
                on_behalf_of=data["on_behalf_of"],
                phase=form.phase(),
                sectors=data["sectors"],
                aors=data["aors"],
                provisions=form.provisions(),
                by=request.user,
            )
        except ValidationError as error:
            add_action_errors(form, error)
        else:
            saved(request, _("Step added."))
            return redirect("engagements:line-detail", pk=pk)
    return render(request, "engagements/plan_step_form.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(EngagementStep)
def step_edit(request, pk, step_pk):
    """Another day, owner or deputy."""
    step = step_or_404(request, pk, step_pk)
    policy.check_can_plan(request.user, step.plan_line.cluster_id)
    cited = plans.provisions_of_steps(request.user, [step]).get(step.pk, [])
    form = StepForm(
        request.POST if request.method == "POST" else None,
        country_id=step.plan_line.cluster.country_id,
        provisions=[(row.instrument, row.article) for row in cited],
        initial={
            "due_on": step.due_on,
            "is_pinned": step.is_pinned,
            "owner_role": step.owner_role,
            "deputy_role": step.deputy_role,
            "sectors": step.sectors,
            "aors": step.aors,
        },
    )
    context = {
        **SECTION,
        "line": step.plan_line,
        "step": step,
        "form": form,
        "version": step.version,
        "about": _about(request, step.plan_line),
        "lacks_legal": legal_help.lacks_legal_help(request.user, step.plan_line.cluster, [step]),
    }
    if request.method != "POST":
        return render(request, "engagements/plan_step_form.html", context)
    if form.is_valid():
        try:
            actions.change_step(
                step=step,
                expected_version=posted_version(request),
                provisions=form.provisions(),
                by=request.user,
                **form.record_fields(),
            )
        except ValidationError as error:
            add_action_errors(form, error)
        except ACTION_ERRORS as error:
            now = step_or_404(request, pk, step_pk)
            context |= {"conflict": sentences_of(error)[0], "now": now, "version": now.version}
            return render(request, "engagements/plan_step_form.html", context, status=status_of(error))
        else:
            saved(request)
            return redirect("engagements:line-detail", pk=pk)
    return render(request, "engagements/plan_step_form.html", context, status=422)


@require_POST
@guarded_by(EngagementStep)
def step_state(request, pk, step_pk):
    """Done, not now (with a reason), or open again."""
    step = step_or_404(request, pk, step_pk)
    act, reason = request.POST.get("act"), request.POST.get("reason", "")
    lock = {"step": step, "expected_version": posted_version(request), "by": request.user}
    try:
        if act == "done":
            actions.mark_step_done(**lock, acted_for=request.POST.get("acted_for") or None)
        elif act == "reopen":
            actions.reopen_step(**lock)
        elif act == "not_now":
            actions.set_step_aside(**lock, reason=reason)
        else:
            raise ValidationError(_("Choose what to do with this step."))
    except ACTION_ERRORS as error:
        return detail_page(
            request,
            line_or_404(request, pk),
            problem=sentences_of(error),
            at=f"step-{step_pk}",
            typed=reason,
            status=status_of(error),
        )
    saved(request)
    return redirect("engagements:line-detail", pk=pk)
