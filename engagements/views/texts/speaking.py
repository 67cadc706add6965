"""The copy to read from, and how long it takes."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core import files
from core.documents import html, pdf
from core.policy import guarded_by
from engagements.actions import submissions as actions
from engagements.enums import FileKind
from engagements.models import Section, Submission
from engagements.queries import submissions as queries
from engagements.views.submissions.files import instead_of_pdf, no_pdf
from engagements.views.texts.common import room


def _spoken(request, pk):
    submission = queries.submission_detail(request.user, pk)
    if not submission.is_spoken:
        raise Http404
    return submission


@require_GET
@guarded_by(Submission, Section)
def submission_speaking(request, pk):
    """The large copy on the page, with the time it takes to read."""
    submission = _spoken(request, pk)
    tree = actions.speaking_copy_now(submission, request.user)
    context = room(request, submission, "speaking")
    context |= {
        "document": html.render_html(tree),
        "is_empty": not tree.children,
        "outline": queries.outline(request.user, submission),
    }
    return render(request, "engagements/texts/speaking.html", context)


@require_GET
@guarded_by(Submission, Section)
def submission_speaking_pdf(request, pk):
    """The large copy as PDF. Not kept; a long one is made by the worker."""
    submission = _spoken(request, pk)
    tree = actions.speaking_copy_now(submission, request.user)
    instead = instead_of_pdf(request, submission, tree, kind=FileKind.READ_OUT)
    if instead is not None:
        return instead
    try:
        content = pdf.render_pdf(tree)
    except pdf.PdfError as error:
        return no_pdf(request, submission, error)
    return files.download(content, file_name=actions.file_name_of(submission), media_type="application/pdf")
