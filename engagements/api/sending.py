"""The record of sending, results and requests for other programs. Same visibility, same queries, same actions."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements import policy
from engagements.actions import requests as request_actions
from engagements.actions import submissions as actions
from engagements.enums import AskedState, Status
from engagements.models import (
    Dispatch,
    DispatchAttempt,
    DispatchCorrection,
    DispatchProof,
    InputRequest,
    PointUptake,
    Submission,
    SubmissionClosing,
    SubmissionPoint,
)
from engagements.queries import plans
from engagements.queries import requests as request_queries
from engagements.queries import submissions as queries
from engagements.serializers.sending import (
    AcknowledgeSerializer,
    ClosingSerializer,
    CorrectDispatchSerializer,
    DeclineSerializer,
    DispatchSerializer,
    InputRequestSerializer,
    NewAttemptSerializer,
    NewInputRequestSerializer,
    NewPointSerializer,
    NewUptakeSerializer,
    PointUptakeSerializer,
    ResultSerializer,
    TakeUpSerializer,
    WriteClosingSerializer,
)


def _said(act, **given):
    """The action; what it refuses at a field is said at the field."""
    try:
        return act(**given)
    except ValidationError as error:
        detail = error.message_dict if hasattr(error, "error_dict") else {"detail": error.messages}
        raise serializers.ValidationError(detail) from error


class DispatchViewSet(viewsets.ViewSet):
    """That a submission went out. Not sent yet: 404. The sending itself is a move: `submissions/{id}/advance/`."""

    policy = (Submission, Dispatch, DispatchProof, DispatchAttempt, DispatchCorrection)
    queryset = Dispatch.objects.none()

    def _dispatch(self, pk):
        submission = queries.submission_detail(self.request.user, pk)
        dispatch = queries.sending_of(self.request.user, submission)
        if dispatch is None:
            raise Http404
        return dispatch

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
        _said(actions.record_attempt, dispatch=dispatch, by=request.user, **parsed(NewAttemptSerializer, request))
        return self._answer(dispatch, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Correct the record of sending", request=CorrectDispatchSerializer, responses=DispatchSerializer
    )
    def correct(self, request, pk):
        """Coordinators, with a reason. What stood there before is kept."""
        dispatch, given = self._dispatch(pk), dict(parsed(CorrectDispatchSerializer, request))
        version = given.pop("row_version")
        _said(actions.correct_sending, dispatch=dispatch, expected_version=version, by=request.user, **given)
        return self._answer(dispatch)

    @extend_schema(summary="The mechanism acknowledged it", request=AcknowledgeSerializer, responses=DispatchSerializer)
    def acknowledge(self, request, pk):
        """The coordinators and the author."""
        dispatch, given = self._dispatch(pk), dict(parsed(AcknowledgeSerializer, request))
        version = given.pop("row_version")
        _said(actions.record_acknowledgement, dispatch=dispatch, expected_version=version, by=request.user, **given)
        return self._answer(dispatch)


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
        _said(actions.add_points, submission=submission, points=[(given["text"], given["place"])], by=request.user)
        return self._answer(submission, status.HTTP_201_CREATED)

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
        row = _said(actions.note_uptake, point=point, expected_version=version, by=request.user, **given)
        return Response(PointUptakeSerializer(row).data)

    @extend_schema(summary="Write the closing words", request=WriteClosingSerializer, responses=ClosingSerializer)
    def close(self, request, pk):
        """The coordinators and the author."""
        submission, given = self._submission(pk), dict(parsed(WriteClosingSerializer, request))
        version = given.pop("version")
        row = _said(actions.write_closing, submission=submission, expected_version=version, by=request.user, **given)
        return Response(ClosingSerializer(row).data)


class InputRequestFilter(filters.FilterSet):
    cluster = filters.NumberFilter()
    state = filters.MultipleChoiceFilter(choices=AskedState.choices)
    due_before = filters.DateFilter(field_name="due_on", lookup_expr="lte")

    class Meta:
        model = InputRequest
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Requests for inputs the reader may see"),
    retrieve=extend_schema(summary="One request for an input"),
)
class InputRequestViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet
):
    """Who asked the cluster for information, by when. Closed ones exist for those who see them alone."""

    policy = (InputRequest,)
    serializer_class = InputRequestSerializer
    filterset_class = InputRequestFilter
    lookup_value_regex = r"\d{1,9}"
    queryset = InputRequest.objects.none()

    def get_queryset(self):
        return InputRequest.objects.visible_to(self.request.user).select_related("mechanism").order_by("pk")

    @extend_schema(
        summary="Note a request for an input",
        request=NewInputRequestSerializer,
        responses={201: InputRequestSerializer},
    )
    def create(self, request):
        """Whoever belongs to the cluster."""
        given = dict(parsed(NewInputRequestSerializer, request))
        policy.check_can_note_request(request.user, given["cluster"].pk)
        row = _said(request_actions.note_request, by=request.user, **given)
        return Response(InputRequestSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take it up on a plan line", request=TakeUpSerializer, responses=InputRequestSerializer)
    @action(detail=True, methods=["post"], url_path="take-up")
    def take_up(self, request, pk=None):
        """Coordinators."""
        row, given = self._row(pk), parsed(TakeUpSerializer, request)
        # Before anything is looked up: a refusal must not depend on what exists.
        policy.check_can_answer_request(request.user, row.cluster_id)
        line = plans.plan_line(request.user, given["plan_line"])
        if line is None:
            raise serializers.ValidationError({"plan_line": [_("This does not exist.")]})
        _said(
            request_actions.take_up_request,
            request=row,
            plan_line=line,
            expected_version=given["version"],
            by=request.user,
        )
        return Response(InputRequestSerializer(row).data)

    @extend_schema(summary="Decline it, with a reason", request=DeclineSerializer, responses=InputRequestSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request, pk=None):
        """Coordinators."""
        row, given = self._row(pk), parsed(DeclineSerializer, request)
        _said(
            request_actions.decline_request,
            request=row,
            reason=given["reason"],
            expected_version=given["version"],
            by=request.user,
        )
        return Response(InputRequestSerializer(row).data)

    def _row(self, pk):
        row = request_queries.request(self.request.user, int(pk))
        if row is None:
            raise Http404
        return row
