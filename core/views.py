"""Page of the audit trail."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from core import trail

PER_PAGE = 40


def render_trail(request, entries, context):
    """Answer with one page of `entries` (already visible to the reader): who, what, when, old and new."""
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    zone = timezone.get_current_timezone_name()
    for entry in page:
        entry.changes = trail.changes(entry, zone)
        entry.verb_label = trail.verb_label(entry.verb)
    return render(request, "core/audit.html", {"page_obj": page, **context})
