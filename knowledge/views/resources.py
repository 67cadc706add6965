"""Resources to learn from."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import act_on, posted_version
from core.found import found_or_404
from core.policy import open_to_members
from knowledge import policy
from knowledge.actions import resources as actions
from knowledge.enums import Place, ResourceKind
from knowledge.forms.resources import ResourceForm
from knowledge.queries import resources as queries
from knowledge.views.common import SECTION, saved

PER_PAGE = 40
FORM = ["GET", "HEAD", "POST"]


@require_safe
@open_to_members
def resource_list(request):
    kind = request.GET.get("kind", "")
    language = request.GET.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else ""
    place = request.GET.get("place", "")
    rows = queries.resources(request.user, kind=kind, language=language, place=place)
    context = {
        **SECTION,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": ResourceKind.choices,
        "kind": kind if kind in ResourceKind.values else "",
        "language": language,
        "places": Place.choices,
        "place": place if place in Place.values else "",
        "keeps": policy.keeps_resources(request.user),
    }
    return render(request, "knowledge/resource_list.html", context)


def _found(request, pk):
    return found_or_404(queries.resource(request.user, pk))


@require_safe
@open_to_members
def resource_detail(request, pk):
    found = _found(request, pk)
    context = {
        **SECTION,
        "found": found,
        "documents": found.documents.all(),
        "keeps": policy.keeps_resources(request.user),
    }
    return render(request, "knowledge/resource_detail.html", context)


@require_http_methods(FORM)
@open_to_members
def resource_add(request):
    if not policy.keeps_resources(request.user):
        raise Http404
    form = ResourceForm(request.POST or None, initial={"kind": ResourceKind.LEARNING_BITE, "language": "en"})

    def write(data):
        made = actions.add_resource(by=request.user, **data)
        saved(request)
        return redirect("knowledge:resource-detail", pk=made.pk)

    answer, status = act_on(form, write)
    return answer or render(request, "knowledge/resource_form.html", {**SECTION, "form": form}, status=status)


@require_http_methods(FORM)
@open_to_members
def resource_edit(request, pk):
    found = _found(request, pk)
    if not policy.keeps_resources(request.user):
        raise Http404
    form = ResourceForm(request.POST or None, initial={name: getattr(found, name) for name in ResourceForm.base_fields})
    version = found.version

    def write(data):
        actions.change_resource(resource=found, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect("knowledge:resource-detail", pk=pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "found": found, "version": version}
    return answer or render(request, "knowledge/resource_form.html", context, status=status)


@require_POST
@open_to_members
def resource_retire(request, pk):
    """Offered no more, or again; who may not is told so."""
    actions.retire_resource(
        resource=_found(request, pk),
        is_retired=request.POST.get("retired") == "yes",
        expected_version=posted_version(request),
        by=request.user,
    )
    saved(request)
    return redirect("knowledge:resource-list")
