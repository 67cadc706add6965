"""A text as files, for other programs: at once, or made by the worker where that takes a while."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core import files
from core.api import parsed, path_parameter
from core.documents import docx, pdf
from core.errors import Refused
from engagements.actions import submissions as actions
from engagements.actions import versions as version_actions
from engagements.actions.rendering import ask_for_file
from engagements.api.common import SUBMISSION, OfSubmission
from engagements.enums import FileKind
from engagements.models import Rendering, Submission, Version
from engagements.queries import rendering as queries
from engagements.queries import submissions
from engagements.serializers.files import AskFileSerializer, RenderingSerializer

RENDERING = path_parameter("rendering_pk", "Number of the file that was asked for")
VERSION = path_parameter("version_pk", "Number of the frozen version")
_MEDIA_TYPES = {"pdf": "application/pdf", "docx": docx.MEDIA_TYPE}
_LATER = OpenApiResponse(RenderingSerializer, description="A long text: the worker makes it, see `address`")
_AS_PDF = {(200, "application/pdf"): OpenApiTypes.BINARY, 202: _LATER}
_AS_WORD = {(200, docx.MEDIA_TYPE): OpenApiTypes.BINARY}


class FileActions:
    """Part of the view of submissions: the files that are answered at once. Of a long text the PDF is made by the
    worker, as in the browser: 202, with the address of what is being made."""

    @extend_schema(summary="The text as it stands as PDF", responses=_AS_PDF)
    @action(detail=True, methods=["get"], url_path="pdf", url_name="pdf")
    def as_pdf(self, request, pk=None):
        """202 for a long text; 403 with a sentence where there is none. Not kept."""
        submission = submissions.submission_detail(request.user, pk)
        tree = actions.tree_now(submission, request.user)
        later = _made_later(request, submission, tree, FileKind.PDF)
        return later or _file(submission, "pdf", lambda: _noted(submission, tree))

    @extend_schema(summary="The text as it stands as Word file", responses=_AS_WORD)
    @action(detail=True, methods=["get"], url_path="docx", url_name="docx")
    def as_docx(self, request, pk=None):
        """Marked as a draft until it was sent; not kept."""
        submission = submissions.submission_detail(request.user, pk)
        tree = actions.tree_now(submission, request.user)
        return _file(submission, "docx", lambda: actions.word_of(submission, tree))

    @extend_schema(summary="A version as PDF", responses=_AS_PDF, parameters=[SUBMISSION, VERSION])
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<version_pk>[0-9]{1,9})/pdf", url_name="version-pdf")
    def version_pdf(self, request, pk=None, version_pk=None):
        """Made once and kept with its hash: the same bytes ever after. 202 for a long one that is not made yet."""
        submission, version = _version(request, pk, version_pk)
        if version.pdf_id is None:
            later = _made_later(request, submission, actions.tree_of(version), FileKind.PDF, version)
            if later is not None:
                return later
        return _kept(request, submission, version, "pdf", version_actions.pdf_of_version)

    @extend_schema(summary="A version as Word file", responses=_AS_WORD, parameters=[SUBMISSION, VERSION])
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<version_pk>[0-9]{1,9})/docx", url_name="version-docx")
    def version_docx(self, request, pk=None, version_pk=None):
        """Made once and kept with its hash: the same bytes ever after."""
        submission, version = _version(request, pk, version_pk)
        return _kept(request, submission, version, "docx", version_actions.docx_of_version)

    @extend_schema(summary="The copy to read from as PDF", responses=_AS_PDF)
    @action(detail=True, methods=["get"], url_path="read-out/pdf", url_name="read-out-pdf")
    def read_out_pdf(self, request, pk=None):
        """In large type, without notes and numbers. 404 for a text that is not spoken."""
        submission = _spoken(request, pk)
        tree = actions.speaking_copy_now(submission, request.user)
        later = _made_later(request, submission, tree, FileKind.READ_OUT)
        return later or _file(submission, "pdf", lambda: pdf.render_pdf(tree))

    @extend_schema(summary="The copy to read from as Word file", responses=_AS_WORD)
    @action(detail=True, methods=["get"], url_path="read-out/docx", url_name="read-out-docx")
    def read_out_docx(self, request, pk=None):
        """404 for a text that is not spoken."""
        submission = _spoken(request, pk)
        tree = actions.speaking_copy_now(submission, request.user)
        return _file(submission, "docx", lambda: actions.word_of(submission, tree))


class RenderingViewSet(OfSubmission):
    """Files that the caller asked for and the worker makes; nobody else sees them, and they are gone after a day."""

    policy = (Submission, Version, Rendering)

    def _row(self, pk, rendering_pk):
        submission = self.submission(pk)
        row = queries.rendering_detail(self.request.user, submission, rendering_pk)
        return submission, row

    @extend_schema(
        summary="Files that the caller asked for",
        responses=RenderingSerializer(many=True),
        parameters=[SUBMISSION],
    )
    def list(self, request, pk=None):
        rows = queries.renderings_of(request.user, self.submission(pk))
        return Response(RenderingSerializer(rows, many=True, context={"request": request}).data)

    @extend_schema(
        summary="Have a file made by the worker",
        request=AskFileSerializer,
        responses={202: RenderingSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """PDF, Word or the archive of everything. Asked for twice while the first waits, it is the same one. 409 while
        three files of the caller are being made."""
        submission, given = self.submission(pk), parsed(AskFileSerializer, request)
        version = None
        if given["version"] is not None:
            rows = Version.objects.visible_to(request.user).filter(submission=submission, pk=given["version"])
            version = rows.first()
            if version is None:
                raise serializers.ValidationError({"version": [_("This text has no such version.")]})
        return _asked(request, submission, given["kind"], version)

    @extend_schema(summary="How far a file is", responses=RenderingSerializer, parameters=[SUBMISSION, RENDERING])
    def retrieve(self, request, pk=None, rendering_pk=None):
        _submission, row = self._row(pk, rendering_pk)
        return Response(RenderingSerializer(row, context={"request": request}).data)

    @extend_schema(
        summary="The file that was made",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        parameters=[SUBMISSION, RENDERING],
    )
    def content(self, request, pk=None, rendering_pk=None):
        """404 while it is being made, 410 once its day is over."""
        submission, row = self._row(pk, rendering_pk)
        if row.is_expired:
            sentence = _("This file was kept for a day and is gone. Ask for it again.")
            return Response({"detail": sentence}, status=status.HTTP_410_GONE)
        if row.file is None:
            raise Http404
        return _download(submission, _read(row.file), f"text.{row.ending}", row.file.media_type)


def _version(request, pk, version_pk):
    submission = submissions.submission_detail(request.user, pk)
    return submission, submissions.version_detail(request.user, submission, version_pk)


def _spoken(request, pk):
    submission = submissions.submission_detail(request.user, pk)
    if not submission.is_spoken:
        raise Http404
    return submission


def _made_later(request, submission, tree, kind, version=None):
    """The answer that a long text is being made; None for any other, and the refusal of one that is too long."""
    if pdf.is_too_long(tree):
        raise Refused(pdf.too_long().sentence)
    return _asked(request, submission, kind, version) if queries.is_long(tree) else None


def _asked(request, submission, kind, version):
    try:
        row = ask_for_file(submission=submission, kind=kind, version=version, by=request.user)
    except Refused as error:
        return Response({"detail": str(error.sentence)}, status=status.HTTP_409_CONFLICT)
    # Where no worker runs it is made by now.
    row.refresh_from_db()
    shown = RenderingSerializer(row, context={"request": request}).data
    return Response(shown, status=status.HTTP_202_ACCEPTED, headers={"Location": shown["address"]})


def _noted(submission, tree):
    content, pages = pdf.laid_out(tree)
    actions.note_pages(submission, pages)
    return content


def _kept(request, submission, version, kind, action_of):
    return _file(submission, kind, lambda: _read(action_of(version=version, by=request.user)))


def _read(file):
    try:
        return files.read(file)
    except files.FileLost as error:
        raise Refused(_("The file that was kept is lost or damaged, so it is not handed out.")) from error


def _file(submission, kind, make):
    """The file as a download under its safe name; what fails says so with a sentence."""
    try:
        content = make()
    except pdf.PdfError as error:
        raise Refused(error.sentence) from error
    return _download(submission, content, f"text.{kind}", _MEDIA_TYPES[kind])


def _download(submission, content, name, media_type):
    return files.download(content, file_name=actions.file_name_of(submission, name), media_type=media_type)
