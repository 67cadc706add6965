"""Examples from experience that clusters share."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.acting import ACTION_ERRORS, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import open_to_members
from knowledge import policy
from knowledge.actions import practices as actions
from knowledge.enums import Worked
from knowledge.queries import practices as queries
from knowledge.views.common import SECTION, saved

PER_PAGE = 30


@require_safe
@open_to_members
def practice_list(request):
    worked = request.GET.get("worked", "")
    rows = queries.practices(request.user, worked=worked, mechanism=request.GET.get("mechanism", "")[:60])
    context = {
        **SECTION,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "choices": Worked.choices,
        "worked": worked if worked in Worked.values else "",
    }
    return render(request, "knowledge/practice_list.html", context)


def _found(request, pk):
    return found_or_404(queries.practice(request.user, pk))


@require_safe
@open_to_members
def practice_detail(request, pk):
    return _detail(request, _found(request, pk))


def _detail(request, found, *, problem=(), status=200):
    context = {**SECTION, "found": found, "keeps": policy.keeps_resources(request.user), "problem": problem}
    return render(request, "knowledge/practice_detail.html", context, status=status)


@require_POST
@open_to_members
def practice_withdraw(request, pk):
    """Taken off by the Task Team; who may not is told so."""
    found = _found(request, pk)
    try:
        actions.withdraw_practice(practice=found, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        return _detail(request, found, problem=sentences_of(error), status=status_of(error))
    saved(request, _("Taken off."))
    return redirect("knowledge:practice-list")
