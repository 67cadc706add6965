"""Pages of the import of dates: a file, its preview, importing it, undoing that."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app import actions
from calendar_app.enums import ImportState, Publication
from calendar_app.forms.importing import ApplyForm, ImportFileForm
from calendar_app.importing.problems import UnreadableFile
from calendar_app.importing.templates import csv_template, xlsx_template
from calendar_app.models import ImportRow, ImportRun
from calendar_app.queries import reader_of
from calendar_app.queries.importing import import_list, import_page, undo_lines, visible_import
from calendar_app.views.acts import UNPROCESSABLE, attempt
from core.files import download
from core.found import found_or_404
from core.policy import guarded_by

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keeper_or_404(user):
    """The `Reader` of one who may import anywhere; for others there is nothing here."""
    reader = reader_of(user)
    if not reader.is_task_team and not reader.led_clusters:
        raise Http404
    return reader


def import_or_404(user, pk):
    return found_or_404(visible_import(user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(ImportRun)
def import_list_page(request):
    """Choose a file, and the imports so far. A file that cannot be read is told of at the field; nothing is kept."""
    reader = keeper_or_404(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, status = ImportFileForm(*sent, reader=reader), 200
    if sent:
        if form.is_valid():
            run, status = _read(request, form)
            if run is not None:
                return redirect("calendar:import-detail", pk=run.pk)
        else:
            status = form.status
    context = {
        "form": form,
        "page_obj": import_list(request.user, request.GET.get("page")),
        "reader": reader,
        "section": "calendar",
    }
    return render(request, "calendar_app/imports.html", context, status=status)


def _read(request, form):
    file = form.cleaned_data["file"]

    def read():
        return actions.read_import(content=file.read(), file_name=file.name, by=request.user, **form.values())

    try:
        return attempt(form, read)
    except UnreadableFile as unreadable:
        form.add_error("file", unreadable.sentence)
        return None, unreadable.status


@require_safe
@guarded_by(ImportRun, ImportRow)
def import_detail(request, pk):
    """The preview, or what was imported. The chosen verdict stands in the address."""
    return _detail(request, import_or_404(request.user, pk), ApplyForm())


def _detail(request, run, form, status=200):
    page = import_page(request.user, run, request.GET.get("verdict", ""), request.GET.get("page"))
    context = {
        "page": page,
        "run": run,
        "form": form,
        "is_preview": run.state == ImportState.PREVIEW,
        "is_applied": run.state == ImportState.APPLIED,
        "section": "calendar",
    }
    return render(request, "calendar_app/import.html", context, status=status)


@require_POST
@guarded_by(ImportRun)
def import_apply(request, pk):
    """Write the preview. Pressed twice, the second press finds it done."""
    run = import_or_404(request.user, pk)
    form, status = ApplyForm(request.POST), UNPROCESSABLE
    if form.is_valid():
        applied, status = attempt(
            form,
            lambda: actions.apply_import(
                run=run,
                good_only="good_only" in request.POST,
                publish=form.cleaned_data["publication"] == Publication.PUBLISHED,
                by=request.user,
            ),
        )
        if applied is not None:
            messages.success(request, _("The list is imported."))
            return redirect("calendar:import-detail", pk=pk)
    return _detail(request, import_or_404(request.user, pk), form, status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(ImportRun, ImportRow)
def import_undo(request, pk):
    """First what undoing would do, then, on a second press, the undoing."""
    run = import_or_404(request.user, pk)
    if request.method == "POST":
        try:
            run = actions.undo_import(run=run, by=request.user)
        except ValidationError as invalid:
            messages.error(request, " ".join(invalid.messages))
        else:
            messages.success(request, _("The import is undone."))
        return redirect("calendar:import-detail", pk=pk)
    if run.state != ImportState.APPLIED:
        return redirect("calendar:import-detail", pk=pk)
    plan = actions.undo_plan(run=run, by=request.user)
    context = {"run": run, "section": "calendar", **undo_lines(plan)}
    return render(request, "calendar_app/import_undo.html", context)


@require_POST
@guarded_by(ImportRun)
def import_discard(request, pk):
    """Throw a preview away."""
    run = import_or_404(request.user, pk)
    try:
        actions.discard_import(run=run, by=request.user)
    except ValidationError as invalid:
        messages.error(request, " ".join(invalid.messages))
        return redirect("calendar:import-detail", pk=pk)
    messages.success(request, _("The preview is thrown away. The calendar is as it was."))
    return redirect("calendar:import-list")


@require_safe
@guarded_by(ImportRun)
def import_template(request, form):
    """An empty list to fill in, as a spreadsheet with drop-downs or as CSV."""
    keeper_or_404(request.user)
    if form == "xlsx":
        return download(xlsx_template(), file_name="hre-dates-v1.xlsx", media_type=XLSX)
    if form == "csv":
        return download(csv_template(), file_name="hre-dates-v1.csv", media_type="text/csv; charset=utf-8")
    raise Http404
