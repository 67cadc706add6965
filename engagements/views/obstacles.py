"""What stands in the way of the plan of a year, and the Task Team's picture of it by kind."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.policy import is_task_team
from core import clock
from core.acting import ACTION_ERRORS, act_on, number_in, posted_version, show_refusal
from core.policy import guarded_by
from engagements import policy
from engagements.actions import obstacles as actions
from engagements.forms.obstacles import ChangePlanObstacleForm, PlanObstacleForm
from engagements.models import PlanLine, PlanObstacle
from engagements.queries import obstacles as queries
from engagements.views.common import personal_findings, saved
from engagements.views.plans import SECTION, chosen_year
from engagements.views.year_rooms import _place
from knowledge.models import SupportRequest
from mechanisms.queries.obstacles import obstacle_of

FORM = ["GET", "HEAD", "POST"]


def _list_url(cluster_id, year):
    return f"{reverse('engagements:obstacle-list')}?cluster={cluster_id}&year={year}"


@require_http_methods(FORM)
@guarded_by(PlanObstacle, PlanLine)
def obstacle_list(request):
    """By kind: what stands in the way of the plan and of its lines; coordinators name more."""
    _clusters, cluster, year, can_plan = _place(request)
    lines = queries.lines_to_name(request.user, cluster, year)
    line = lines.filter(pk=number_in(request.GET.get("line")) or 0).first() if "line" in request.GET else None
    form = None
    if can_plan or request.method == "POST":
        policy.check_can_plan(request.user, cluster.pk)
        form = PlanObstacleForm(request.POST or None, lines=lines, initial={"plan_line": line})

    def write(data):
        row = actions.name_obstacle(
            cluster=cluster, year=year, by=request.user, **{**data, "obstacle": obstacle_of(data["obstacle"])}
        )
        saved(request)
        return redirect(f"{_list_url(cluster.pk, year)}&saved={row.pk}")

    answer, status = act_on(form, write) if form is not None else (None, 200)
    if answer is not None:
        return answer
    kinds = queries.of_plan(request.user, cluster, year)
    mine = [row for kind in kinds for row in kind.rows if row.pk == number_in(request.GET.get("saved"))]
    context = {
        **SECTION,
        "cluster": cluster,
        "year": year,
        "kinds": kinds,
        "has_any": any(kind.rows for kind in kinds),
        "form": form,
        "can_plan": can_plan,
        "sees_all": is_task_team(request.user),
        "findings": personal_findings(*[row.note for row in mine if row.named_by_id == request.user.pk]),
    }
    return render(request, "engagements/obstacles/list.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(PlanObstacle)
def obstacle_edit(request, pk):
    """Another note, shared or not, overcome; or taken off."""
    row = queries.plan_obstacle(request.user, pk)
    if row is None:
        raise Http404
    policy.check_can_plan(request.user, row.cluster_id)
    back = _list_url(row.cluster_id, row.year)
    initial = {"note": row.note, "is_shared": row.is_shared, "is_over": row.ended_on is not None}
    version, stored_note = row.version, row.note
    is_removal = request.method == "POST" and request.POST.get("act") == "remove"
    form = ChangePlanObstacleForm(request.POST or None, initial=initial)
    status = 200
    if is_removal:
        form = ChangePlanObstacleForm(initial=initial)
        try:
            actions.remove_plan_obstacle(row=row, expected_version=posted_version(request), by=request.user)
        except ACTION_ERRORS as error:
            form = ChangePlanObstacleForm(initial, initial=initial)
            form.full_clean()
            status = show_refusal(form, error)
        else:
            saved(request, _("Taken off."))
            return redirect(back)

    def write(data):
        actions.change_plan_obstacle(row=row, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect(f"{back}&saved={row.pk}")

    answer = None
    if not is_removal:
        answer, status = act_on(form, write)
    context = {**SECTION, "row": row, "form": form, "version": version, "back_url": back}
    context["theirs"] = stored_note if status == 409 else ""
    return answer or render(request, "engagements/obstacles/edit.html", context, status=status)


@require_safe
@guarded_by(PlanObstacle, SupportRequest)
def obstacle_overview(request):
    """The three kinds over all clusters, for the Task Team: what clusters share with it, and what they ask."""
    if not is_task_team(request.user):
        raise Http404
    year = chosen_year(request)
    title = _("What stands in the way, %(year)s") % {"year": year}
    series = (_("in plans that are shared"), _("in requests for support"))
    this_year = clock.day_of(request.user).year
    context = {
        **SECTION,
        "year": year,
        "years": sorted({this_year - 1, this_year, this_year + 1, year}),
        "found": queries.by_kind(request.user, year, title=title, series=series),
    }
    return render(request, "engagements/obstacles/overview.html", context)
