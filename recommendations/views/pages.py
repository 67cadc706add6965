"""The list of recommendations and one of them. Open to everybody with an account."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.queries import reader_of
from core.acting import ACTION_ERRORS, sentences_of, status_of
from core.found import found_or_404
from core.policy import open_to_members
from recommendations import policy, queries
from recommendations.actions import mark_areas, mark_humanitarian_law
from recommendations.forms import AreasForm

# Beside the mechanisms: the main navigation is full.
SECTION = {"section": "mechanisms"}


@require_safe
@open_to_members
def recommendation_list(request):
    """The list; every filter stands in the address. Without a country: those of the reader's clusters."""
    page = queries.list_page(reader_of(request.user), queries.read_chosen(request.GET), request.GET.get("page"))
    context = {**SECTION, "page": page, "page_obj": page.page_obj, "keeps": policy.keeps(request.user)}
    return render(request, "recommendations/list.html", context)


@require_safe
@open_to_members
def recommendation_detail(request, pk):
    return _detail(request, _found(request, pk))


def _found(request, pk):
    return found_or_404(queries.recommendation(request.user, pk))


def _detail(request, row, *, problem=(), areas_form=None, status=200):
    page = queries.detail_page(request.user, row)
    context = {**SECTION, "page": page, "row": row, "host": urlsplit(row.address).hostname, "problem": problem}
    # The room of plans and messages, floors above, belongs to people of a cluster.
    context["may_use"] = bool(reader_of(request.user).countries)
    context["may_adopt"] = policy.leads_in(request.user, row.country_id)
    context["may_mark"] = context["may_adopt"] or policy.keeps(request.user)
    context["areas_form"] = areas_form or AreasForm(initial={"areas": row.area_keys})
    return render(request, "recommendations/detail.html", context, status=status)


@require_POST
@open_to_members
def humanitarian_law(request, pk):
    """Mark it as about humanitarian law, or take the mark back; who may is for the action to say."""
    row = _found(request, pk)
    try:
        mark_humanitarian_law(recommendation=row, is_marked=request.POST.get("marked") == "yes", by=request.user)
    except ACTION_ERRORS as error:
        return _detail(request, row, problem=sentences_of(error), status=status_of(error))
    messages.success(request, _("Saved."))
    return redirect("recommendations:detail", pk=pk)


@require_POST
@open_to_members
def areas(request, pk):
    """Which areas of responsibility it concerns; who may say so is for the action to tell."""
    row = _found(request, pk)
    form = AreasForm(request.POST)
    if not form.is_valid():
        return _detail(request, row, areas_form=form, status=422)
    try:
        mark_areas(recommendation=row, areas=form.cleaned_data["areas"], by=request.user)
    except ACTION_ERRORS as error:
        return _detail(request, row, problem=sentences_of(error), status=status_of(error))
    messages.success(request, _("Saved."))
    return redirect("recommendations:detail", pk=pk)
