"""The country calendar."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from calendar_app.queries import calendar_page, read_filter, reader_of
from core.policy import guarded_by


@require_safe
@guarded_by(Entry)
def calendar(request):
    """Agenda or month of a country; my own unless the address says otherwise. Unknown country: 404."""
    page = calendar_page(reader_of(request.user), read_filter(request.GET), request.GET.get("page"))
    if page is None:
        raise Http404
    return render(request, "calendar_app/calendar.html", {"page": page, "section": "calendar"})
