"""Change what a plan line says."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.policy import guarded_by
from core.words import listed
from engagements import policy
from engagements.actions import plans as actions
from engagements.forms.plans import LineForm, add_action_errors
from engagements.models import PlanLine
from engagements.queries import plans
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.plans.common import SECTION


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine)
def line_edit(request, pk):
    """Change what a line says. On a conflict both texts are shown; saving again is then a decision."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    names = list(LineForm.base_fields)
    stored = {name: getattr(line, name) for name in names}
    form = LineForm(
        request.POST if request.method == "POST" else None,
        initial=stored,
        groups=plans.group_choices(),
        aims=plans.aims_to_serve(request.user, line.cluster, also=line.aim_id),
    )
    context = {**SECTION, "line": line, "form": form, "version": line.version}
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.edit_plan_line(
                    plan_line=line, expected_version=posted_version(request), by=request.user, **form.cleaned_data
                )
            except ValidationError as error:
                add_action_errors(form, error)
            except ACTION_ERRORS as error:
                context["conflict"] = sentences_of(error)[0]
                now = line_or_404(request, pk)
                context["version"] = now.version
                context["theirs"] = _differences(form, now)
                return render(request, "engagements/plan_line_edit.html", context, status=status_of(error))
            else:
                saved(request)
                return redirect("engagements:line-detail", pk=pk)
        return render(request, "engagements/plan_line_edit.html", context, status=422)
    return render(request, "engagements/plan_line_edit.html", context)


def _differences(form, line):
    """[(label, what is stored now)] of the fields in which the stored line differs from what was typed."""
    differences = []
    for name, mine in form.cleaned_data.items():
        stored = getattr(line, name)
        if stored == mine:
            continue
        words = dict(getattr(form.fields[name], "choices", ()))
        if isinstance(stored, list):
            text = listed(str(words.get(value, value)) for value in stored)
        else:
            text = str(words.get(stored, stored))
        differences.append((form.fields[name].label, text or "–"))
    return differences
