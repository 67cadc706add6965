"""The plan of a year by the three purposes: on a page, as CSV and on paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock, files
from core.acting import chosen_of
from core.documents import pdf
from core.policy import guarded_by
from core.svg import BarGroup, bar_picture
from engagements.actions.purposes import record_plan_export
from engagements.documents.purposes import purposes_csv, purposes_document
from engagements.models import EngagementStep, PlanAim, PlanLine
from engagements.queries.overview import overview
from engagements.queries.purposes import plan_by_purpose
from engagements.views.plans.common import SECTION, chosen_year, clusters_of


def _place(request):
    """(cluster, year, whether the reader plans there); 404 where there is no plan that she may open."""
    clusters, own = clusters_of(request)
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    return cluster, chosen_year(request), cluster.pk in own


@require_safe
@guarded_by(PlanLine, EngagementStep, PlanAim)
def purpose_report(request):
    """Every step of the year under the purpose that it serves."""
    cluster, year, can_plan = _place(request)
    parts = plan_by_purpose(request.user, cluster, year)
    this_year = clock.day_of(request.user).year
    context = {
        **SECTION,
        "cluster": cluster,
        "year": year,
        "years": sorted({this_year, this_year + 1, year, *overview(request.user, cluster, year).years}),
        "parts": parts,
        "can_plan": can_plan,
        "has_steps": any(part.rows for part in parts),
        "picture": bar_picture(
            groups=[BarGroup(part.label, (part.open, part.done)) for part in parts],
            series=(_("Open steps"), _("Steps done")),
            title=_("Steps by purpose"),
            width=340,
        ),
        "query": f"?cluster={cluster.pk}&year={year}",
        "back_url": f"{reverse('engagements:plan')}?cluster={cluster.pk}&year={year}",
    }
    return render(request, "engagements/purposes.html", context)


@require_safe
@guarded_by(PlanLine, EngagementStep, PlanAim)
def purpose_csv(request):
    """The same as this reader sees it, for a spreadsheet. Taking closed lines along is on record."""
    cluster, year, _can_plan = _place(request)
    parts = plan_by_purpose(request.user, cluster, year)
    lines = {row.line.pk: row.line for part in parts for row in (*part.rows, *part.idle)}
    record_plan_export(cluster=cluster, year=year, lines=list(lines.values()), by=request.user)
    return files.download(
        purposes_csv(parts), file_name=_file_name(cluster, year, "csv"), media_type="text/csv; charset=utf-8"
    )


@require_safe
@guarded_by(PlanLine, EngagementStep, PlanAim)
def purpose_pdf(request):
    """The same on paper, without anything closed. Not kept."""
    cluster, year, _can_plan = _place(request)
    parts = plan_by_purpose(request.user, cluster, year, on_paper=True)
    try:
        content = pdf.render_pdf(purposes_document(cluster, year, parts, today=clock.day_of(request.user)))
    except pdf.PdfError as error:
        messages.error(request, error.sentence)
        return redirect(f"{reverse('engagements:purpose-report')}?cluster={cluster.pk}&year={year}")
    return files.download(content, file_name=_file_name(cluster, year, "pdf"), media_type="application/pdf")


def _file_name(cluster, year, form):
    return f"hre-plan-{cluster.country_id}-{year}.{form}"
