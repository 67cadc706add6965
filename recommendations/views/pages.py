"""The list of recommendations and one of them. Open to everybody with an account."""

from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendar_app.queries import reader_of
from core.policy import open_to_members
from recommendations import policy, queries

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
    row = queries.recommendation(request.user, pk)
    if row is None:
        raise Http404
    page = queries.detail_page(request.user, row)
    context = {**SECTION, "page": page, "row": row, "host": urlsplit(row.address).hostname}
    # The room of plans and messages, floors above, belongs to people of a cluster.
    context["may_use"] = bool(reader_of(request.user).countries)
    return render(request, "recommendations/detail.html", context)
