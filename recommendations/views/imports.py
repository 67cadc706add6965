"""Pages of the import of recommendations: a file, its preview, importing it, undoing that. The Task Team's alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.enums import ImportState
from calendar_app.importing.problems import UnreadableFile
from calendar_app.views.acts import attempt
from core.errors import Refused, Stale
from core.found import found_or_404
from core.policy import guarded_by
from recommendations import actions, policy
from recommendations.forms import ImportFileForm
from recommendations.models import RecommendationImport, RecommendationImportRow
from recommendations.queries.imports import import_list, import_page, visible_import
from recommendations.views.pages import SECTION


def keeper_or_404(user):
    """For others than the Task Team there is nothing here."""
    if not policy.keeps(user):
        raise Http404


def import_or_404(user, pk):
    return found_or_404(visible_import(user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(RecommendationImport)
def import_list_page(request):
    """Choose a file, and the imports so far. A file that cannot be read is told of at the field; nothing is kept."""
    keeper_or_404(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, status = ImportFileForm(*sent), 200
    if sent:
        if form.is_valid():
            run, status = _read(request, form)
            if run is not None:
                return redirect("recommendations:import-detail", pk=run.pk)
        else:
            status = form.status
    page = import_list(request.user, request.GET.get("page"))
    return render(request, "recommendations/imports.html", {**SECTION, "form": form, "page_obj": page}, status=status)


def _read(request, form):
    file = form.cleaned_data["file"]

    def read():
        return actions.read_import(content=file.read(), file_name=file.name, by=request.user, **form.values())

    try:
        return attempt(form, read)
    except UnreadableFile as unreadable:
        form.add_error("file", str(unreadable.sentence))
        return None, unreadable.status


@require_safe
@guarded_by(RecommendationImport, RecommendationImportRow)
def import_detail(request, pk):
    """The preview, or what was imported. The chosen verdict stands in the address."""
    return _detail(request, import_or_404(request.user, pk))


def _detail(request, run, problem="", status=200):
    page = import_page(request.user, run, request.GET.get("verdict", ""), request.GET.get("page"))
    context = {
        **SECTION,
        "page": page,
        "page_obj": page.page_obj,
        "run": run,
        "problem": problem,
        "is_preview": run.state == ImportState.PREVIEW,
        "is_applied": run.state == ImportState.APPLIED,
    }
    return render(request, "recommendations/import.html", context, status=status)


def _acted(request, run, act, done):
    """Run `act` and lead back; what it refuses stands on the page."""
    try:
        act()
    except Refused as refused:
        status = 409 if isinstance(refused, Stale) else 403
        return _detail(request, import_or_404(request.user, run.pk), str(refused.sentence), status)
    except ValidationError as invalid:
        return _detail(request, import_or_404(request.user, run.pk), " ".join(invalid.messages), 422)
    messages.success(request, done)
    return None


@require_POST
@guarded_by(RecommendationImport)
def import_apply(request, pk):
    """Write the preview. Pressed twice, the second press finds it done."""
    run = import_or_404(request.user, pk)

    def act():
        actions.apply_import(run=run, good_only="good_only" in request.POST, by=request.user)

    answer = _acted(request, run, act, _("The recommendations are imported."))
    return answer or redirect("recommendations:import-detail", pk=pk)


@require_POST
@guarded_by(RecommendationImport)
def import_undo(request, pk):
    run = import_or_404(request.user, pk)
    answer = _acted(request, run, lambda: actions.undo_import(run=run, by=request.user), _("The import is undone."))
    return answer or redirect("recommendations:import-detail", pk=pk)


@require_POST
@guarded_by(RecommendationImport)
def import_discard(request, pk):
    run = import_or_404(request.user, pk)
    answer = _acted(
        request,
        run,
        lambda: actions.discard_import(run=run, by=request.user),
        _("The preview is thrown away. The recommendations are as they were."),
    )
    return answer or redirect("recommendations:import-list")
