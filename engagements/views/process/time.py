"""The line of time of an engagement: how it moved back and forth, drawn and as a table."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from core import svg
from core.dates import day_text
from core.policy import guarded_by
from engagements.models import ComponentMove, ComponentVersion, PlanLine
from engagements.queries import plans
from engagements.queries.process_time import process_time as query
from engagements.rules.process_time import MECHANISM, STATE, open_spans
from engagements.views.common import line_or_404
from engagements.views.process.common import base_context


@require_safe
@guarded_by(PlanLine, ComponentMove, ComponentVersion, Entry)
def process_time(request, pk):
    line = line_or_404(request, pk)
    found = query(request.user, line, today=plans.today_for(request.user))
    names = dict(found.lanes)
    rows = [_row(line, happening, names) for happening in found.happenings]
    moves = [_move(row) for row in rows]
    picture = {
        "moves": moves,
        "spans": open_spans(found.happenings, found.today),
        "lanes": found.lanes,
        "first": found.first,
        "last": found.last,
        "today": found.today,
    }
    context = base_context(request, line) | {
        "rows": rows,
        "wide": svg.moves_timeline(**picture) if rows else "",
        "narrow": svg.moves_timeline(**picture, width=326, name="moves-narrow") if rows else "",
        "legend": svg.moves_legend(_legend()),
        "legend_narrow": svg.moves_legend(_legend(), width=326, name="moves-legend-narrow"),
        "has_actors": STATE in names or MECHANISM in names,
    }
    return render(request, "engagements/process_time.html", context)


def _legend():
    return {
        "opened": _("opened"),
        "closed": _("closed"),
        "reopened": _("opened again"),
        "looked_back": _("looked back at"),
        "version": _("version kept"),
        "date": _("date"),
        "outcome": _("outcome"),
        "arrow": _("led back to"),
    }


def _row(line, happening, names):
    url = ""
    if happening.number:
        url = reverse("engagements:process-version", args=[line.pk, happening.lane, happening.number])
    elif happening.component is not None:
        url = reverse("engagements:process-component", args=[line.pk, happening.lane])
    elif happening.entry is not None:
        url = reverse("calendar:entry-detail", args=[happening.entry.pk])
    elif happening.outcome is not None:
        url = reverse("calendar:outcome-detail", args=[happening.outcome.pk])
    return {"happening": happening, "lane": names.get(happening.lane, ""), "url": url}


def _move(row):
    happening = row["happening"]
    when = happening.about or day_text(happening.on)
    parts = [f"{row['lane']}: {happening.words}", when, happening.cause]
    return svg.Move(
        on=happening.on,
        lane=happening.lane,
        kind=happening.kind,
        label=", ".join(str(part) for part in parts if part),
        url=row["url"],
        short=str(happening.number or ""),
        from_lane=happening.from_lane,
        from_on=happening.from_on,
    )
