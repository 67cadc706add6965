"""Home, health and error pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from clusters import visits
from clusters.enums import Role
from clusters.policy import has_role
from core import health
from core.policy import guarded_by, open_to_members
from engagements.models import EngagementStep, PlanLine, Submission
from hre_portal import queries
from hre_portal.context import memberships_of_reader


@require_safe
@guarded_by(Entry, PlanLine, EngagementStep, Submission)
def home(request):
    """What is due, what waits, what moved. The first look of a visit (a log-in) closes the previous one: what moved
    since then stays on the page for the whole visit."""
    since = visits.previous_visit(request)
    page = queries.home_page(
        request.user, memberships_of_reader(request.user), chosen=request.GET.get("cluster", ""), since=since
    )
    return render(request, "hre_portal/home.html", {"page": page, "section": "home"})


@login_not_required
@open_to_members
def healthz(request):
    """The process lives."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@open_to_members
def readyz(request):
    """Whether requests can be served: 200 or 503. Numbers and names of what is wrong are for staff only."""
    report = health.report()
    # Without a database nobody can be recognised as staff.
    may_read_more = report["database"] and has_role(request.user, Role.ADMINISTRATOR, Role.TASK_TEAM)
    body = report if may_read_more else {"ready": report["ready"]}
    return JsonResponse(body, status=200 if report["ready"] else 503)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
