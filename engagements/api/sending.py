"""The record of sending and results for other programs. Same visibility, same queries, same actions."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core import files
from core.api import ActSerializer, parsed, path_parameter
from core.documents import docx, pdf
from core.errors import Refused
from core.found import found_or_404
from core.parsers import WholeTextParser
from engagements.actions import submissions as actions
from engagements.actions.submissions.proving import MAX_PROOF
from engagements.api.common import SUBMISSION, OfSubmission
from engagements.enums import SentFile, Status
from engagements.models import (
    Dispatch,
    DispatchAttempt,
    DispatchCorrection,
    DispatchProof,
    FinalFile,
    PointUptake,
    Submission,
    SubmissionClosing,
    SubmissionPoint,
)
from engagements.queries import submissions as queries
from engagements.serializers.sending import (
    AcknowledgeSerializer,
    ChangePointSerializer,
    ClosingSerializer,
    CorrectDispatchSerializer,
    DispatchProofSerializer,
    DispatchSerializer,
    NewAttemptSerializer,
    NewPointSerializer,
    NewProofSerializer,
    NewUptakeSerializer,
    PointUptakeSerializer,
    ResultSerializer,
    WriteClosingSerializer,
)

PROOF = path_parameter("proof_pk", "Number of the proof")
POINT = path_parameter("point_pk", "Number of the point")
_FINAL = {"pdf": SentFile.PORTAL_PDF, "docx": SentFile.PORTAL_DOCX}


class DispatchViewSet(viewsets.ViewSet):
    """That a submission went out. Not sent yet: 404. The sending itself is a move: `submissions/{id}/advance/`."""

    policy = (Submission, Dispatch, DispatchProof, DispatchAttempt, DispatchCorrection)
    queryset = Dispatch.objects.none()

    def _dispatch(self, pk):
        submission = queries.submission_detail(self.request.user, pk)
        return found_or_404(queries.sending_of(self.request.user, submission))

    def _answer(self, dispatch, code=status.HTTP_200_OK):
        user = self.request.user
        dispatch.attempts = queries.attempts_of(user, dispatch)
        dispatch.corrections = queries.corrections_of(user, dispatch)
        dispatch.proofs = queries.proofs_of(user, dispatch)
        return Response(DispatchSerializer(dispatch).data, status=code)

    @extend_schema(summary="The record of sending", responses=DispatchSerializer)
    def retrieve(self, request, pk):
        return self._answer(self._dispatch(pk))

    @extend_schema(
        summary="Note that the same file was sent once more",
        request=NewAttemptSerializer,
        responses={201: DispatchSerializer},
    )
    def again(self, request, pk):
        """Coordinators. The first record stays."""
        dispatch = self._dispatch(pk)
        actions.record_attempt(dispatch=dispatch, by=request.user, **parsed(NewAttemptSerializer, request))
        return self._answer(dispatch, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Correct the record of sending", request=CorrectDispatchSerializer, responses=DispatchSerializer
    )
    def correct(self, request, pk):
        """Coordinators, with a reason. What stood there before is kept."""
        dispatch, given = self._dispatch(pk), dict(parsed(CorrectDispatchSerializer, request))
        version = given.pop("row_version")
        actions.correct_sending(dispatch=dispatch, expected_version=version, by=request.user, **given)
        return self._answer(dispatch)

    @extend_schema(summary="The mechanism acknowledged it", request=AcknowledgeSerializer, responses=DispatchSerializer)
    def acknowledge(self, request, pk):
        """The coordinators and the author."""
        dispatch, given = self._dispatch(pk), dict(parsed(AcknowledgeSerializer, request))
        version = given.pop("row_version")
        actions.record_acknowledgement(dispatch=dispatch, expected_version=version, by=request.user, **given)
        return self._answer(dispatch)


class ProofViewSet(OfSubmission):
    """Files that prove a sending, for the coordinators and the author; others do not learn that there are any."""

    policy = (Submission, Dispatch, DispatchProof)
    parser_classes = [WholeTextParser, MultiPartParser]

    @extend_schema(
        summary="Keep a proof of sending (coordinators, the author)",
        request={"multipart/form-data": NewProofSerializer},
        responses={201: DispatchProofSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """PDF, PNG, JPEG or an e-mail, told by its bytes; at most 10 MB. Twice keeps two."""
        dispatch = found_or_404(queries.sending_of(request.user, self.submission(pk)))
        given = parsed(NewProofSerializer, request)
        # One byte more than is kept: then the action says that it is too large.
        content = given.pop("file").read(MAX_PROOF + 1)
        proof = actions.add_proof(dispatch=dispatch, content=content, by=request.user, **given)
        return Response(DispatchProofSerializer(proof).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="One proof, as a download",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        parameters=[SUBMISSION, PROOF],
    )
    def retrieve(self, request, pk=None, proof_pk=None):
        proof = found_or_404(queries.proof_of(request.user, self.submission(pk), proof_pk))
        return _download(proof.file)


class FinalFileViewSet(OfSubmission):
    """The file of a cleared text as it goes out: the one whose hash the record of sending will carry."""

    policy = (Submission, FinalFile)

    @extend_schema(
        summary="The file to send (coordinators)",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, (200, docx.MEDIA_TYPE): OpenApiTypes.BINARY},
        parameters=[SUBMISSION, OpenApiParameter("form", str, OpenApiParameter.PATH, enum=list(_FINAL))],
    )
    def retrieve(self, request, pk=None, form=None):
        """403 before it is cleared, and where the text differs from what was."""
        submission = self.submission(pk)
        if form not in _FINAL:
            raise Http404
        try:
            file = actions.final_file_of(submission=submission, what=_FINAL[form], by=request.user)
        except pdf.PdfError as error:
            raise Refused(error.sentence) from error
        return _download(file)


def _download(file):
    try:
        content = files.read(file)
    except files.FileLost as error:
        raise Refused(_("The file that was kept is lost or damaged, so it is not handed out.")) from error
    return files.download(content, file_name=file.file_name, media_type=file.media_type)


class ResultViewSet(viewsets.ViewSet):
    """What became of a sent submission. Not sent yet: 404."""

    policy = (Submission, SubmissionPoint, PointUptake, SubmissionClosing)
    queryset = SubmissionPoint.objects.none()

    def _submission(self, pk):
        submission = queries.submission_detail(self.request.user, pk)
        if submission.status != Status.SUBMITTED:
            raise Http404
        return submission

    def _answer(self, submission, code=status.HTTP_200_OK):
        user = self.request.user
        found = {"points": queries.points_of(user, submission), "closing": queries.closing_of(user, submission)}
        return Response(ResultSerializer(found).data, status=code)

    @extend_schema(summary="Points, where each was taken up, closing words", responses=ResultSerializer)
    def retrieve(self, request, pk):
        return self._answer(self._submission(pk))

    @extend_schema(summary="Add a point to look for", request=NewPointSerializer, responses={201: ResultSerializer})
    def add_point(self, request, pk):
        """The coordinators and the author. A point that stands there word for word is not added again."""
        submission, given = self._submission(pk), parsed(NewPointSerializer, request)
        actions.add_points(submission=submission, points=[(given["text"], given["place"])], by=request.user)
        return self._answer(submission, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Other words for a point",
        request=ChangePointSerializer,
        responses=ResultSerializer,
        parameters=[SUBMISSION, POINT],
    )
    def change_point(self, request, pk, point_pk):
        """The coordinators and the author. Only the fields given change; a stale `version`: 409."""
        submission = self._submission(pk)
        point = self._found(submission, point_pk)
        given = parsed(ChangePointSerializer, request)
        actions.change_point(
            point=point,
            text=given.get("text", point.text),
            place=given.get("place", point.place),
            expected_version=given["version"],
            by=request.user,
        )
        return self._answer(submission)

    @extend_schema(
        summary="Take a point out", request=ActSerializer, responses={204: None}, parameters=[SUBMISSION, POINT]
    )
    def remove_point(self, request, pk, point_pk):
        """403 once something is noted about it."""
        point = self._found(self._submission(pk), point_pk)
        given = parsed(ActSerializer, request)
        actions.remove_point(point=point, expected_version=given["version"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _found(self, submission, pk):
        return found_or_404(queries.point_of(self.request.user, submission, pk))

    @extend_schema(
        summary="Note whether a point shows at a stage", request=NewUptakeSerializer, responses=PointUptakeSerializer
    )
    def note(self, request, pk):
        """The coordinators and the author. One note for a point and a stage; noted already, it is changed."""
        submission, given = self._submission(pk), dict(parsed(NewUptakeSerializer, request))
        point = queries.point_of(request.user, submission, given.pop("point"))
        if point is None:
            raise serializers.ValidationError({"point": [_("This does not exist.")]})
        version = given.pop("version")
        row = actions.note_uptake(point=point, expected_version=version, by=request.user, **given)
        return Response(PointUptakeSerializer(row).data)

    @extend_schema(summary="Write the closing words", request=WriteClosingSerializer, responses=ClosingSerializer)
    def close(self, request, pk):
        """The coordinators and the author."""
        submission, given = self._submission(pk), dict(parsed(WriteClosingSerializer, request))
        version = given.pop("version")
        row = actions.write_closing(submission=submission, expected_version=version, by=request.user, **given)
        return Response(ClosingSerializer(row).data)
