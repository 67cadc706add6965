"""The year plan of one cluster."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from clusters.enums import INSIDE_ROLES, Role
from clusters.policy import cluster_ids, has_role
from core import clock
from core.acting import chosen_of
from core.policy import guarded_by
from engagements.models import EngagementStep, PlanLine
from engagements.queries import concerns
from engagements.queries import context as contexts
from engagements.queries.year import year_plan
from engagements.views.plans.common import SECTION, chosen_year, clusters_of


@require_safe
@guarded_by(PlanLine, EngagementStep, Entry)
def plan(request):
    """The year of one cluster."""
    clusters, own = clusters_of(request)
    cluster = chosen_of(request, clusters)
    today, year = clock.day_of(request.user), chosen_year(request)
    context = {**SECTION, "cluster": cluster, "clusters": clusters, "year": year, "today": today}
    if cluster is not None:
        context["plan"] = year_plan(request.user, cluster, year, today=today, area=request.GET.get("area", ""))
        context["can_plan"] = cluster.pk in own
        # What a cluster follows is its own: partners and the Task Team find no page behind that link.
        context["belongs"] = cluster.pk in cluster_ids(request.user, INSIDE_ROLES)
        context["context"] = contexts.latest(request.user, cluster, year)
        context["waiting"] = concerns.number_waiting(request.user, cluster)
        context["keeps_all"] = has_role(request.user, Role.TASK_TEAM)
        context["parent"] = next((one for one in clusters if one.pk == cluster.parent_id), None)
        context["create_url"] = f"{reverse('engagements:line-create')}?cluster={cluster.pk}"
    return render(request, "engagements/plan_year.html", context)
