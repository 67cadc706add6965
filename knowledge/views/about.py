"""Who helps, what has been done so far, and where to ask."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clusters.queries import task_team_organisations
from core.policy import open_to_members
from knowledge.queries.resources import measures
from knowledge.views.common import SECTION


@require_safe
@open_to_members
def about(request):
    """The page of the Task Team, for everybody with an account (MATRIX A006)."""
    context = {**SECTION, "measures": measures(request.user), "organisations": task_team_organisations()}
    return render(request, "knowledge/about.html", context)
