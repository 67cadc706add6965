"""The protection analytical framework of a cluster: its roll-out and its analysis updates (MATRIX T006)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.acting import act_on, chosen_of
from core.policy import guarded_by
from engagements import policy
from engagements.actions import framework as actions
from engagements.forms.framework import RolloutForm, UpdateForm
from engagements.models import AnalysisUpdate, FrameworkRollout
from engagements.queries import framework as queries
from engagements.views.common import personal_findings, posted_version, saved
from engagements.views.plans import SECTION, clusters_of

_FOLDER = "engagements/framework"
_FORM = ["GET", "HEAD", "POST"]


def _place(request):
    """(the cluster, those to choose from, whether she leads it); not there for who may not read it."""
    clusters, own = clusters_of(request)
    cluster = chosen_of(request, clusters)
    if cluster is None or not policy.reads_rooms_of_plan(request.user, cluster):
        raise Http404
    return cluster, clusters, cluster.pk in own


def _back(cluster_id):
    return f"{reverse('engagements:framework')}?cluster={cluster_id}"


@require_safe
@guarded_by(FrameworkRollout, AnalysisUpdate)
def framework(request):
    """How far the framework is, and the updates with date and whether human rights have a section."""
    cluster, clusters, can_plan = _place(request)
    found = queries.framework_of(request.user, cluster)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "can_plan": can_plan,
        "found": found,
        "withdrawn": queries.withdrawn_updates(request.user, cluster) if can_plan else [],
        "findings": personal_findings(found.rollout.note) if can_plan and found.rollout else [],
    }
    return render(request, f"{_FOLDER}/framework.html", context)


@require_http_methods(_FORM)
@guarded_by(FrameworkRollout)
def framework_status(request):
    """Record how far it is."""
    cluster, _clusters, _can_plan = _place(request)
    policy.check_can_plan(request.user, cluster.pk)
    row = queries.framework_of(request.user, cluster).rollout
    initial = {"as_of": clock.day_of(request.user)}
    if row is not None:
        initial |= {"status": row.status, "note": row.note}
    form = RolloutForm(request.POST or None, initial=initial)

    def write(data):
        actions.record_rollout(cluster=cluster, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect(_back(cluster.pk))

    version = row.version if row else 0
    return _form_page(request, cluster, form, write, version, is_rollout=True)


@require_http_methods(_FORM)
@guarded_by(AnalysisUpdate)
def update_create(request):
    """List an update."""
    cluster, _clusters, _can_plan = _place(request)
    policy.check_can_plan(request.user, cluster.pk)
    form = UpdateForm(request.POST or None)

    def write(data):
        actions.add_update(cluster=cluster, by=request.user, **data)
        saved(request)
        return redirect(_back(cluster.pk))

    return _form_page(request, cluster, form, write, 0)


@require_http_methods(_FORM)
@guarded_by(AnalysisUpdate)
def update_edit(request, pk):
    """Change what is listed, or take it off."""
    update = queries.update_of(request.user, pk)
    if update is None:
        raise Http404
    policy.check_can_plan(request.user, update.cluster_id)
    cluster, version = update.cluster, update.version
    form = UpdateForm(request.POST or None, initial=UpdateForm.initial_of(update), is_listed=True)

    def write(data):
        actions.change_update(update=update, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect(_back(cluster.pk))

    return _form_page(request, cluster, form, write, version, is_change=True)


def _form_page(request, cluster, form, write, version, **context):
    answer, status = act_on(form, write)
    context |= {**SECTION, "cluster": cluster, "form": form, "version": version, "back_url": _back(cluster.pk)}
    return answer or render(request, f"{_FOLDER}/form.html", context, status=status)
