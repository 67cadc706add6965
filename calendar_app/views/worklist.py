"""The Task Team's worklist: dates that somebody should look at, verified in one press."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app import actions
from calendar_app.models import Entry
from calendar_app.queries import reader_of, worklist_page
from calendar_app.queries.worklist import Look, work_row
from calendar_app.views.entries import entry_or_404
from clusters.policy import check_is_task_team
from core.policy import guarded_by


@require_safe
@guarded_by(Entry)
def worklist(request):
    check_is_task_team(request.user)
    reason = request.GET.get("why", "")
    page = worklist_page(reader_of(request.user), reason if reason in Look.values else "", request.GET.get("page"))
    return render(request, "calendar_app/worklist.html", {"page": page, "section": "worklist"})


@require_POST
@guarded_by(Entry)
def worklist_verify(request):
    """One press. htmx gets the row anew, others the list."""
    pk = request.POST.get("entry", "")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    entry = entry_or_404(request.user, pk)
    actions.verify_entry(entry=entry, by=request.user)
    if request.htmx:
        fresh = entry_or_404(request.user, pk)
        item = work_row(reader_of(request.user), fresh)
        return render(request, "calendar_app/_worklist_row.html", {"item": item, "done": True})
    messages.success(request, _("Verified: %(date)s") % {"date": entry})
    why = request.POST.get("why", "")
    response = redirect("calendar:worklist")
    if why in Look.values:
        response["Location"] += f"?why={why}"
    return response
