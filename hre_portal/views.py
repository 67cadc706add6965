"""Home, health and error pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from core import health
from core.policy import open_to_members


@open_to_members
def home(request):
    return render(request, "hre_portal/home.html")


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
    may_read_more = report["database"] and request.user.is_authenticated and request.user.is_staff
    body = report if may_read_more else {"ready": report["ready"]}
    return JsonResponse(body, status=200 if report["ready"] else 503)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
