"""Recording an interaction, changing it, moving it on."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids
from core import clock
from core.acting import number_in
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy
from engagements.actions import interactions as actions
from engagements.enums import AHEAD, PASSED_ON, InteractionState
from engagements.forms.interactions import EditInteractionForm, InteractionForm
from engagements.models import Interaction, PlanLine
from engagements.queries import interactions as queries
from engagements.queries import plans
from engagements.views.common import (
    ACTION_ERRORS,
    before_passing_on,
    posted_version,
    saved,
    sentences_of,
    show_refusal,
    status_of,
)
from engagements.views.interactions.common import detail_page, interaction_or_404
from engagements.views.plans import SECTION
from engagements.views.presenters import with_presenters


def _start(request):
    """(cluster, what the form begins with) from the address: a plan line, a date, a review, a series or a cluster."""
    asked, initial, cluster = request.GET, {}, None
    if pk := number_in(asked.get("line")):
        line = plans.plan_line(request.user, pk)
        if line is None:
            raise Http404
        cluster, initial = line.cluster, {"plan_line": line.pk, "mechanism": line.mechanism_id}
        initial |= {"review": line.review_id, "exposure": line.exposure}
    if pk := number_in(asked.get("series")):
        series = queries.series(request.user, pk)
        if series is None:
            raise Http404
        cluster = series.cluster
        initial |= {"series": series.pk, "kind": series.kind, "topic": series.topic, "with_whom": series.with_whom}
        initial |= {"side": series.side, "mechanism": series.mechanism_id, "plan_line": series.plan_line_id}
        initial |= {"exposure": series.exposure}
        if asked.get("prepare") and series.next_on:
            initial |= {"on": series.next_on, "state": InteractionState.ACCEPTED}
    for name in ("kind", "moment", "side", "state"):
        if value := asked.get(name):
            initial[name] = value
    for name in ("entry", "review", "mechanism"):
        if pk := number_in(asked.get(name)):
            initial[name] = pk
    if cluster is None:
        inside = Cluster.objects.filter(pk__in=cluster_ids(request.user, INSIDE_ROLES)).select_related("country")
        wanted = number_in(asked.get("cluster"))
        clusters = list(inside.filter(pk=wanted) if wanted else inside.order_by("parent_id", "pk")[:1])
        if not clusters:
            raise Refused(_("Only people of this cluster may record its interactions."))
        cluster = clusters[0]
    policy.check_can_record(request.user, cluster.pk)
    initial.setdefault("on", clock.day_of(request.user))
    initial.setdefault("exposure", "restricted")
    return cluster, initial


def _back(request, row):
    """Where one came from, if that is a page of the portal; else the page of the interaction."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) and wanted.startswith("/"):
        return wanted
    return reverse("engagements:interaction-detail", args=[row.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Interaction, PlanLine)
def interaction_create(request):
    """Record one: four fields, the rest folded."""
    cluster, initial = _start(request)
    data = request.POST if request.method == "POST" else None
    form = InteractionForm(data, initial=initial, user=request.user, cluster=cluster)
    context = {**SECTION, "cluster": cluster, "form": form, "row": None}
    context |= with_presenters(request, cluster, initial)
    if (data or initial).get("kind") in PASSED_ON:
        line = plans.plan_line(request.user, initial["plan_line"]) if initial.get("plan_line") else None
        context |= before_passing_on(request.user, cluster, line, initial.get("mechanism"))
    if "typed" in context:
        context["form"] = InteractionForm(initial=context["typed"], user=request.user, cluster=cluster)
        return render(request, "engagements/interaction_form.html", context)
    if data is None:
        return render(request, "engagements/interaction_form.html", context)
    if form.is_valid():
        try:
            row = actions.record_interaction(cluster=cluster, by=request.user, **form.cleaned_data)
        except ACTION_ERRORS as error:
            return _refused(request, form, context, error)
        saved(request, _("Recorded."))
        return redirect(_back(request, row))
    return render(request, "engagements/interaction_form.html", context, status=422)


def _refused(request, form, context, error):
    return render(request, "engagements/interaction_form.html", context, status=show_refusal(form, error))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Interaction)
def interaction_edit(request, pk):
    """Change one. Somebody quicker: 409, the typed text stays, and saving again is a decision."""
    row = interaction_or_404(request, pk)
    policy.check_can_change_interaction(request.user, row)
    data = request.POST if request.method == "POST" else None
    # Values of relations by key: the form finds the rows the reader may choose.
    stored = {
        name: getattr(row, f"{name}_id" if name in actions.LINKS else name) for name in InteractionForm.base_fields
    }
    form = EditInteractionForm(data, initial=stored, user=request.user, cluster=row.cluster)
    _keep_hidden_links(form, row)
    context = {**SECTION, "cluster": row.cluster, "form": form, "row": row, "version": row.version}
    context |= with_presenters(request, row.cluster, stored)
    if row.kind in PASSED_ON and row.state in AHEAD:
        line = plans.plan_line(request.user, row.plan_line_id) if row.plan_line_id else None
        context |= before_passing_on(request.user, row.cluster, line, row.mechanism_id)
    if "typed" in context:
        # The version of the page stays: whoever was quicker is still met on saving.
        context["form"] = EditInteractionForm(initial=context["typed"], user=request.user, cluster=row.cluster)
        context["version"] = posted_version(request)
        _keep_hidden_links(context["form"], row)
        return render(request, "engagements/interaction_form.html", context)
    if data is None:
        return render(request, "engagements/interaction_form.html", context)
    if form.is_valid():
        try:
            actions.edit_interaction(
                interaction=row, expected_version=posted_version(request), by=request.user, **form.cleaned_data
            )
        except ACTION_ERRORS as error:
            context["version"] = interaction_or_404(request, pk).version
            return _refused(request, form, context, error)
        saved(request)
        return redirect("engagements:interaction-detail", pk=pk)
    return render(request, "engagements/interaction_form.html", context, status=422)


def _keep_hidden_links(form, row):
    """A date, series or stakeholder that this writer may not see stays as it is: it is neither shown nor taken off."""
    for name in ("entry", "series", "plan_line", "stakeholder"):
        pk = getattr(row, f"{name}_id")
        if pk and not form.fields[name].queryset.filter(pk=pk).exists():
            del form.fields[name]


@require_POST
@guarded_by(Interaction)
def interaction_state(request, pk):
    """Accepted, held, declined, cancelled; or the follow-up done or open again."""
    row = interaction_or_404(request, pk)
    lock = {"interaction": row, "expected_version": posted_version(request), "by": request.user}
    act = request.POST.get("act", "")
    try:
        if act in ("followed_up", "follow_up_open"):
            actions.finish_follow_up(**lock, is_done=act == "followed_up")
        else:
            actions.set_interaction_state(**lock, state=act)
    except ACTION_ERRORS as error:
        fresh = interaction_or_404(request, pk)
        return detail_page(request, fresh, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("engagements:interaction-detail", pk=pk)
