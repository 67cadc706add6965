"""One component of a line: where it stands, how it moved, what its newest version says."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.policy import guarded_by
from engagements.actions.components import move_component
from engagements.enums import ComponentAct, StepState
from engagements.forms.plans import add_action_errors
from engagements.forms.process import COMPONENT, LINE, OUTCOME, MoveForm
from engagements.models import ComponentMove, ComponentVersion, LineComponent, PlanLine
from engagements.queries import plans
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
from engagements.views.process.common import base_context, findings_in_version, part_or_404
from engagements.views.process.rows import shown_rows
from mechanisms.enums import Holds


def component_page(request, line, key, *, form=None, problem=None, status=200):
    """The page of one component; after a refused move with its sentence and the typed reason."""
    today = clock.day_of(request.user)
    found = queries.process_of(request.user, line, Quarter.of(today))
    part = part_or_404(found, key)
    context = base_context(request, line)
    shown = part.last or part.draft
    version = queries.version_of(request.user, line, part.component, shown.number) if shown else None
    if context["can_plan"]:
        form = form or MoveForm(causes=causes(request.user, line, found, part))
    context |= {
        "part": part,
        "act": part.acts[0],
        "unserved": _unserved(request.user, line, part.component, version),
        "moves": queries.moves_of(request.user, line, component=part.component)[::-1],
        "version": version,
        "rows": shown_rows(request.user, line, version) if version else None,
        "findings": findings_in_version(version) if version and context["can_plan"] else [],
        "form": form,
        "problem": problem,
    }
    return render(request, "engagements/process_component.html", context, status=status)


def _unserved(user, line, component, version):
    """Open steps that no objective of the newest version names: each step should serve one (MATRIX E030). Shown, never
    counted."""
    if component.holds != Holds.OBJECTIVES or version is None or not version.rows:
        return []
    served = {step for row in version.rows for step in row.get("steps", ())}
    return [step for step in plans.steps_of(user, line) if step.state == StepState.OPEN and step.pk not in served]


def causes(user, line, process, part):
    """What may have led to a move: other components, outcomes, other lines of the cluster."""
    others = [(COMPONENT, other.component) for other in process.parts if other is not part]
    outcomes = [(OUTCOME, outcome) for outcome in queries.outcomes_to_name(user, line)]
    lines = [(LINE, other) for other in queries.lines_to_name(user, line)]
    return [(_("Another component"), others), (_("An outcome"), outcomes), (_("Another plan line"), lines)]


@require_safe
@guarded_by(PlanLine, LineComponent, ComponentMove, ComponentVersion)
def process_component(request, pk, key):
    return component_page(request, line_or_404(request, pk), key)


@require_POST
@guarded_by(PlanLine, LineComponent, ComponentMove)
def process_move(request, pk, key):
    """Open, close or reopen, with a reason; in any order, at any time."""
    line = line_or_404(request, pk)
    found = queries.process_of(request.user, line, Quarter.of(clock.day_of(request.user)), with_versions=False)
    part = part_or_404(found, key)
    form = MoveForm(request.POST, causes=causes(request.user, line, found, part))
    act = request.POST.get("act")
    if act not in ComponentAct.values:
        return component_page(request, line, key, form=form, problem=[_("Choose what to do.")], status=400)
    if not form.is_valid():
        return component_page(request, line, key, form=form, status=422)
    try:
        move_component(
            plan_line=line,
            component=part.component,
            act=act,
            why=form.cleaned_data["why"],
            expected_version=posted_version(request),
            by=request.user,
            **form.causes(),
        )
    except ValidationError as error:
        add_action_errors(form, error)
        return component_page(request, line, key, form=form, status=422)
    except ACTION_ERRORS as error:
        return component_page(request, line, key, form=form, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("engagements:process-component", pk, key)
