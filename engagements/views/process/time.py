"""The line of time of an engagement: how it moved back and forth, drawn and as a table."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from core import clock, svg
from core.policy import guarded_by
from engagements import documents
from engagements.models import ComponentMove, ComponentVersion, PlanLine
from engagements.queries.process_time import process_time as query
from engagements.views.common import line_or_404
from engagements.views.process.common import base_context


@require_safe
@guarded_by(PlanLine, ComponentMove, ComponentVersion, Entry)
def process_time(request, pk):
    """All that happened, over as many years as it took."""
    line = line_or_404(request, pk)
    found = query(request.user, line, today=clock.day_of(request.user))
    names = dict(found.lanes)

    def url_of(happening):
        return _url_of(line, happening)

    picture = documents.timeline_of(found, url_of)
    legend = documents.timeline_words()
    has_any = bool(found.happenings)
    context = base_context(request, line) | {
        "rows": [
            {"happening": happening, "lane": names.get(happening.lane, ""), "url": url_of(happening)}
            for happening in found.happenings
        ],
        "wide": svg.moves_timeline(**picture) if has_any else "",
        "narrow": svg.moves_timeline(**picture, width=326, name="moves-narrow") if has_any else "",
        "legend": svg.moves_legend(legend),
        "legend_narrow": svg.moves_legend(legend, width=326, name="moves-legend-narrow"),
    }
    return render(request, "engagements/process_time.html", context)


def _url_of(line, happening):
    if happening.number:
        return reverse("engagements:process-version", args=[line.pk, happening.lane, happening.number])
    if happening.component is not None:
        return reverse("engagements:process-component", args=[line.pk, happening.lane])
    if happening.entry is not None:
        return reverse("calendar:entry-detail", args=[happening.entry.pk])
    if happening.outcome is not None:
        return reverse("calendar:outcome-detail", args=[happening.outcome.pk])
    return ""
