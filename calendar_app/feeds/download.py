"""What the filter shows as an iCalendar file, for a calendar that knows no subscriptions."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from calendar_app import actions
from calendar_app.feeds.ics import calendar
from calendar_app.feeds.views import events
from calendar_app.models import Entry
from calendar_app.queries import read_filter, reader_of
from calendar_app.queries.export import export_of, too_long_text
from calendar_app.queries.filters import ALL
from core import files
from core.policy import guarded_by


@dataclass(frozen=True)
class OneTime:
    """Stands where a feed's subscription does: no alarms, dates for coordinators only without a word of what they
    are."""

    country_id: str | None
    alarm_days: int | None = None
    shows_restricted_neutrally: bool = True


@require_GET
@guarded_by(Entry)
def export_ics(request):
    """The dates that the filter shows, with a day, as an iCalendar file. The UIDs are those of the feeds, so that a
    calendar that has both shows each date once."""
    chosen = read_filter(request.GET)
    export = export_of(reader_of(request.user), chosen)
    if export is None:
        raise Http404
    if export.is_too_long:
        back = reverse("calendar:calendar") + chosen.address()
        context = {"section": "calendar", "sentence": too_long_text(export), "back_url": back}
        return render(request, "calendar_app/no_file.html", context, status=422)
    dated = [entry for entry in export.entries if entry.due_on]
    country = export.code if export.code != ALL else None
    name = _("Calendar of %(country)s") % {"country": export.country} if country else _("Calendar of all countries")
    content = calendar(name, events(OneTime(country), dated), language=get_language() or "en")
    actions.record_export(
        form="ics",
        code=export.code,
        total=len(dated),
        restricted=export.restricted,
        asked=chosen.address(),
        by=request.user,
    )
    return files.download(content, file_name=f"{export.file_name}.ics", media_type="text/calendar; charset=utf-8")
