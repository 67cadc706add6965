"""Pages of what partners can bear: how much risk each of them can carry. The coordinators' own."""

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import advocacy as actions
from engagements.forms.advocacy import ToleranceForm
from engagements.models import PartnerTolerance
from engagements.queries import advocacy
from engagements.views.common import posted_version
from engagements.views.records import cluster_or_404, form_page

_FOLDER = "engagements/advocacy"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PartnerTolerance)
def tolerances(request):
    """How much risk each partner can carry; the coordinators' own page."""
    cluster = cluster_or_404(request)
    policy.check_can_advocate(request.user, cluster.pk)
    form = ToleranceForm(request.POST or None)

    def act(form):
        return actions.set_tolerance(
            cluster=cluster, by=request.user, expected_version=posted_version(request), **form.cleaned_data
        )

    return form_page(
        request,
        template=f"{_FOLDER}/tolerances.html",
        form=form,
        act=act,
        done=lambda row: f"{reverse('engagements:tolerances')}?cluster={cluster.pk}",
        context={"cluster": cluster, "rows": advocacy.tolerance_rows(request.user, cluster)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PartnerTolerance)
def tolerance_edit(request, pk):
    row = found_or_404(advocacy.tolerance_row(request.user, pk))
    form = ToleranceForm(request.POST or None, instance=row)
    del form.fields["organisation"]
    back = f"{reverse('engagements:tolerances')}?cluster={row.cluster_id}"

    def act(form):
        version = posted_version(request)
        if request.POST.get("act") == "forget":
            return actions.forget_tolerance(row=row, expected_version=version, by=request.user)
        return actions.set_tolerance(
            cluster=row.cluster,
            organisation=row.organisation,
            by=request.user,
            expected_version=version,
            **form.cleaned_data,
        )

    return form_page(
        request,
        template=f"{_FOLDER}/tolerance_form.html",
        form=form,
        act=act,
        done=lambda changed: back,
        context={"cluster": row.cluster, "row": row, "back": back},
        record=row,
        fresh=lambda: advocacy.tolerance_row(request.user, pk),
    )
