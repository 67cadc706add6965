"""Pages of the year plan and of one plan line."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.models import Entry
from clusters.enums import INSIDE_ROLES, Role
from clusters.models import User
from clusters.policy import cluster_ids, has_role
from core.dates import day_text
from core.policy import guarded_by
from engagements import policy
from engagements.actions import moving, readers
from engagements.actions import plans as actions
from engagements.enums import CLOSED_MARKS, Aor, LineState, Reason, StepState
from engagements.forms.plans import LineForm, MarkForm, NamePersonForm, add_action_errors
from engagements.models import EngagementStep, PlanLine, PlanLineReader, Submission
from engagements.queries import concerns, history, interactions, legal_help, plans, risk, surroundings
from engagements.queries import context as contexts
from engagements.queries.year import year_plan
from engagements.rules.sectors import sector_words
from engagements.rules.support import support_for
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.offers import offer_of
from engagements.views.process.common import process_card

SECTION = {"section": "plan"}


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def chosen_cluster(request, clusters):
    """The cluster of the address, or the first of one's own; a cluster that is not among them is not there."""
    wanted = request.GET.get("cluster")
    if wanted is None:
        return clusters[0] if clusters else None
    for cluster in clusters:
        if cluster.pk == _number(wanted):
            return cluster
    raise Http404


def clusters_of(request):
    """(the clusters whose plan the reader may open, led ones first; the ids of those she leads)."""
    clusters = list(plans.clusters_with_plan(request.user))
    own = {cluster.pk for cluster in clusters if policy.can_plan(policy.roles_in(request.user, cluster))}
    clusters.sort(key=lambda cluster: cluster.pk not in own)
    return clusters, own


def chosen_year(request):
    """The year of the address, else the reader's own; years of which no plan can be are not there."""
    year = _number(request.GET.get("year")) or plans.today_for(request.user).year
    if not 2015 <= year <= 2100:
        raise Http404
    return year


@require_safe
@guarded_by(PlanLine, EngagementStep, Entry)
def plan(request):
    """The year of one cluster."""
    clusters, own = clusters_of(request)
    cluster = chosen_cluster(request, clusters)
    today, year = plans.today_for(request.user), chosen_year(request)
    context = {**SECTION, "cluster": cluster, "clusters": clusters, "year": year, "today": today}
    if cluster is not None:
        context["plan"] = year_plan(request.user, cluster, year, today=today)
        context["can_plan"] = cluster.pk in own
        # What a cluster follows is its own: partners and the Task Team find no page behind that link.
        context["belongs"] = cluster.pk in cluster_ids(request.user, INSIDE_ROLES)
        context["context"] = contexts.latest(request.user, cluster, year)
        context["waiting"] = concerns.number_waiting(request.user, cluster)
        context["keeps_all"] = has_role(request.user, Role.TASK_TEAM)
        context["parent"] = next((one for one in clusters if one.pk == cluster.parent_id), None)
        context["create_url"] = f"{reverse('engagements:line-create')}?cluster={cluster.pk}"
    return render(request, "engagements/plan_year.html", context)


def detail_page(request, line, *, problem=None, at="", typed="", status=200):
    """The page of a line; after a refused act with its sentence at the place (`at`) and the typed text kept."""
    roles = policy.roles_in(request.user, line.cluster)
    steps = plans.steps_of(request.user, line)
    for step in steps:
        step.may_do = policy.can_do_step(roles, step)
        step.support_kind = support_for(step)
        step.sector_words = sector_words(step.sectors)
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
    moved = entry is not None and entry.due_on != line.planned_for
    context = {
        **SECTION,
        **card,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "entry": entry,
        "about": plans.about_text(entry) if entry else "",
        "planned_text": day_text(line.planned_for),
        "moved": moved,
        "movable": surroundings.movable(line, steps, entry) if moved else [],
        "staying": surroundings.staying(steps) if moved else [],
        "surroundings": surroundings.of_line(request.user, line, ended),
        "lacks_legal": legal_help.lacks_legal_help(request.user, line.cluster, steps),
        "steps_open": [step for step in steps if step.state == StepState.OPEN],
        "steps_done": [step for step in steps if step.state == StepState.DONE],
        "steps_aside": [step for step in steps if step.state == StepState.NOT_NOW],
        "reasons": [Reason(reason).label for reason in line.reasons],
        "areas": [Aor(area).label for area in line.aors],
        "named": named,
        "seen_by_text": plans.seen_by(line, named),
        "risk": form,
        "sees_risk": form is not None or policy.can_answer_risks(roles),
        "submissions": list(Submission.objects.visible_to(request.user).filter(plan_line=line)),
        "can_plan": can_plan,
        "interactions": interactions.of_line(request.user, line, most=5),
        "can_record": policy.can_record(roles),
        "today": plans.today_for(request.user),
        "problem": problem,
        "problem_at": at,
        "typed": typed,
    }
    return render(request, "engagements/plan_line.html", context, status=status)


@require_safe
@guarded_by(PlanLine, EngagementStep, Entry, Submission)
def line_detail(request, pk):
    return detail_page(request, line_or_404(request, pk))


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
            text = ", ".join(str(words.get(value, value)) for value in stored)
        else:
            text = str(words.get(stored, stored))
        differences.append((form.fields[name].label, text or "–"))
    return differences


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
    chosen = [_number(value) for value in request.POST.getlist("step")] if request.POST.get("steps") == "move" else []
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


# --- Who may know -------------------------------------------------------------------------------------------


def _access_page(request, line, *, mark_form=None, name_form=None, problem=None, offer=None, status=200):
    named = plans.named_people(request.user, line)
    people = policy.nameable_people(line.cluster).exclude(pk__in=[person.pk for person in named])
    context = {
        **SECTION,
        "line": line,
        "named": named,
        "seen_by_text": plans.seen_by(line, named),
        "mark_form": mark_form or MarkForm(initial={"exposure": line.exposure}),
        "name_form": name_form or NamePersonForm(people=people),
        "problem": problem,
        "offer": offer,
    }
    return render(request, "engagements/plan_line_access.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, PlanLineReader)
def line_access(request, pk):
    """Who may know: the mark and the people named. Coordinators only."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    if request.method != "POST":
        return _access_page(request, line)
    try:
        _change_access(request, line)
    except ACTION_ERRORS as error:
        line = line_or_404(request, pk)
        offer = offer_of(error, line.cluster, line)
        return _access_page(request, line, problem=sentences_of(error), offer=offer, status=status_of(error))
    saved(request)
    return redirect("engagements:line-access", pk=pk)


def _change_access(request, line):
    act = request.POST.get("act")
    if act == "mark":
        readers.change_mark(
            plan_line=line,
            exposure=request.POST.get("exposure", ""),
            expected_version=posted_version(request),
            by=request.user,
        )
        return
    person = User.objects.filter(pk=_number(request.POST.get("person")), is_active=True).first()
    if person is None:
        raise ValidationError(_("Choose a person."))
    if act == "unname":
        readers.unname_person(plan_line=line, person=person, by=request.user)
    else:
        readers.name_person(plan_line=line, person=person, by=request.user)
