"""The country calendar."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from calendar_app.queries import calendar_page, read_filter, reader_of
from calendar_app.queries.around import STRIP_MONTHS
from clusters.visits import previous_visit
from core.policy import guarded_by
from core.svg import time_strip


@require_safe
@guarded_by(Entry)
def calendar(request):
    """Agenda or month of a country; my own unless the address says otherwise. Unknown country: 404."""
    since = previous_visit(request)
    page = calendar_page(reader_of(request.user), read_filter(request.GET), request.GET.get("page"), since=since)
    if page is None:
        raise Http404
    chosen = page.chosen
    words = {"moved": _("Anchor moved"), "computed": _("Computed"), "why": _("why this date?")}
    context = {
        "page": page,
        "words": words,
        "section": "calendar",
        "all_url": chosen.address(family="", kind="", certainty="", q=""),
    }
    if page.points:
        context["strip"] = time_strip(
            points=page.points, today=page.reader.today, months=STRIP_MONTHS, title=_("The next twelve months")
        )
    if page.month:
        context["before_url"] = chosen.address(month=page.month.before)
        context["after_url"] = chosen.address(month=page.month.after)
    if page.may_add:
        country = f"?country={page.country.pk}" if page.country else ""
        context["add_url"] = reverse("calendar:entry-create") + country
    return render(request, "calendar_app/calendar.html", context)
