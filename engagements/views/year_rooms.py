"""What the plan of a year rests on: the objectives of the cluster, the context, concerns."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.enums import INSIDE_ROLES
from clusters.policy import is_task_team
from core import clock
from core.acting import chosen_of, number_in
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy
from engagements.actions import aims as aim_actions
from engagements.actions import concerns as concern_actions
from engagements.actions import context as context_actions
from engagements.forms.planning import AimForm, AnswerForm, ChangeAimForm, ConcernForm, ContextForm
from engagements.forms.plans import add_action_errors
from engagements.models import PlanAim, PlanConcern, PlanContext, PlanLine
from engagements.queries import concerns, plans
from engagements.queries import context as contexts
from engagements.queries.overview import plans_of_all
from engagements.views.common import ACTION_ERRORS, personal_findings, posted_version, saved, sentences_of, status_of
from engagements.views.plans import SECTION, chosen_year, clusters_of


def _place(request):
    """(clusters whose plan the reader may open, the chosen one, year, whether she plans there)."""
    clusters, own = clusters_of(request)
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    return clusters, cluster, chosen_year(request), cluster.pk in own


def _back(name, cluster, year=None, saved_row=None):
    """To the list; with `saved_row` it says what in that text looks like personal data."""
    query = f"?cluster={cluster.pk}" + (f"&year={year}" if year else "")
    if saved_row is not None:
        query += f"&saved={saved_row.pk}"
    return redirect(reverse(name) + query)


def _just_saved(request, rows):
    """The row of the list that the reader has just written, or None."""
    wanted = number_in(request.GET.get("saved"))
    return next((row for row in rows if row.pk == wanted), None)


# --- Context ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanContext)
def plan_context(request):
    """The context of a year: the newest version, earlier ones beneath; coordinators write a new one."""
    _clusters, cluster, year, can_plan = _place(request)
    versions = contexts.versions(request.user, cluster, year)
    latest = versions[0] if versions else None
    initial = {name: getattr(latest, name) for name in context_actions.FIELDS} if latest else {}
    form = ContextForm(request.POST if request.method == "POST" else None, initial=initial)
    number = latest.number if latest else 0
    context = {
        **SECTION,
        "cluster": cluster,
        "year": year,
        "latest": latest,
        "earlier": versions[1:],
        "form": form,
        "number": number,
        "can_plan": can_plan,
        "editing": can_plan and (request.GET.get("edit") == "1" or latest is None),
    }
    status = 200
    if request.method == "POST":
        policy.check_can_plan(request.user, cluster.pk)
        context["editing"], status = True, 422
        if form.is_valid():
            try:
                context_actions.save_context(
                    cluster=cluster,
                    year=year,
                    expected_number=posted_version(request),
                    by=request.user,
                    **form.cleaned_data,
                )
            except ValidationError as error:
                add_action_errors(form, error)
            except Refused as error:
                context["conflict"], status = error.sentence, status_of(error)
            else:
                saved(request)
                return _back("engagements:plan-context", cluster, year)
    return render(request, "engagements/plan_context.html", context, status=status)


# --- Objectives ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanAim)
def aim_list(request):
    """The objectives of the cluster by purpose, with the lines that serve them; coordinators add."""
    _clusters, cluster, year, can_plan = _place(request)
    form = AimForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        policy.check_can_plan(request.user, cluster.pk)
        status = 422
        if form.is_valid():
            try:
                aim = aim_actions.add_aim(cluster=cluster, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_action_errors(form, error)
            else:
                saved(request)
                return _back("engagements:aim-list", cluster, saved_row=aim)
    purposes = contexts.aims_by_purpose(request.user, cluster)
    fresh = _just_saved(request, [aim for purpose in purposes for aim in purpose.aims]) if can_plan else None
    context = {
        **SECTION,
        "cluster": cluster,
        "year": year,
        "purposes": purposes,
        "findings": personal_findings(fresh.text, fresh.source) if fresh else [],
        "form": form,
        "can_plan": can_plan,
    }
    return render(request, "engagements/plan_aims.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanAim)
def aim_edit(request, pk):
    """Other words, another purpose, or followed no longer."""
    aim = PlanAim.objects.visible_to(request.user).filter(pk=pk).select_related("cluster").first()
    if aim is None:
        raise Http404
    policy.check_can_plan(request.user, aim.cluster_id)
    stored = {name: getattr(aim, name) for name in ("text", "purpose", "source", "is_legal_aid", "is_retired")}
    form = ChangeAimForm(request.POST if request.method == "POST" else None, initial=stored)
    findings = personal_findings(aim.text, aim.source)
    context = {
        **SECTION,
        "aim": aim,
        "cluster": aim.cluster,
        "form": form,
        "version": aim.version,
        "findings": findings,
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                aim_actions.change_aim(
                    aim=aim, expected_version=posted_version(request), by=request.user, **form.cleaned_data
                )
            except ValidationError as error:
                add_action_errors(form, error)
            except Refused as error:
                now = PlanAim.objects.visible_to(request.user).get(pk=pk)
                form.add_error(None, f"{error.sentence} {_('Stored now:')} {now.text}")
                context["version"], status = now.version, status_of(error)
            else:
                saved(request)
                return _back("engagements:aim-list", aim.cluster, saved_row=aim)
    return render(request, "engagements/plan_aim_form.html", context, status=status)


# --- Concerns -----------------------------------------------------------------------------------------------


def _concern_page(request, cluster, can_plan, *, form=None, problem=None, at=None, typed="", status=200):
    found = concerns.concerns(request.user, cluster)
    fresh = _just_saved(request, found)
    own = []
    if fresh is not None:
        # To whoever wrote it; nobody else is told again what stands there.
        own = [fresh.text] if fresh.raised_by == request.user else []
        own += [fresh.answer] if fresh.answered_by == request.user else []
    context = {
        **SECTION,
        "cluster": cluster,
        "waiting": [row for row in found if row.answered_at is None],
        "findings": personal_findings(*own),
        "answered": [row for row in found if row.answered_at is not None],
        "form": form or ConcernForm(groups=plans.group_choices()),
        "can_raise": bool(policy.roles_in(request.user, cluster) & INSIDE_ROLES),
        "can_plan": can_plan,
        "problem": problem,
        "problem_at": at,
        "typed": typed,
    }
    return render(request, "engagements/plan_concerns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanConcern)
def concern_list(request):
    """Concerns of a cluster: those that wait first. Everybody of the cluster raises."""
    _clusters, cluster, _year, can_plan = _place(request)
    if request.method != "POST":
        return _concern_page(request, cluster, can_plan)
    form = ConcernForm(request.POST, groups=plans.group_choices())
    if form.is_valid():
        try:
            concern = concern_actions.raise_concern(cluster=cluster, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_action_errors(form, error)
        else:
            saved(request, _("Raised. The coordinators answer it, or take it up in the plan."))
            return _back("engagements:concern-list", cluster, saved_row=concern)
    return _concern_page(request, cluster, can_plan, form=form, status=422)


@require_POST
@guarded_by(PlanConcern)
def concern_answer(request, pk):
    """Answer a concern in a sentence."""
    concern = concerns.concern(request.user, pk)
    if concern is None:
        raise Http404
    form = AnswerForm(request.POST)
    problem, status = [_("Write the answer.")], 422
    if form.is_valid():
        try:
            concern_actions.answer_concern(
                concern=concern, expected_version=posted_version(request), by=request.user, **form.cleaned_data
            )
        except ACTION_ERRORS as error:
            problem, status = sentences_of(error), status_of(error)
        else:
            saved(request)
            return _back("engagements:concern-list", concern.cluster, saved_row=concern)
    can_plan = policy.can_plan(policy.roles_in(request.user, concern.cluster))
    return _concern_page(
        request,
        concern.cluster,
        can_plan,
        problem=problem,
        at=concern.pk,
        typed=request.POST.get("answer", ""),
        status=status,
    )


@require_http_methods(["GET", "HEAD"])
@guarded_by(PlanConcern)
def concerns_waiting(request):
    """Concerns without an answer in all clusters that the reader sees: the Task Team's list (MATRIX A018)."""
    rows = concerns.concerns(request.user, waiting=True)
    return render(request, "engagements/plan_concerns_waiting.html", {**SECTION, "rows": rows})


# --- All clusters -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD"])
@guarded_by(PlanLine, PlanContext)
def plan_overview(request):
    """The plans of all clusters for the Task Team: who has none, and which role looks after the others'."""
    if not is_task_team(request.user):
        raise Http404
    year = chosen_year(request)
    this_year = clock.day_of(request.user).year
    rows = plans_of_all(request.user, year)
    context = {
        **SECTION,
        "year": year,
        "years": sorted({this_year - 1, this_year, this_year + 1, year}),
        "rows": rows,
        "without": sum(not row.lines for row in rows),
    }
    return render(request, "engagements/plan_overview.html", context)
