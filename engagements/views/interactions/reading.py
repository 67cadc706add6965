"""The list of interactions, one of them, its read-out, the list as CSV."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from core import clock, files
from core.acting import chosen_of
from core.documents import pdf
from core.errors import Refused
from core.policy import guarded_by
from engagements import documents
from engagements.actions import interactions as actions
from engagements.enums import InteractionKind
from engagements.models import Interaction, PlanLine
from engagements.queries import interactions as queries
from engagements.views.interactions.common import (
    detail_page,
    interaction_or_404,
    own_cluster_or_404,
    own_clusters_first,
)
from engagements.views.plans import SECTION

# A file with more is for a database, not for a person.
MOST_EXPORTED = 5000


@require_safe
@guarded_by(Interaction, PlanLine)
def interaction_list(request):
    """The interactions of a cluster; the filter stands in the address."""
    clusters, own = own_clusters_first(request.user)
    chosen = queries.read_filter(request.GET)
    if chosen.review and "cluster" not in request.GET:
        # From the page of a review: the cluster of its country.
        country = queries.country_of_review(chosen.review)
        clusters.sort(key=lambda cluster: cluster.country_id != country)
    cluster = chosen_of(request, clusters)
    context = {**SECTION, "cluster": cluster, "clusters": clusters, "chosen": chosen}
    if cluster is not None:
        labels = (_("All"), _("Ahead"), _("Held"), _("To follow up"))
        address = chosen.address(cluster)
        context |= {
            "page": queries.interaction_page(request.user, cluster, chosen, request.GET.get("page")),
            "chips": [
                (label, chosen.address(cluster, view=view), view == chosen.view)
                for view, label in zip(queries.VIEWS, labels, strict=True)
            ],
            "kinds": InteractionKind.choices,
            "sides": queries.Side.choices,
            "may_record": cluster.pk in own,
            "create_url": reverse("engagements:interaction-create") + address,
            "export_url": reverse("engagements:interaction-export") + address,
            "all_url": f"?cluster={cluster.pk}",
        }
    return render(request, "engagements/interaction_list.html", context)


@require_GET
@guarded_by(Interaction)
def interaction_export(request):
    """The list as the filter shows it to this reader, as CSV."""
    cluster, _clusters = own_cluster_or_404(request)
    found = queries.interactions(request.user, cluster, queries.read_filter(request.GET))
    rows = list(found[: MOST_EXPORTED + 1])
    if len(rows) > MOST_EXPORTED:
        raise Refused(_("There are more than %(most)d. Narrow the list first.") % {"most": MOST_EXPORTED})
    actions.record_interaction_export(cluster=cluster, rows=rows, by=request.user)
    name = f"hre-interactions-{cluster.country_id}-{clock.day_of(request.user):%Y-%m-%d}.csv"
    return files.download(documents.interactions_csv(rows), file_name=name, media_type="text/csv; charset=utf-8")


@require_safe
@guarded_by(Interaction, PlanLine)
def interaction_detail(request, pk):
    return detail_page(request, interaction_or_404(request, pk))


@require_GET
@guarded_by(Interaction)
def interaction_pdf(request, pk):
    """The points as a read-out, in the reader's language. Not kept."""
    row = interaction_or_404(request, pk)
    tree = documents.read_out(row, language=get_language() or "en", made_on=clock.day_of(request.user))
    try:
        content = pdf.render_pdf(tree)
    except pdf.PdfError as error:
        status = 422 if isinstance(error, pdf.DocumentTooLong) else 503
        return detail_page(request, row, problem=[error.sentence], status=status)
    return files.download(content, file_name=f"hre-read-out-{row.pk}.pdf", media_type="application/pdf")
