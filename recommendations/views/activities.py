"""Activities under a recommendation that a cluster follows up, offers of technical assistance among them."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import ACTION_ERRORS, act_on, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import guarded_by
from recommendations import policy
from recommendations.actions import follow_up as actions
from recommendations.enums import ActivityKind
from recommendations.forms import ActivityForm, OfferMoveForm, ProgressForm
from recommendations.models import FollowUp, FollowUpActivity
from recommendations.queries import follow_up as reads
from recommendations.views.follow_up import FORM, SECTION, detail_page, follow_up_or_404, saved
from recommendations.workflow import OFFER_MOVES, PROGRESS_MOVES


def _activity_or_404(request, pk, activity_pk):
    return found_or_404(reads.activity(request.user, pk, activity_pk))


def _page(request, form, found, *, status, is_offer, activity=None, version=0):
    context = {
        **SECTION,
        "form": form,
        "found": found,
        "row": found.recommendation,
        "activity": activity,
        "is_offer": is_offer,
        "version": version,
        "back_url": reverse("recommendations:follow-detail", args=[found.pk]),
    }
    return render(request, "recommendations/activity_form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(FollowUp, FollowUpActivity)
def activity_add(request, pk):
    """A new activity; `?kind=technical_assistance` for an offer."""
    found = follow_up_or_404(request, pk)
    if not policy.may_adopt(request.user, found.cluster_id):
        raise Http404
    is_offer = request.GET.get("kind") == ActivityKind.OFFER
    form = ActivityForm(request.POST or None, is_offer=is_offer)

    def write(data):
        kind = ActivityKind.OFFER if is_offer else ActivityKind.SUPPORT
        actions.add_activity(follow_up=found, kind=kind, by=request.user, **data)
        saved(request)
        return redirect("recommendations:follow-detail", pk=pk)

    answer, status = act_on(form, write)
    return answer or _page(request, form, found, status=status, is_offer=is_offer)


@require_http_methods(FORM)
@guarded_by(FollowUp, FollowUpActivity)
def activity_edit(request, pk, activity_pk):
    found = follow_up_or_404(request, pk)
    activity = _activity_or_404(request, pk, activity_pk)
    if not policy.may_adopt(request.user, found.cluster_id):
        raise Http404
    is_offer = activity.kind == ActivityKind.OFFER
    initial = {name: getattr(activity, name) for name in ActivityForm.base_fields}
    form = ActivityForm(request.POST or None, initial=initial, is_offer=is_offer)

    def write(data):
        actions.change_activity(activity=activity, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect("recommendations:follow-detail", pk=pk)

    version = activity.version
    answer, status = act_on(form, write)
    return answer or _page(request, form, found, status=status, is_offer=is_offer, activity=activity, version=version)


@require_POST
@guarded_by(FollowUp, FollowUpActivity)
def activity_move(request, pk, activity_pk):
    """How it goes, or where the offer stands; a refusal stands at the activity."""
    found = follow_up_or_404(request, pk)
    activity = _activity_or_404(request, pk, activity_pk)
    place = f"activity-{activity.pk}"
    if activity.kind == ActivityKind.OFFER:
        form, act = OfferMoveForm(request.POST, moves=OFFER_MOVES[activity.offer]), actions.move_offer
    else:
        form, act = ProgressForm(request.POST, moves=PROGRESS_MOVES[activity.progress]), actions.move_activity
    if not form.is_valid():
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return detail_page(request, found, at=place, bound=form, problem=sentences, status=422)
    try:
        act(activity=activity, expected_version=posted_version(request), by=request.user, **form.cleaned_data)
    except ACTION_ERRORS as error:
        return detail_page(request, found, at=place, bound=form, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect(f"{reverse('recommendations:follow-detail', args=[pk])}#{place}")
