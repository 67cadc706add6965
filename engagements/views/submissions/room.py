"""The files room: what can be had of a submission, and the files that the worker makes."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import files
from core.documents import docx, pdf
from core.errors import Refused, Stale
from core.policy import guarded_by
from engagements import policy, workflow
from engagements.actions import rendering as actions
from engagements.actions import submissions as submission_actions
from engagements.enums import FileKind, Status
from engagements.models import Dispatch, Rendering, Section, Submission, Version
from engagements.queries import rendering as queries
from engagements.queries import submissions as submission_queries
from engagements.views.submissions.common import is_neutral


@require_GET
@guarded_by(Submission, Section, Version, Dispatch, Rendering)
def submission_files(request, pk):
    """What can be downloaded of the text as it stands and of each version. htmx asks for the list of files that are
    being made alone."""
    submission = submission_queries.submission_detail(request.user, pk)
    return _room(request, submission)


def _room(request, submission, *, refused="", status=200):
    room = queries.files_room(request.user, submission)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "room": room,
        "refused": refused,
    }
    if request.htmx and request.method == "GET":
        return render(request, "engagements/_renderings.html", context)
    if submission.status == Status.CLEARED:
        context["can_send"] = workflow.Standing.LEAD in policy.standings(request.user, submission)
    context["dispatch"] = submission_queries.dispatch_of(request.user, submission)
    return render(request, "engagements/submission_files.html", context, status=status)


@require_POST
@guarded_by(Submission, Version, Rendering)
def submission_file_ask(request, pk):
    """Have a file made by the worker: `kind`, and `version` for a frozen one."""
    submission = submission_queries.submission_detail(request.user, pk)
    wanted = request.POST.get("version", "")
    version = None
    if wanted:
        if not wanted.isdecimal() or len(wanted) > 9:
            raise Http404
        version = submission_queries.version_detail(request.user, submission, int(wanted))
    try:
        row = actions.ask_for_file(
            submission=submission, kind=request.POST.get("kind", ""), version=version, by=request.user
        )
    except Stale as error:
        raise Http404 from error
    except Refused as error:
        return _room(request, submission, refused=error.sentence, status=409)
    return redirect("engagements:submission-rendering", pk, row.pk)


@require_GET
@guarded_by(Submission, Rendering)
def submission_rendering(request, pk, rendering_pk):
    """How far one file is. The page asks again by itself; without JavaScript it is loaded anew."""
    submission = submission_queries.submission_detail(request.user, pk)
    row = queries.rendering_detail(request.user, submission, rendering_pk)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "row": row,
    }
    page = "_rendering.html" if request.htmx else "submission_rendering.html"
    answer = render(request, f"engagements/{page}", context)
    if row.is_waiting and not request.htmx:
        # For browsers without JavaScript; the others are quicker.
        answer["Refresh"] = "10"
    return answer


@require_GET
@guarded_by(Submission, Rendering)
def submission_rendering_file(request, pk, rendering_pk):
    """The file itself, for whoever asked for it, as long as it is kept."""
    submission = submission_queries.submission_detail(request.user, pk)
    row = queries.rendering_detail(request.user, submission, rendering_pk)
    if row.is_expired:
        return _room(
            request, submission, refused=_("This file was kept for a day and is gone. Ask for it again."), status=410
        )
    if row.file is None:
        return redirect("engagements:submission-rendering", pk, row.pk)
    try:
        content = files.read(row.file)
    except files.FileLost:
        sentence = _("The file that was kept is lost or damaged, so it is not handed out. Tell the administrator.")
        return _room(request, submission, refused=sentence, status=503)
    name = submission_actions.file_name_of(submission, f"text.{row.ending}")
    return files.download(content, file_name=name, media_type=row.file.media_type)


@require_GET
@guarded_by(Submission, Section)
def submission_speaking_docx(request, pk):
    """The large copy to read from as a Word file. Not kept."""
    submission = submission_queries.submission_detail(request.user, pk)
    if not submission.is_spoken:
        raise Http404
    try:
        content = submission_actions.word_of(submission, submission_actions.speaking_copy_now(submission, request.user))
    except pdf.DocumentTooLong as error:
        return _room(request, submission, refused=error.sentence, status=422)
    name = submission_actions.file_name_of(submission, "text.docx")
    return files.download(content, file_name=name, media_type=docx.MEDIA_TYPE)


def offer(request, submission, kind, version=None):
    """A long text is not made while somebody waits: the page with the button that has it made."""
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "kind": FileKind(kind),
        "version": version,
    }
    return render(request, "engagements/submission_file_offer.html", context)
