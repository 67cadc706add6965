"""Pages of national plans and programming frameworks, and the ties of follow-ups to them."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import ACTION_ERRORS, act_on, chosen_of, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import guarded_by
from recommendations import policy
from recommendations.actions import frameworks as actions
from recommendations.forms import FrameworkForm, TieForm
from recommendations.models import FollowUp, FollowUpTie, Framework
from recommendations.queries import follow_up as follow_reads
from recommendations.queries import frameworks as reads
from recommendations.views.follow_up import FORM, SECTION, detail_page, follow_up_or_404, saved


def _address(cluster_id):
    return f"{reverse('recommendations:framework-list')}?cluster={cluster_id}"


@require_safe
@guarded_by(Framework, FollowUpTie)
def framework_list(request):
    """What a cluster keeps on record, and which recommendations are tied to it."""
    clusters = list(follow_reads.clusters(request.user))
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    rows = reads.frameworks(request.user, cluster)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "rows": [row for row in rows if not row.is_retired],
        "retired": [row for row in rows if row.is_retired],
        "may_adopt": policy.may_adopt(request.user, cluster.pk),
    }
    return render(request, "recommendations/framework_list.html", context)


def _page(request, form, cluster, *, status, found=None, version=0):
    context = {**SECTION, "form": form, "cluster": cluster, "found": found, "version": version}
    context["back_url"] = _address(cluster.pk)
    return render(request, "recommendations/framework_form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(Framework)
def framework_add(request):
    clusters = list(policy.clusters_that_adopt(request.user))
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    form = FrameworkForm(request.POST or None)

    def write(data):
        actions.add_framework(cluster=cluster, by=request.user, **data)
        saved(request)
        return redirect(_address(cluster.pk))

    answer, status = act_on(form, write)
    return answer or _page(request, form, cluster, status=status)


def _found_or_404(request, pk):
    return found_or_404(reads.framework(request.user, pk))


@require_http_methods(FORM)
@guarded_by(Framework)
def framework_edit(request, pk):
    found = _found_or_404(request, pk)
    if not policy.may_adopt(request.user, found.cluster_id):
        raise Http404
    version = found.version
    form = FrameworkForm(
        request.POST or None, initial={name: getattr(found, name) for name in FrameworkForm.base_fields}
    )

    def write(data):
        actions.change_framework(framework=found, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect(_address(found.cluster_id))

    answer, status = act_on(form, write)
    return answer or _page(request, form, found.cluster, status=status, found=found, version=version)


@require_POST
@guarded_by(Framework)
def framework_retire(request, pk):
    """Offered no more, or again; who sees it and may not is told so."""
    found = _found_or_404(request, pk)
    actions.retire_framework(
        framework=found,
        is_retired=request.POST.get("retired") == "yes",
        expected_version=posted_version(request),
        by=request.user,
    )
    saved(request)
    return redirect(_address(found.cluster_id))


@require_POST
@guarded_by(FollowUp, FollowUpTie)
def follow_tie(request, pk):
    """Tie a follow-up to a plan or framework."""
    found = follow_up_or_404(request, pk)
    form = TieForm(request.POST, rows=reads.to_tie(request.user, found))
    if not form.is_valid():
        return detail_page(request, found, at="tie", bound=form, status=422)
    try:
        actions.tie_follow_up(follow_up=found, by=request.user, **form.cleaned_data)
    except ACTION_ERRORS as error:
        return detail_page(request, found, at="tie", bound=form, problem=sentences_of(error), status=status_of(error))
    saved(request, _("Tied."))
    return redirect("recommendations:follow-detail", pk=pk)


@require_POST
@guarded_by(FollowUp, FollowUpTie)
def follow_untie(request, pk, tie_pk):
    """Take a tie back; taken back by somebody else already is as good."""
    found = follow_up_or_404(request, pk)
    tie = reads.tie(request.user, pk, tie_pk)
    if tie is None:
        raise Http404
    try:
        actions.untie_follow_up(tie=tie, by=request.user)
    except ACTION_ERRORS as error:
        return detail_page(request, found, at="tie", problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("recommendations:follow-detail", pk=pk)
