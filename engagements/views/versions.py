"""Frozen versions: list, freeze, read, compare, restore, PDF."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import files
from core.documents import html, nodes, pdf
from core.documents.diff import word_diff
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy, workflow
from engagements.actions import submissions as submission_actions
from engagements.actions import versions as actions
from engagements.enums import FileKind
from engagements.forms.submissions import NoteForm
from engagements.models import Section, Submission, Version
from engagements.queries import submissions as queries
from engagements.views.submissions import desk, instead_of_pdf, is_neutral, no_pdf, refuse


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Version)
def version_list(request, pk):
    """All frozen versions; POST freezes the text as it stands."""
    submission = queries.submission_detail(request.user, pk)
    status = 200
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"version": submission.version})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = actions.freeze_version(
                    submission=submission,
                    note=form.cleaned_data["note"],
                    expected_version=form.cleaned_data["version"],
                    by=request.user,
                )
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                messages.success(request, _("Version %(number)s is frozen.") % {"number": version.number})
                return redirect("engagements:version-list", pk)
    standings = policy.standings(request.user, submission)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "versions": queries.version_list(request.user, submission),
        "form": form,
        "can_write": submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings,
    }
    return render(request, "engagements/submission_versions.html", context, status=status)


@require_GET
@guarded_by(Submission, Version)
def version_detail(request, pk, version_pk):
    """A frozen version to read."""
    submission = queries.submission_detail(request.user, pk)
    version = queries.version_detail(request.user, submission, version_pk)
    tree = submission_actions.tree_of(version)
    context = desk(request, submission)
    context |= {"document": html.render_html(tree), "is_empty": not tree.children, "of_version": version}
    return render(request, "engagements/submission_preview.html", context)


@require_GET
@guarded_by(Submission, Version, Section)
def version_compare(request, pk):
    """`?old=<version>&new=<version or "now">`: what changed, section by section."""
    submission = queries.submission_detail(request.user, pk)
    versions = queries.version_list(request.user, submission)
    old, new = request.GET.get("old", ""), request.GET.get("new", "now")
    if not old and versions:
        old = str(versions[0].pk)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "versions": versions,
        "old": old,
        "new": new,
        "direction_of_text": nodes.direction_of(submission.language),
    }
    if old:
        before, after = _sections_of(request, submission, old), _sections_of(request, submission, new)
        context["parts"] = _compared(before, after)
    return render(request, "engagements/submission_compare.html", context)


def _sections_of(request, submission, which):
    if which == "now":
        rows = queries.sections_with_text(request.user, submission)
        return [{"section": row.pk, "heading": row.heading, "body": row.body, "is_sent": row.is_sent} for row in rows]
    if not (which.isascii() and which.isdigit() and len(which) < 10):
        raise Http404
    return queries.version_detail(request.user, submission, int(which)).sections


def _compared(before, after):
    """[(heading, state, parts)] in the order of the newer text, removed sections where they stood."""
    old_by_id = {part["section"]: part for part in before}
    new_ids = {part["section"] for part in after}
    rows = []
    for part in after:
        was = old_by_id.get(part["section"])
        if was is None:
            rows.append((part["heading"], "added", word_diff("", part["body"])))
            continue
        is_same = (was["heading"], was["body"]) == (part["heading"], part["body"])
        heading = part["heading"] if was["heading"] == part["heading"] else f"{was['heading']} → {part['heading']}"
        rows.append((heading, "same" if is_same else "changed", word_diff(was["body"], part["body"])))
    for position, part in enumerate(before):
        if part["section"] not in new_ids:
            rows.insert(min(position, len(rows)), (part["heading"], "removed", word_diff(part["body"], "")))
    return rows


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Version, Section)
def version_restore(request, pk, version_pk):
    """GET asks and says what will happen; POST restores."""
    submission = queries.submission_detail(request.user, pk)
    version = queries.version_detail(request.user, submission, version_pk)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"version": submission.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                restored = actions.restore_version(
                    submission=submission,
                    version=version,
                    expected_version=form.cleaned_data["version"],
                    by=request.user,
                )
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                messages.success(
                    request,
                    _("Version %(old)s is restored as version %(new)s.")
                    % {"old": version.number, "new": restored.number},
                )
                return redirect("engagements:submission-detail", pk)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "version": version,
        "form": form,
    }
    return render(request, "engagements/submission_restore.html", context, status=status)


@require_GET
@guarded_by(Submission, Version)
def version_pdf(request, pk, version_pk):
    """The PDF of a frozen version: made once, kept with its hash, the same bytes ever after."""
    return _kept(request, pk, version_pk, actions.pdf_of_version, FileKind.PDF)


@require_GET
@guarded_by(Submission, Version)
def version_docx(request, pk, version_pk):
    """The Word file of a frozen version, kept like its PDF."""
    return _kept(request, pk, version_pk, actions.docx_of_version, FileKind.DOCX)


def _kept(request, pk, version_pk, action, kind):
    submission = queries.submission_detail(request.user, pk)
    version = queries.version_detail(request.user, submission, version_pk)
    if kind == FileKind.PDF and version.pdf_id is None:
        instead = instead_of_pdf(request, submission, submission_actions.tree_of(version), version)
        if instead is not None:
            return instead
    try:
        file = action(version=version, by=request.user)
        content = files.read(file)
    except (pdf.PdfError, files.FileLost) as error:
        return no_pdf(request, submission, error)
    # The name is made anew: the mark may have closed since the file was.
    name = submission_actions.file_name_of(submission, file.file_name)
    return files.download(content, file_name=name, media_type=file.media_type)
