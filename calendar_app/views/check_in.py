"""The agenda of a country's check-in, as a page to print and as PDF."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from calendar_app import actions, documents
from calendar_app.enums import Audience
from calendar_app.models import Entry
from calendar_app.queries import reader_of
from calendar_app.queries.check_in import check_in as agenda_of
from core import files
from core.documents import pdf
from core.found import found_or_404
from core.policy import guarded_by


def _agenda_or_404(request, iso3):
    return found_or_404(agenda_of(reader_of(request.user), iso3.upper()))


@require_safe
@guarded_by(Entry)
def check_in(request, iso3):
    """For anybody who sees the calendar, with the dates she may see. No such country: 404."""
    agenda = _agenda_or_404(request, iso3)
    return render(request, "calendar_app/check_in.html", {"page": agenda, "section": "calendar"})


@require_GET
@guarded_by(Entry)
def check_in_pdf(request, iso3):
    """The same as tagged PDF; recorded like every file that leaves the calendar."""
    agenda = _agenda_or_404(request, iso3)
    try:
        content = pdf.render_pdf(documents.check_in_document(agenda))
    except pdf.PdfError as error:
        context = {"page": agenda, "sentence": error.sentence, "section": "calendar"}
        return render(request, "calendar_app/check_in.html", context, status=503)
    actions.record_export(
        form="pdf",
        code=agenda.country.pk,
        total=len(agenda.rows) + len(agenda.undated),
        restricted=len([row for row in agenda.rows if row.entry.cluster_id or row.entry.audience != Audience.OPEN]),
        asked="check-in",
        by=request.user,
    )
    return files.download(content, file_name=f"check-in-{agenda.country.pk}.pdf", media_type="application/pdf")
