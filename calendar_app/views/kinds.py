"""Kinds of dates: how the portal treats each. Kept by the Task Team."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from calendar_app.actions.kinds import set_kind_rules
from calendar_app.forms.kinds import KindsForm
from calendar_app.models import KindRule
from calendar_app.policy import check_can_keep_calendar
from calendar_app.views.acts import UNPROCESSABLE, attempt
from core.policy import guarded_by


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(KindRule)
def kinds(request):
    """All kinds on one page. Wrong numbers: 422 with what was typed; others than the Task Team: 403."""
    check_can_keep_calendar(request.user)
    form, status = KindsForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            done, status = attempt(form, lambda: set_kind_rules(changes=form.changes(), by=request.user))
            if done is not None:
                messages.success(request, _("The rules are saved."))
                return redirect("calendar:kinds")
    return render(request, "calendar_app/kinds.html", {"form": form, "section": "worklist"}, status=status)
