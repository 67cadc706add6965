"""Home, health and error pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

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
    return JsonResponse({"ready": True})


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
