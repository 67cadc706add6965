"""Pages of press proposals."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.enums import LEAD_ROLES
from clusters.policy import has_role_in
from core import clock
from core.acting import chosen_of
from core.errors import Refused
from core.found import found_or_404
from core.policy import guarded_by
from engagements import documents, policy
from engagements.actions import press as actions
from engagements.enums import PressState
from engagements.forms.workspaces import PressForm
from engagements.models import PlanLine, PressProposal
from engagements.queries import plans
from engagements.queries import workspaces as queries
from engagements.views.common import ACTION_ERRORS, before_passing_on, posted_version, saved, show_refusal
from engagements.views.interactions import own_cluster_or_404
from engagements.views.plans import SECTION

METHODS = ["GET", "HEAD", "POST"]


def press_or_404(request, pk):
    return found_or_404(queries.press(request.user, pk))


@require_safe
@guarded_by(PressProposal, PlanLine)
def press_list(request):
    """The press proposals of a cluster."""
    cluster, _clusters = own_cluster_or_404(request)
    may_propose = has_role_in(request.user, cluster.pk, LEAD_ROLES)
    context = {**SECTION, "cluster": cluster, "rows": queries.press_of(request.user, cluster)}
    context |= {
        "may_propose": may_propose,
        "create_url": f"{reverse('engagements:press-create')}?cluster={cluster.pk}",
    }
    return render(request, "engagements/press_list.html", context)


@require_safe
@guarded_by(PressProposal)
def press_detail(request, pk):
    row = press_or_404(request, pk)
    context = {
        **SECTION,
        "row": row,
        "veiled": policy.is_closed(row),
        "may_change": has_role_in(request.user, row.cluster_id, LEAD_ROLES),
        "seen_by_text": documents.seen_by_text(row),
        "today": clock.day_of(request.user),
    }
    return render(request, "engagements/press_detail.html", context)


@require_http_methods(METHODS)
@guarded_by(PressProposal, PlanLine)
def press_create(request):
    """A new one; from a plan line (`line` in the address) the mandate and the line are filled in."""
    initial, line = {}, None
    text = request.GET.get("line", "")
    if text.isascii() and text.isdecimal() and len(text) < 10:
        line = plans.plan_line(request.user, int(text))
        if line is None:
            raise Http404
        cluster, initial = line.cluster, {"plan_line": line.pk, "mechanism": line.mechanism_id}
    else:
        clusters = list(plans.clusters_to_lead(request.user).order_by("parent_id", "pk"))
        if not clusters:
            raise Refused(_("Only the coordinators of this cluster may change its plan."))
        cluster = chosen_of(request, clusters)
    policy.check_can_plan(request.user, cluster.pk)
    return _page(request, cluster, None, initial, line)


@require_http_methods(METHODS)
@guarded_by(PressProposal, PlanLine)
def press_edit(request, pk):
    """Change it. Somebody quicker: 409, the typed text stays."""
    row = press_or_404(request, pk)
    policy.check_can_plan(request.user, row.cluster_id)
    links = ("plan_line", "mechanism")
    stored = {name: getattr(row, f"{name}_id" if name in links else name) for name in PressForm.base_fields}
    line = plans.plan_line(request.user, row.plan_line_id) if row.plan_line_id else None
    return _page(request, row.cluster, row, stored, line)


def _page(request, cluster, row, initial, line):
    data = request.POST if request.method == "POST" else None
    form = PressForm(data, initial=initial, user=request.user, cluster=cluster)
    context = {**SECTION, "cluster": cluster, "form": form, "row": row, "version": row.version if row else 0}
    if row is None or row.state == PressState.DRAFT:
        context |= before_passing_on(request.user, cluster, line, row.mechanism_id if row else None)
    if data is None:
        return render(request, "engagements/press_form.html", context)
    status = 422
    if form.is_valid():
        try:
            if row is None:
                row = actions.propose_press(cluster=cluster, by=request.user, **form.cleaned_data)
            else:
                version = posted_version(request)
                actions.change_press(proposal=row, expected_version=version, by=request.user, **form.cleaned_data)
        except ACTION_ERRORS as error:
            status = show_refusal(form, error)
            if row is not None:
                context["version"] = press_or_404(request, row.pk).version
        else:
            saved(request)
            return redirect("engagements:press-detail", pk=row.pk)
    return render(request, "engagements/press_form.html", context, status=status)
