"""Break-glass access of administrators."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters import actions, policy, queries
from clusters.forms import GlassForm
from clusters.models import BreakGlass, Cluster
from clusters.views.shared import add_errors
from core import clock
from core.errors import Refused
from core.policy import guarded_by


@guarded_by(BreakGlass)
@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request):
    """Choose a cluster, say why. For administrators; nobody else learns that the page is there."""
    if not policy.is_administrator(request.user):
        raise Http404
    form = GlassForm(request.POST or None, clusters=Cluster.objects.select_related("country"))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.break_glass(by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            except Refused as error:
                form.add_error(None, str(error.sentence))
                status = 403
            else:
                messages.warning(request, _("The access is open. The coordinators of the cluster were told."))
                return redirect("clusters:break-glass")
    context = {
        "form": form,
        "minutes": settings.HRE_BREAK_GLASS_MINUTES,
        "glasses": queries.glasses_of(request.user),
        "now": clock.now(),
    }
    return render(request, "clusters/break_glass.html", context, status=status)


@guarded_by(BreakGlass)
@require_POST
def end_glass(request, pk):
    glass = get_object_or_404(BreakGlass.objects.select_related("cluster"), pk=pk, user=request.user)
    actions.end_glass(glass=glass, by=request.user)
    messages.success(request, _("The access is closed."))
    return redirect("home")
