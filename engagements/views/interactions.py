"""Pages of interactions: the list, one of them, recording and changing it, its read-out, the list as CSV."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids
from core import clock, files
from core.documents import pdf
from core.errors import Refused
from core.policy import guarded_by
from engagements import documents, policy, rules
from engagements.actions import interactions as actions
from engagements.enums import AHEAD, BRIEFINGS, PASSED_ON, InteractionKind, InteractionState
from engagements.forms.interactions import EditInteractionForm, InteractionForm
from engagements.models import Interaction, PlanLine
from engagements.queries import interactions as queries
from engagements.queries import plans
from engagements.queries.reprisals import circle_names
from engagements.views.common import (
    ACTION_ERRORS,
    before_passing_on,
    posted_version,
    saved,
    sentences_of,
    show_refusal,
    status_of,
)
from engagements.views.plans import SECTION, chosen_cluster

# A file with more is for a database, not for a person.
MOST_EXPORTED = 5000


def interaction_or_404(request, pk):
    row = queries.interaction(request.user, pk)
    if row is None:
        raise Http404
    return row


def own_clusters_first(user):
    """The clusters whose work `user` may open, those she belongs to first."""
    clusters = list(plans.clusters_with_plan(user))
    own = set(Cluster.objects.filter(pk__in=cluster_ids(user, INSIDE_ROLES)).values_list("pk", flat=True))
    clusters.sort(key=lambda cluster: cluster.pk not in own)
    return clusters, own


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
    cluster = chosen_cluster(request, clusters)
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
    clusters, _own = own_clusters_first(request.user)
    cluster = chosen_cluster(request, clusters)
    if cluster is None:
        raise Http404
    found = queries.interactions(request.user, cluster, queries.read_filter(request.GET))
    rows = list(found[: MOST_EXPORTED + 1])
    if len(rows) > MOST_EXPORTED:
        raise Refused(_("There are more than %(most)d. Narrow the list first.") % {"most": MOST_EXPORTED})
    closed = sum(1 for row in rows if policy.is_closed(row))
    actions.record_interaction_export(cluster=cluster, total=len(rows), closed=closed, by=request.user)
    name = f"hre-interactions-{cluster.country_id}-{plans.today_for(request.user):%Y-%m-%d}.csv"
    return files.download(documents.interactions_csv(rows), file_name=name, media_type="text/csv; charset=utf-8")


@require_safe
@guarded_by(Interaction, PlanLine)
def interaction_detail(request, pk):
    return detail_page(request, interaction_or_404(request, pk))


def detail_page(request, row, *, problem=None, status=200):
    roles = policy.roles_in(request.user, row.cluster)
    may_change = policy.can_change_interaction(request.user, roles, row)
    context = {
        **SECTION,
        "row": row,
        "veiled": policy.is_closed(row),
        "entry": queries.date_of(request.user, row),
        "series": queries.series_of_row(request.user, row),
        "stakeholder": queries.stakeholder_of_row(request.user, row),
        "is_briefing": row.kind in BRIEFINGS,
        "may_change": may_change,
        "may_follow_up": may_change or row.follow_up_role in roles,
        "next_states": _next_states(row) if may_change else [],
        "seen_by_text": documents.seen_by_text(row),
        "findings": rules.check_personal_data(f"{row.points}\n{row.debrief}")[:8] if may_change else [],
        "problem": problem,
        "unsettled": [rules.GATE_LABELS[key] for key in row.unsettled if key in rules.GATE_LABELS],
    }
    if may_change and row.kind in PASSED_ON and row.state in AHEAD:
        context["circle"] = circle_names(row.cluster, row.mechanism_id)
    return render(request, "engagements/interaction_detail.html", context, status=status)


def _next_states(row):
    """[(state, what the button says)] for where it can go from here; anything else is changed in the form."""
    words = {
        InteractionState.ACCEPTED: _("They accepted"),
        InteractionState.HELD: _("It was held"),
        InteractionState.DECLINED: _("They declined"),
        InteractionState.CANCELLED: _("Cancelled"),
        InteractionState.PROPOSED: _("Proposed again"),
    }
    match row.state:
        case InteractionState.PROPOSED:
            states = (InteractionState.ACCEPTED, InteractionState.HELD, InteractionState.DECLINED)
        case InteractionState.ACCEPTED:
            states = (InteractionState.HELD, InteractionState.CANCELLED)
        case InteractionState.HELD:
            states = ()
        case _:
            states = (InteractionState.PROPOSED,)
    return [(state, words[state]) for state in states]


# --- Recording and changing --------------------------------------------------------------------------------


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _start(request):
    """(cluster, what the form begins with) from the address: a plan line, a date, a review, a series or a cluster."""
    asked, initial, cluster = request.GET, {}, None
    if pk := _number(asked.get("line")):
        line = plans.plan_line(request.user, pk)
        if line is None:
            raise Http404
        cluster, initial = line.cluster, {"plan_line": line.pk, "mechanism": line.mechanism_id}
        initial |= {"review": line.review_id, "exposure": line.exposure}
    if pk := _number(asked.get("series")):
        series = queries.series(request.user, pk)
        if series is None:
            raise Http404
        cluster = series.cluster
        initial |= {"series": series.pk, "kind": series.kind, "topic": series.topic, "with_whom": series.with_whom}
        initial |= {"side": series.side, "mechanism": series.mechanism_id, "plan_line": series.plan_line_id}
        initial |= {"exposure": series.exposure}
    for name in ("kind", "moment", "side", "state"):
        if value := asked.get(name):
            initial[name] = value
    for name in ("entry", "review", "mechanism"):
        if pk := _number(asked.get(name)):
            initial[name] = pk
    if cluster is None:
        inside = Cluster.objects.filter(pk__in=cluster_ids(request.user, INSIDE_ROLES)).select_related("country")
        wanted = _number(asked.get("cluster"))
        clusters = list(inside.filter(pk=wanted) if wanted else inside.order_by("parent_id", "pk")[:1])
        if not clusters:
            raise Refused(_("Only people of this cluster may record its interactions."))
        cluster = clusters[0]
    policy.check_can_record(request.user, cluster.pk)
    initial.setdefault("on", plans.today_for(request.user))
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
    if (data or initial).get("kind") in PASSED_ON:
        line = plans.plan_line(request.user, initial["plan_line"]) if initial.get("plan_line") else None
        context |= before_passing_on(request.user, cluster, line, initial.get("mechanism"))
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
    if row.kind in PASSED_ON and row.state in AHEAD:
        line = plans.plan_line(request.user, row.plan_line_id) if row.plan_line_id else None
        context |= before_passing_on(request.user, row.cluster, line, row.mechanism_id)
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


@require_GET
@guarded_by(Interaction)
def interaction_pdf(request, pk):
    """The points as a read-out, in the reader's language. Not kept."""
    row = interaction_or_404(request, pk)
    tree = documents.read_out(
        row, language=get_language() or "en", made_on=clock.today(request.user.time_zone or "UTC")
    )
    try:
        content = pdf.render_pdf(tree)
    except pdf.PdfError as error:
        status = 422 if isinstance(error, pdf.DocumentTooLong) else 503
        return detail_page(request, row, problem=[error.sentence], status=status)
    return files.download(content, file_name=f"hre-read-out-{row.pk}.pdf", media_type="application/pdf")
