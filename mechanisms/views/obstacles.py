"""The list of obstacles: explained to all, kept by the Task Team."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.policy import check_is_task_team, is_task_team
from core.acting import act_on, posted_version
from core.policy import open_to_members
from mechanisms.actions import obstacles as actions
from mechanisms.enums import ObstacleKind
from mechanisms.forms.obstacles import ObstacleForm
from mechanisms.models import Obstacle
from mechanisms.queries.obstacles import obstacles_by_kind

SECTION = {"section": "mechanisms"}
FORM = ["GET", "HEAD", "POST"]


@require_safe
@open_to_members
def obstacle_list(request):
    """The three kinds with their obstacles; retired ones for the Task Team only (MATRIX A025)."""
    may_edit = is_task_team(request.user)
    context = {**SECTION, "kinds": obstacles_by_kind(with_retired=may_edit), "may_edit": may_edit}
    return render(request, "mechanisms/obstacles.html", context)


@require_http_methods(FORM)
@open_to_members
def obstacle_new(request):
    """One more. Task Team only."""
    check_is_task_team(request.user)
    form = ObstacleForm(request.POST or None, is_new=True)

    def write(data):
        actions.add_obstacle(by=request.user, **data)
        messages.success(request, _("The obstacle is in the list."))
        return redirect("mechanisms:obstacles")

    answer, status = act_on(form, write)
    return answer or render(request, "mechanisms/obstacle_form.html", {**SECTION, "form": form}, status=status)


@require_http_methods(FORM)
@open_to_members
def obstacle_edit(request, key):
    """Change one. Task Team only; where somebody was quicker, both texts stand on the page."""
    check_is_task_team(request.user)
    obstacle = get_object_or_404(Obstacle, key=key)
    stored = {name: getattr(obstacle, name) for name in ObstacleForm.base_fields}
    version = obstacle.version
    form = ObstacleForm(request.POST or None, initial=stored)

    def write(data):
        actions.edit_obstacle(obstacle=obstacle, expected_version=posted_version(request), by=request.user, **data)
        messages.success(request, _("Saved."))
        return redirect("mechanisms:obstacles")

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "obstacle_key": key, "called": stored["name"], "version": version}
    if status == 409:
        changed = [name for name in stored if form.cleaned_data[name] != stored[name]]
        words = dict(ObstacleKind.choices)
        context["theirs"] = [(form.fields[name].label, words.get(stored[name], stored[name])) for name in changed]
    return answer or render(request, "mechanisms/obstacle_form.html", context, status=status)
