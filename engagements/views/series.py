"""Pages of series of interactions: those of a cluster, one of them, begin and change."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.models import PriorityMandate
from clusters.enums import LEAD_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids, has_role_in
from core import clock
from core.acting import chosen_of
from core.errors import Refused
from core.found import found_or_404
from core.policy import guarded_by
from engagements import documents, policy
from engagements.actions import series as actions
from engagements.enums import GATHERINGS
from engagements.forms.interactions import SeriesForm
from engagements.models import AgendaItem, Interaction, InteractionSeries, PlanLine
from engagements.queries import interactions as queries
from engagements.queries import meetings
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, show_refusal, status_of
from engagements.views.interactions import own_cluster_or_404
from engagements.views.plans import SECTION

METHODS = ["GET", "HEAD", "POST"]


def series_or_404(request, pk):
    return found_or_404(queries.series(request.user, pk))


@require_safe
@guarded_by(InteractionSeries, PriorityMandate)
def series_list(request):
    """The series of a cluster, the next first, and the ranked mandates to which no update is planned yet."""
    cluster, _clusters = own_cluster_or_404(request)
    rows = queries.series_of(request.user, cluster)
    may_keep = has_role_in(request.user, cluster.pk, LEAD_ROLES)
    today = clock.day_of(request.user)
    context = {
        **SECTION,
        "cluster": cluster,
        "running": [row for row in rows if not row.is_ended],
        "ended": [row for row in rows if row.is_ended],
        "may_keep": may_keep,
        "create_url": f"{reverse('engagements:series-create')}?cluster={cluster.pk}",
        "without_updates": queries.mandates_without_updates(request.user, cluster, today.year, rows)
        if may_keep
        else [],
    }
    return render(request, "engagements/series_list.html", context)


@require_safe
@guarded_by(InteractionSeries, Interaction, AgendaItem)
def series_detail(request, pk):
    return detail_page(request, series_or_404(request, pk))


def detail_page(request, row, *, problem=None, status=200):
    found = queries.interactions(request.user, row.cluster, queries.Filter(series=row.pk))
    rows = list(found[:20])
    if row.kind in GATHERINGS:
        shares = meetings.shares_of(request.user, rows)
        for one in rows:
            one.share = shares.get(one.pk)
    context = {
        **SECTION,
        "row": row,
        "veiled": policy.is_closed(row),
        "is_gathering": row.kind in GATHERINGS,
        "interactions": rows,
        "may_keep": has_role_in(request.user, row.cluster_id, LEAD_ROLES),
        "record_url": f"{reverse('engagements:interaction-create')}?series={row.pk}",
        "seen_by_text": documents.seen_by_text(row),
        "problem": problem,
    }
    return render(request, "engagements/series_detail.html", context, status=status)


@require_http_methods(METHODS)
@guarded_by(InteractionSeries, PlanLine)
def series_create(request):
    """Begin one. From a ranked mandate (`mandate` in the address) the form is filled for updates in confidence."""
    led = Cluster.objects.filter(pk__in=cluster_ids(request.user, LEAD_ROLES)).select_related("country")
    clusters = list(led.order_by("parent_id", "pk"))
    if not clusters:
        raise Refused(_("Only the coordinators of this cluster may keep a series."))
    cluster = chosen_of(request, clusters)
    initial = {"starts_on": clock.day_of(request.user)}
    mandate = queries.mechanism_of(request.GET.get("mandate", ""))
    if mandate is not None:
        initial |= {"kind": "information", "topic": _("Operational update"), "with_whom": str(mandate)[:200]}
        initial |= {"side": "mechanism", "mechanism": mandate.pk, "every": 3}
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(data, initial=initial, user=request.user, cluster=cluster)
    context = {**SECTION, "cluster": cluster, "form": form, "row": None}
    if data is None:
        return render(request, "engagements/series_form.html", context)
    if form.is_valid():
        try:
            row = actions.begin_series(cluster=cluster, by=request.user, **form.cleaned_data)
        except ACTION_ERRORS as error:
            return _refused(request, form, context, error)
        saved(request)
        return redirect("engagements:series-detail", pk=row.pk)
    return render(request, "engagements/series_form.html", context, status=422)


def _refused(request, form, context, error):
    return render(request, "engagements/series_form.html", context, status=show_refusal(form, error))


@require_http_methods(METHODS)
@guarded_by(InteractionSeries, PlanLine)
def series_edit(request, pk):
    """Change one. Somebody quicker: 409, the typed text stays."""
    row = series_or_404(request, pk)
    policy.check_can_keep_series(request.user, row.cluster_id)
    links = ("plan_line", "mechanism")
    stored = {name: getattr(row, f"{name}_id" if name in links else name) for name in SeriesForm.base_fields}
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(data, initial=stored, user=request.user, cluster=row.cluster)
    context = {**SECTION, "cluster": row.cluster, "form": form, "row": row, "version": row.version}
    if data is None:
        return render(request, "engagements/series_form.html", context)
    if form.is_valid():
        try:
            actions.edit_series(
                series=row, expected_version=posted_version(request), by=request.user, **form.cleaned_data
            )
        except ACTION_ERRORS as error:
            context["version"] = series_or_404(request, pk).version
            return _refused(request, form, context, error)
        saved(request)
        return redirect("engagements:series-detail", pk=pk)
    return render(request, "engagements/series_form.html", context, status=422)


@require_POST
@guarded_by(InteractionSeries)
def series_state(request, pk):
    """This time not, ended, or runs again."""
    row = series_or_404(request, pk)
    lock = {"series": row, "expected_version": posted_version(request), "by": request.user}
    try:
        match request.POST.get("act", ""):
            case "skip":
                actions.skip_occurrence(**lock)
            case "end":
                actions.end_series(**lock)
            case "resume":
                actions.end_series(**lock, is_ended=False)
            case _:
                raise ValidationError(_("Choose what to do with this series."))
    except ACTION_ERRORS as error:
        return detail_page(request, series_or_404(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("engagements:series-detail", pk=pk)
