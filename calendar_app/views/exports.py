"""What the filter shows, taken along: CSV, XLSX, and a year as PDF. The iCalendar file is made beside the feeds."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from calendar_app import actions, documents
from calendar_app.models import Entry
from calendar_app.queries import read_filter, reader_of
from calendar_app.queries.export import export_of, too_long_text
from calendar_app.queries.year import country_year
from core import files
from core.documents import pdf
from core.policy import guarded_by

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@guarded_by(Entry)
def export_csv(request):
    """The dates that the filter shows as CSV."""
    return _table(request, "csv", "text/csv; charset=utf-8", documents.csv_bytes)


@require_GET
@guarded_by(Entry)
def export_xlsx(request):
    """The dates that the filter shows as a workbook."""
    return _table(request, "xlsx", XLSX, documents.xlsx_bytes)


def _table(request, form, media_type, made):
    chosen = read_filter(request.GET)
    export = export_of(reader_of(request.user), chosen)
    if export is None:
        raise Http404
    if export.is_too_long:
        return refused(request, chosen, too_long_text(export))
    content = made(export)
    actions.record_export(
        form=form,
        code=export.code,
        total=export.total,
        restricted=export.restricted,
        asked=chosen.address(),
        by=request.user,
    )
    return files.download(content, file_name=f"{export.file_name}.{form}", media_type=media_type)


def refused(request, chosen, sentence, status=422):
    """Why there is no file, and the way back to the dates."""
    context = {"section": "calendar", "sentence": sentence, "back_url": reverse("calendar:calendar") + chosen.address()}
    return render(request, "calendar_app/no_file.html", context, status=status)


@require_GET
@guarded_by(Entry)
def year_pdf(request):
    """Twelve months of a country as tagged PDF in the reader's language."""
    chosen = read_filter(request.GET)
    year = country_year(reader_of(request.user), chosen)
    if year is None:
        raise Http404
    try:
        content = pdf.render_pdf(documents.year_document(year))
    except pdf.PdfError as error:
        return refused(request, chosen, error.sentence, 422 if isinstance(error, pdf.DocumentTooLong) else 503)
    actions.record_export(
        form="pdf",
        code=year.code,
        total=len(year.entries) + len(year.undated),
        restricted=year.restricted,
        asked=chosen.address(),
        by=request.user,
    )
    return files.download(content, file_name=f"{year.file_name}.pdf", media_type="application/pdf")
