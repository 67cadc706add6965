"""The page of one date, and what may be done with it."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from calendar_app.queries import entry_page, reader_of, visible_entry
from core.policy import guarded_by


def entry_or_404(user, pk):
    """The date if `user` may see it; a stranger learns nothing, not even that it exists."""
    entry = visible_entry(user, pk)
    if entry is None:
        raise Http404
    return entry


@require_safe
@guarded_by(Entry)
def entry_detail(request, pk):
    page = entry_page(reader_of(request.user), entry_or_404(request.user, pk))
    return render(request, "calendar_app/entry.html", {"page": page, "entry": page.entry, "section": "calendar"})
