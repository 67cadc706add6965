"""The Strategic Advisory Group of a cluster: its seats, one recorded or changed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters import actions, policy, queries
from clusters.forms import SeatForm
from clusters.models import AdvisorySeat, Membership
from clusters.views.shared import cluster_or_404
from core.acting import act_on, posted_version
from core.policy import guarded_by


def _done(request, cluster):
    messages.success(request, _("Saved."))
    return redirect("clusters:advisory-group", pk=cluster.pk)


@guarded_by(AdvisorySeat, Membership)
@require_http_methods(["GET", "HEAD", "POST"])
def advisory_group(request, pk):
    """Who sits in the group; its coordinators record a seat."""
    cluster = cluster_or_404(request.user, pk)
    form = SeatForm(request.POST or None)
    if request.method == "POST":
        policy.check_can_seat(request.user, cluster)

    def write(data):
        actions.add_seat(cluster=cluster, by=request.user, **data)
        return _done(request, cluster)

    answer, status = act_on(form, write)
    context = {
        "section": "people",
        "cluster": cluster,
        "group": queries.advisory_group(request.user, cluster),
        "form": form,
        "is_refused": status != 200,
    }
    return answer or render(request, "clusters/advisory_group.html", context, status=status)


@guarded_by(AdvisorySeat)
@require_http_methods(["GET", "HEAD", "POST"])
def advisory_seat(request, pk, seat_pk):
    """One recorded seat: whose, who holds it, since and until when."""
    cluster = cluster_or_404(request.user, pk)
    seat = queries.advisory_seat(request.user, cluster, seat_pk)
    if seat is None:
        raise Http404
    policy.check_can_seat(request.user, cluster)
    version = seat.version
    initial = {name: getattr(seat, name) for name in SeatForm.base_fields}
    initial["organisation"] = seat.organisation_id
    form = SeatForm(request.POST or None, initial=initial)

    def write(data):
        actions.change_seat(seat=seat, expected_version=posted_version(request), by=request.user, **data)
        return _done(request, cluster)

    answer, status = act_on(form, write)
    context = {"section": "people", "cluster": cluster, "form": form, "version": version}
    return answer or render(request, "clusters/advisory_seat.html", context, status=status)
