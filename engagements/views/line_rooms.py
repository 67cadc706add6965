"""What a plan line leads to: what came of it, linked lines, a copy for the next cycle."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from calendar_app.models import Entry
from core import clock
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions import copying, links
from engagements.actions import plans as actions
from engagements.enums import StepState
from engagements.forms.planning import CopyForm, LinkForm, OutcomeForm
from engagements.forms.plans import add_action_errors
from engagements.models import EngagementStep, PlanLine, PlanLink
from engagements.queries import plans, surroundings
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.plans import SECTION


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine)
def line_outcome(request, pk):
    """What was expected, what came of it, what to try next (MATRIX G011)."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    form = OutcomeForm(
        request.POST if request.method == "POST" else None,
        initial={"obtained": line.obtained, "next_approach": line.next_approach},
    )
    context = {**SECTION, "line": line, "form": form, "version": line.version}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.edit_plan_line(
                    plan_line=line, expected_version=posted_version(request), by=request.user, **form.cleaned_data
                )
            except ACTION_ERRORS as error:
                now = line_or_404(request, pk)
                context |= {"conflict": sentences_of(error)[0], "now": now, "version": now.version}
                status = status_of(error)
            else:
                saved(request)
                return redirect("engagements:line-detail", pk=pk)
    return render(request, "engagements/plan_line_outcome.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, PlanLink)
def line_links(request, pk):
    """The lines this one bears on, and those that bear on it; coordinators link and unlink."""
    line = line_or_404(request, pk)
    can_plan = policy.can_plan(policy.roles_in(request.user, line.cluster))
    context = {**SECTION, "line": line, "can_plan": can_plan}
    if request.method != "POST" and request.headers.get("HX-Request") == "true":
        context["surroundings"] = surroundings.links_of(request.user, line)
        return render(request, "engagements/plan_line_links_part.html", context)
    if request.method == "POST":
        policy.check_can_plan(request.user, line.cluster_id)
    form = LinkForm(
        request.POST if request.POST.get("act") == "link" else None, lines=plans.lines_to_link(request.user, line)
    )
    status = 200
    problem = None
    if request.method == "POST":
        try:
            if request.POST.get("act") == "unlink":
                _unlink(request, line)
            elif not form.is_valid():
                status = 422
            else:
                links.link_lines(source=line, by=request.user, **form.cleaned_data)
        except ACTION_ERRORS as error:
            problem, status = sentences_of(error), status_of(error)
        if status == 200:
            saved(request)
            return redirect("engagements:line-links", pk=pk)
    context |= {"form": form, "problem": problem, "surroundings": surroundings.links_of(request.user, line)}
    return render(request, "engagements/plan_line_links.html", context, status=status)


def _unlink(request, line):
    number = request.POST.get("link", "")
    rows = PlanLink.objects.visible_to(request.user).filter(source=line).select_related("source", "target")
    link = rows.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() and len(number) < 10 else None
    if link is None:
        raise ValidationError(_("This link is gone already."))
    links.unlink_lines(link=link, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, EngagementStep, Entry)
def line_copy(request, pk):
    """The same engagement in the next cycle: words and chosen steps, never results."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    today = clock.day_of(request.user)
    steps = plans.steps_of(request.user, line)
    form = CopyForm(
        request.POST if request.method == "POST" else None,
        dates=plans.dates_of_body(request.user, line, today=today),
        steps=[(str(step.pk), step.wording) for step in steps],
        initial={
            "title": line.title,
            "year": max(rules.years_of_line(line)[-1] + 1, today.year),
            "steps": [str(step.pk) for step in steps if step.state != StepState.NOT_NOW],
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            copy = copying.copy_plan_line(
                plan_line=line,
                title=data["title"],
                year=data["year"],
                entry=data["entry"],
                steps=[int(pk) for pk in data["steps"]],
                by=request.user,
            )
        except ValidationError as error:
            add_action_errors(form, error)
        else:
            saved(request, _("Copied. This is the new line; the first one stays as it was."))
            return redirect("engagements:line-detail", pk=copy.pk)
    span = rules.years_of_line(line)
    context = {
        **SECTION,
        "line": line,
        "form": form,
        "span": span,
        "span_first": str(span[0]),
        "span_last": str(span[-1]),
    }
    return render(request, "engagements/plan_line_copy.html", context, status=422 if request.method == "POST" else 200)
