"""What became of everything a cluster has sent: the table, and the same as CSV or XLSX."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock, files
from core.errors import Refused
from core.policy import guarded_by
from engagements.actions.submissions import record_results_export
from engagements.documents.results import results_csv, results_xlsx
from engagements.models import Dispatch, PointUptake, Submission, SubmissionClosing, SubmissionPoint
from engagements.queries import results as queries
from engagements.views.interactions import own_cluster_or_404

PER_PAGE = 30
MOST_EXPORTED = 5000
_FORMS = {
    "csv": (results_csv, "text/csv; charset=utf-8"),
    "xlsx": (results_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
@guarded_by(Submission, Dispatch, SubmissionPoint, PointUptake, SubmissionClosing)
def result_overview(request):
    """Sent inputs of a cluster with what the mechanisms made of them, and how often the cluster sends."""
    cluster, clusters = own_cluster_or_404(request)
    page = Paginator(queries.sent_inputs(request.user, cluster), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.dressed(request.user, page.object_list)
    context = {
        "section": "submissions",
        "cluster": cluster,
        "clusters": clusters,
        "page": page,
        "tally": queries.sum_of(page.object_list),
        "is_whole": page.paginator.num_pages == 1,
        "frequencies": queries.frequencies(request.user, cluster, clock.day_of(request.user)),
    }
    return render(request, "engagements/results/overview.html", context)


@require_safe
@guarded_by(Submission, Dispatch, SubmissionPoint, PointUptake, SubmissionClosing)
def result_export(request, form):
    """The whole table as this reader sees it."""
    if form not in _FORMS:
        raise Http404
    cluster, _clusters = own_cluster_or_404(request)
    found = list(queries.sent_inputs(request.user, cluster)[: MOST_EXPORTED + 1])
    if len(found) > MOST_EXPORTED:
        raise Refused(_("There are more than %(most)d.") % {"most": MOST_EXPORTED})
    rows = queries.dressed(request.user, found)
    record_results_export(cluster=cluster, rows=rows, by=request.user)
    make, media_type = _FORMS[form]
    name = f"hre-results-{cluster.country_id}-{clock.day_of(request.user):%Y-%m-%d}.{form}"
    return files.download(make(rows), file_name=name, media_type=media_type)
