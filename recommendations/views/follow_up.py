"""What a cluster follows up: the list, one recommendation with its plan, adopting it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, files
from core.acting import ACTION_ERRORS, act_on, chosen_of, number_in, posted_version, sentences_of, status_of
from core.errors import Refused
from core.found import found_or_404
from core.policy import guarded_by
from recommendations import policy, queries
from recommendations.actions import follow_up as actions
from recommendations.documents import follow_up_csv
from recommendations.enums import FollowUpState, Mark
from recommendations.forms import EndForm, FollowUpForm, TieForm
from recommendations.models import FollowUp, FollowUpActivity, FollowUpCondition
from recommendations.queries import follow_up as reads
from recommendations.queries.conditions import conditions_by_kind
from recommendations.queries.frameworks import ties_of, to_tie
from recommendations.workflow import OFFER_MOVES, PROGRESS_MOVES

SECTION = {"section": "plan"}
FORM = ["GET", "HEAD", "POST"]
PER_PAGE = 20
MOST_EXPORTED = 2000


def today_of(request):
    return clock.day_of(request.user)


def saved(request, sentence=None):
    messages.success(request, sentence or _("Saved."))


def _cluster(request):
    """(the cluster of the address or the reader's first, all she may choose); 404 where there is none."""
    clusters = list(reads.clusters(request.user))
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    return cluster, clusters


def follow_up_or_404(request, pk):
    return found_or_404(reads.follow_up(request.user, pk))


def _shown(request):
    shown = request.GET.get("show", "followed")
    return shown if shown in reads.LISTS else "followed"


@require_safe
@guarded_by(FollowUp, FollowUpActivity)
def follow_list(request):
    """What a cluster follows up, each with what comes next."""
    cluster, clusters = _cluster(request)
    shown, today = _shown(request), today_of(request)
    page_obj = Paginator(reads.follow_ups(request.user, cluster, today=today, shown=shown), PER_PAGE).get_page(
        request.GET.get("page")
    )
    page_obj.object_list = reads.dressed(request.user, page_obj.object_list, today=today)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "page_obj": page_obj,
        "counts": reads.counts(request.user, cluster, today=today),
        "shown": shown,
        "today": today,
        "may_adopt": policy.may_adopt(request.user, cluster.pk),
    }
    return render(request, "recommendations/follow_list.html", context)


@require_safe
@guarded_by(FollowUp, FollowUpActivity, FollowUpCondition)
def follow_export(request):
    """The list as this reader sees it, for a spreadsheet."""
    cluster, _clusters = _cluster(request)
    today = today_of(request)
    rows = list(reads.follow_ups(request.user, cluster, today=today, shown=_shown(request))[: MOST_EXPORTED + 1])
    if len(rows) > MOST_EXPORTED:
        raise Refused(_("There are more than %(most)d. Narrow the list first.") % {"most": MOST_EXPORTED})
    reads.dressed(request.user, rows, today=today, with_conditions=True)
    ties = ties_of(request.user, rows)
    for row in rows:
        row.ties = ties[row.pk]
    actions.record_export(cluster=cluster, rows=rows, by=request.user)
    name = f"hre-follow-up-{cluster.country_id}-{today:%Y-%m-%d}.csv"
    return files.download(follow_up_csv(rows), file_name=name, media_type="text/csv; charset=utf-8")


@require_http_methods(FORM)
@guarded_by(FollowUp)
def adopt(request, rec_pk):
    """Adopt a recommendation for follow-up; a cluster that does so already is led to it."""
    row = queries.recommendation(request.user, rec_pk)
    clusters = reads.clusters_to_adopt(request.user, row) if row else []
    wanted = number_in(request.GET.get("cluster"))
    cluster = next((one for one in clusters if wanted in (None, one.pk)), None)
    if cluster is None:
        raise Http404
    there = reads.follow_up_of(request.user, cluster, row)
    if there is not None and request.method != "POST":
        return redirect("recommendations:follow-detail", pk=there.pk)
    form = FollowUpForm(request.POST or None, initial={"mark": Mark.MEMBERS})

    def write(data):
        made = actions.adopt(cluster=cluster, recommendation=row, by=request.user, **data)
        saved(request, _("Adopted for follow-up."))
        return redirect("recommendations:follow-detail", pk=made.pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "row": row, "cluster": cluster, "clusters": clusters, "is_new": True}
    context["back_url"] = row.get_absolute_url()
    return answer or render(request, "recommendations/follow_form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(FollowUp)
def follow_edit(request, pk):
    found = follow_up_or_404(request, pk)
    if not policy.may_adopt(request.user, found.cluster_id):
        raise Http404
    initial = {name: getattr(found, name) for name in FollowUpForm.base_fields}
    form = FollowUpForm(request.POST or None, initial=initial)

    def write(data):
        actions.change_follow_up(follow_up=found, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect("recommendations:follow-detail", pk=pk)

    version = found.version
    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "row": found.recommendation, "cluster": found.cluster, "version": version}
    context["back_url"] = reverse("recommendations:follow-detail", args=[pk])
    return answer or render(request, "recommendations/follow_form.html", context, status=status)


@require_safe
@guarded_by(FollowUp, FollowUpActivity, FollowUpCondition)
def follow_detail(request, pk):
    return detail_page(request, follow_up_or_404(request, pk))


def detail_page(request, found, *, at="", bound=None, problem=(), status=200):
    """The page of a follow-up; after a refused act with its sentence and the posted form (`bound`) at the place."""
    may_adopt = policy.may_adopt(request.user, found.cluster_id)
    activities = reads.activities_of(request.user, found)
    for one in activities:
        one.follow_up = found
        one.place = f"activity-{one.pk}"
        one.moves = OFFER_MOVES[one.offer] if one.offer else PROGRESS_MOVES[one.progress]
    conditions = conditions_by_kind(request.user, found)
    context = {
        **SECTION,
        "found": found,
        "row": found.recommendation,
        "conditions": conditions,
        "has_conditions": any(kind.rows for kind in conditions),
        "activities": activities,
        "today": today_of(request),
        "is_live": found.state == FollowUpState.FOLLOWED,
        "may_adopt": may_adopt,
        "problem": problem,
        "problem_at": at,
        "bound": bound,
        "ties": ties_of(request.user, [found])[found.pk],
        "tie_form": bound if at == "tie" and bound is not None else TieForm(rows=to_tie(request.user, found)),
        "end_form": bound if at == "end" and bound is not None else EndForm(),
        "list_url": f"{reverse('recommendations:follow-list')}?cluster={found.cluster_id}",
    }
    return render(request, "recommendations/follow_detail.html", context, status=status)


@require_POST
@guarded_by(FollowUp)
def follow_state(request, pk):
    """End it with a reason, or take it up again."""
    found = follow_up_or_404(request, pk)
    state = request.POST.get("state", "")
    form = EndForm(request.POST) if state == FollowUpState.ENDED else None
    if form is not None and not form.is_valid():
        return detail_page(request, found, at="end", bound=form, status=422)
    try:
        actions.set_follow_up_state(
            follow_up=found,
            state=state,
            reason=form.cleaned_data["reason"] if form else "",
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        fresh = follow_up_or_404(request, pk)
        return detail_page(request, fresh, at="end", bound=form, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("recommendations:follow-detail", pk=pk)
