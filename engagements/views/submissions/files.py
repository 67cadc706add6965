"""The text as it goes out: preview, PDF, and the very file that was sent."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import files
from core.documents import docx, html, pdf
from core.policy import guarded_by
from engagements.actions import submissions as actions
from engagements.enums import FileKind
from engagements.models import Dispatch, Section, Submission
from engagements.queries import submissions as queries
from engagements.queries.rendering import is_long
from engagements.views.submissions import room
from engagements.views.submissions.page import desk


@require_GET
@guarded_by(Submission, Section)
def submission_preview(request, pk):
    """The whole text as it would go out now."""
    submission = queries.submission_detail(request.user, pk)
    context = desk(request, submission)
    tree = actions.tree_now(submission, request.user)
    context |= {"document": html.render_html(tree), "is_empty": not tree.children, "of_version": None}
    return render(request, "engagements/submission_preview.html", context)


@require_GET
@guarded_by(Submission, Section)
def submission_pdf(request, pk):
    """The current text as PDF, marked as a draft. Not kept."""
    submission = queries.submission_detail(request.user, pk)
    tree = actions.tree_now(submission, request.user)
    instead = instead_of_pdf(request, submission, tree)
    if instead is not None:
        return instead
    try:
        content, pages = pdf.laid_out(tree)
    except pdf.PdfError as error:
        return no_pdf(request, submission, error)
    actions.note_pages(submission, pages)
    return files.download(content, file_name=actions.file_name_of(submission), media_type="application/pdf")


@require_GET
@guarded_by(Submission, Section)
def submission_docx(request, pk):
    """The current text as a Word file, marked as a draft. Not kept."""
    submission = queries.submission_detail(request.user, pk)
    try:
        content = actions.word_of(submission, actions.tree_now(submission, request.user))
    except pdf.PdfError as error:
        return no_pdf(request, submission, error)
    name = actions.file_name_of(submission, "text.docx")
    return files.download(content, file_name=name, media_type=docx.MEDIA_TYPE)


def instead_of_pdf(request, submission, tree, version=None, kind=FileKind.PDF):
    """The page that answers for a PDF which is not made while somebody waits: why there is none of a text that is too
    long, the button of a long one. None for any other text."""
    if pdf.is_too_long(tree):
        return no_pdf(request, submission, pdf.too_long())
    return room.offer(request, submission, kind, version) if is_long(tree) else None


def no_pdf(request, submission, error):
    """Why there is no file, and the way to the text."""
    if isinstance(error, files.FileLost):
        sentence = _("The file that was kept is lost or damaged, so it is not handed out. Tell the administrator.")
    else:
        sentence = error.sentence
    context = {"section": "submissions", "submission": submission, "sentence": sentence}
    status = 422 if isinstance(error, pdf.DocumentTooLong) else 503
    return render(request, "engagements/submission_no_pdf.html", context, status=status)


@require_GET
@guarded_by(Submission, Dispatch)
def dispatch_file(request, pk):
    """The very file that went out."""
    submission = queries.submission_detail(request.user, pk)
    dispatch = queries.dispatch_of(request.user, submission)
    if dispatch is None or dispatch.file is None:
        raise Http404
    try:
        content = files.read(dispatch.file)
    except files.FileLost as error:
        return no_pdf(request, submission, error)
    return files.download(
        content,
        file_name=actions.file_name_of(submission, dispatch.file.file_name),
        media_type=dispatch.file.media_type,
    )
