"""Conditions in the plan of a follow-up: added, changed, settled, taken off."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import ACTION_ERRORS, act_on, posted_version, sentences_of, show_refusal, status_of
from core.policy import guarded_by
from recommendations import policy
from recommendations.actions import conditions as actions
from recommendations.enums import ConditionKind
from recommendations.forms import ConditionForm
from recommendations.models import FollowUp, FollowUpCondition
from recommendations.queries import conditions as reads
from recommendations.views.follow_up import FORM, SECTION, detail_page, follow_up_or_404, saved


def _back(pk):
    return f"{reverse('recommendations:follow-detail', args=[pk])}#conditions"


def _planned_or_404(request, pk):
    found = follow_up_or_404(request, pk)
    if not policy.may_adopt(request.user, found.cluster_id):
        raise Http404
    return found


def _page(request, form, found, *, status, is_obstacle, condition=None, version=0):
    context = {
        **SECTION,
        "form": form,
        "found": found,
        "row": found.recommendation,
        "condition": condition,
        "is_obstacle": is_obstacle,
        "version": version,
        "back_url": _back(found.pk),
    }
    return render(request, "recommendations/condition_form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(FollowUp, FollowUpCondition)
def condition_add(request, pk):
    """Something that helps; `?kind=obstacle` for what stands in the way."""
    found = _planned_or_404(request, pk)
    kind = ConditionKind.OBSTACLE if request.GET.get("kind") == ConditionKind.OBSTACLE else ConditionKind.ENABLER
    is_obstacle = kind == ConditionKind.OBSTACLE
    form = ConditionForm(request.POST or None, is_obstacle=is_obstacle)

    def write(data):
        actions.add_condition(follow_up=found, kind=kind, by=request.user, **data)
        saved(request)
        return redirect(_back(pk))

    answer, status = act_on(form, write)
    return answer or _page(request, form, found, status=status, is_obstacle=is_obstacle)


@require_http_methods(FORM)
@guarded_by(FollowUp, FollowUpCondition)
def condition_edit(request, pk, condition_pk):
    """Other words, or taken off (`act` is "remove")."""
    found = _planned_or_404(request, pk)
    row = reads.condition(request.user, pk, condition_pk)
    if row is None:
        raise Http404
    is_obstacle, version = row.kind == ConditionKind.OBSTACLE, row.version
    named = row.obstacle.key if row.obstacle is not None else None
    initial = {"obstacle": named, "text": row.text, "approach": row.approach}
    if request.method == "POST" and request.POST.get("act") == "remove":
        # Bound, so that a refusal has its place.
        form = ConditionForm(initial, initial=initial, is_obstacle=is_obstacle, named=named)
        form.full_clean()
        try:
            actions.remove_condition(condition=row, expected_version=posted_version(request), by=request.user)
        except ACTION_ERRORS as error:
            answer, status = None, show_refusal(form, error)
        else:
            saved(request, _("Taken off."))
            return redirect(_back(pk))
    else:
        form = ConditionForm(request.POST or None, initial=initial, is_obstacle=is_obstacle, named=named)

        def write(data):
            actions.change_condition(condition=row, expected_version=posted_version(request), by=request.user, **data)
            saved(request)
            return redirect(_back(pk))

        answer, status = act_on(form, write)
    return answer or _page(request, form, found, status=status, is_obstacle=is_obstacle, condition=row, version=version)


@require_POST
@guarded_by(FollowUp, FollowUpCondition)
def condition_settle(request, pk, condition_pk):
    """In place or out of the way (`settled` is "1"), or not any more; a refusal stands at the list."""
    found = follow_up_or_404(request, pk)
    row = reads.condition(request.user, pk, condition_pk)
    if row is None:
        raise Http404
    is_settled = request.POST.get("settled") == "1"
    try:
        actions.settle_condition(
            condition=row, is_settled=is_settled, expected_version=posted_version(request), by=request.user
        )
    except ACTION_ERRORS as error:
        return detail_page(request, found, at="conditions", problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect(_back(pk))
