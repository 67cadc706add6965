"""The page of one plan line and its history."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from core import clock
from core.dates import day_text
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions import plans as actions
from engagements.enums import CLOSED_MARKS, Aor, Reason, StepState
from engagements.models import EngagementStep, Interaction, PlanLine, Submission
from engagements.queries import history, interactions, legal_help, plans, risk, surroundings
from engagements.queries.spans import span_words
from engagements.queries.step_partners import partners_of
from engagements.rules.areas import areas_in
from engagements.rules.sectors import sector_words
from engagements.rules.support import support_for
from engagements.views.common import line_or_404
from engagements.views.plans.common import SECTION
from engagements.views.process.common import process_card


def detail_page(request, line, *, problem=None, at="", typed="", status=200):
    """The page of a line; after a refused act with its sentence at the place (`at`) and the typed text kept."""
    roles = policy.roles_in(request.user, line.cluster)
    steps = plans.steps_of(request.user, line)
    partners = partners_of(request.user, steps)
    cited = plans.provisions_of_steps(request.user, steps)
    for step in steps:
        step.partners = partners.get(step.pk, [])
        step.cited = cited.get(step.pk, [])
        step.may_do = policy.can_do_step(roles, step)
        step.support_kind = support_for(step)
        step.sector_words = sector_words(step.sectors)
        step.area_words = Aor.words(step.aors)
        step.place = f"step-{step.pk}"
        step.is_after = bool(line.planned_for and step.due_on and step.due_on > line.planned_for)
    entry = plans.opportunity(request.user, line)
    named = plans.named_people(request.user, line) if line.exposure in CLOSED_MARKS else []
    form = risk.form_and_gate(line, request.user)[0]
    can_plan = policy.can_plan(roles)
    card = process_card(request.user, line)
    ended = policy.ended_roles(line.cluster)
    for step in steps:
        step.is_orphan = step.state == StepState.OPEN and step.owner_role in ended
    step_areas, area = areas_in(step.aors for step in steps), request.GET.get("area", "")
    # What stands around the steps is asked of all of them; the list alone is narrowed.
    shown = [step for step in steps if area in step.aors] if area in dict(step_areas) else steps
    moved = entry is not None and entry.due_on != line.planned_for
    context = {
        **SECTION,
        **card,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "entry": entry,
        "about": plans.about_text(entry) if entry else "",
        "planned_text": day_text(line.planned_for),
        "span_text": span_words(line),
        "span": rules.years_of_line(line),
        "moved": moved,
        "movable": surroundings.movable(line, steps, entry) if moved else [],
        "staying": surroundings.staying(steps) if moved else [],
        "surroundings": surroundings.of_line(request.user, line, ended),
        "lacks_legal": legal_help.lacks_legal_help(request.user, line.cluster, steps),
        "steps_open": [step for step in shown if step.state == StepState.OPEN],
        "steps_done": [step for step in shown if step.state == StepState.DONE],
        "steps_aside": [step for step in shown if step.state == StepState.NOT_NOW],
        "step_areas": step_areas,
        "step_area": area if area in dict(step_areas) else "",
        "reasons": [Reason(reason).label for reason in line.reasons],
        "areas": [Aor(area).label for area in line.aors],
        "named": named,
        "seen_by_text": plans.seen_by(line, named),
        "risk": form,
        "sees_risk": form is not None or policy.can_answer_risks(roles),
        "submissions": list(Submission.objects.visible_to(request.user).filter(plan_line=line)),
        "can_plan": can_plan,
        "can_record": policy.can_record(roles),
        "today": clock.day_of(request.user),
        "problem": problem,
        "problem_at": at,
        "typed": typed,
    }
    return render(request, "engagements/plan_line.html", context, status=status)


@require_safe
@guarded_by(PlanLine, EngagementStep, Entry, Submission)
def line_detail(request, pk):
    """The page of one line."""
    return detail_page(request, line_or_404(request, pk))


@require_safe
@guarded_by(PlanLine, Interaction)
def line_contacts(request, pk):
    """The newest interactions of a line, which its page fetches when they are shown; without JavaScript all of them."""
    line = line_or_404(request, pk)
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('engagements:interaction-list')}?cluster={line.cluster_id}&line={line.pk}")
    context = {"line": line, "interactions": interactions.of_line(request.user, line, most=4)}
    return render(request, "engagements/line_contacts_part.html", context)


@require_safe
@guarded_by(PlanLine, EngagementStep)
def line_history(request, pk):
    """What changed, for coordinators: a page of its own, which the line's page fetches when it is shown."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    titles = {str(step.pk): step.wording for step in plans.steps_of(request.user, line)}
    titles |= {part.component.key: str(part.component) for part in process_card(request.user, line)["process"].parts}
    rows = history.line_history(
        request.user, line, target=actions.TARGET, parent=actions.parent_of(line.pk), titles=titles
    )
    is_part = request.headers.get("HX-Request") == "true"
    page = "engagements/plan_history_part.html" if is_part else "engagements/plan_history_page.html"
    return render(request, page, {**SECTION, "line": line, "history": rows})
