"""Sign-off, the do-no-harm check and spelling-only changes for other programs: the same actions as the pages."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements.actions import findings as finding_actions
from engagements.actions import spelling as spelling_actions
from engagements.actions.sign_off import sign_off
from engagements.models import FindingAnswer, SpellingChange
from engagements.queries import clearing
from engagements.queries import submissions as queries
from engagements.queries.harm import harm_findings
from engagements.serializers.clearing import (
    DeclareSpellingSerializer,
    HarmFindingSerializer,
    JustifyFindingSerializer,
    ObjectSpellingSerializer,
    ReopenFindingSerializer,
    SignOffSerializer,
    SignStateSerializer,
    SpellingChangeSerializer,
)


def _signs(request, submission):
    return Response(SignStateSerializer(queries.sign_states(request.user, submission), many=True).data)


def _findings(request, submission):
    found, _void = harm_findings(request.user, submission)
    return Response(HarmFindingSerializer(found, many=True).data)


def _changes(request, submission):
    return Response(SpellingChangeSerializer(clearing.spelling_changes(request.user, submission), many=True).data)


class ClearingActions:
    """Part of the view of submissions."""

    @extend_schema(summary="Sign-offs of the roles a text needs", responses=SignStateSerializer(many=True))
    @action(detail=True, methods=["get"], url_path="sign-offs", pagination_class=None, filterset_class=None)
    def sign_offs(self, request, pk=None):
        """Each says for which version it was given, whether it counts, and whether it was carried over."""
        submission = queries.submission_detail(request.user, pk)
        return _signs(request, submission)

    @extend_schema(
        summary="Agree or decline for a role one holds",
        request=SignOffSerializer,
        responses={200: SignStateSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="sign-off")
    def sign_off(self, request, pk=None):
        """403 for a role that the caller does not hold and for what she wrote herself; 409 where another version is up
        than `signed_version`."""
        submission = queries.submission_detail(request.user, pk)
        given = dict(parsed(SignOffSerializer, request))
        sign_off(submission=submission, version_id=given.pop("signed_version"), by=request.user, **given)
        return _signs(request, submission)

    @extend_schema(summary="The do-no-harm check of the text", responses=HarmFindingSerializer(many=True))
    @action(detail=True, methods=["get"], url_path="check", pagination_class=None, filterset_class=None)
    def check(self, request, pk=None):
        """What could give a person away in everything that will be sent."""
        submission = queries.submission_detail(request.user, pk)
        return _findings(request, submission)

    @extend_schema(
        summary="Say why a finding may stay",
        request=JustifyFindingSerializer,
        responses={200: HarmFindingSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="check/justify")
    def justify(self, request, pk=None):
        """403 for readers, 409 where the words do not stand in the text any more."""
        submission = queries.submission_detail(request.user, pk)
        given = parsed(JustifyFindingSerializer, request)
        finding_actions.justify_finding(submission=submission, by=request.user, **given)
        return _findings(request, submission)

    @extend_schema(
        summary="Take a justification back",
        request=ReopenFindingSerializer,
        responses={200: HarmFindingSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="check/reopen")
    def reopen(self, request, pk=None):
        """The finding waits again, and clearing with it."""
        submission = queries.submission_detail(request.user, pk)
        given = parsed(ReopenFindingSerializer, request)
        rows = FindingAnswer.objects.visible_to(request.user).filter(submission=submission)
        answer = get_object_or_404(rows, pk=given["answer"])
        finding_actions.reopen_finding(submission=submission, answer=answer, by=request.user)
        return _findings(request, submission)

    @extend_schema(summary="Changes declared as spelling only", responses=SpellingChangeSerializer(many=True))
    @action(detail=True, methods=["get"], url_path="spelling-changes", pagination_class=None, filterset_class=None)
    def spelling_changes(self, request, pk=None):
        submission = queries.submission_detail(request.user, pk)
        return _changes(request, submission)

    @extend_schema(
        summary="Declare what changed since the newest version as spelling only",
        request=DeclareSpellingSerializer,
        responses={200: SpellingChangeSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="spelling-only")
    def spelling_only(self, request, pk=None):
        """403 with the reasons where it is more than spelling or the caller does not lead the cluster, 409 where the
        text was changed since `version`."""
        submission = queries.submission_detail(request.user, pk)
        given = parsed(DeclareSpellingSerializer, request)
        spelling_actions.declare_spelling_only(
            submission=submission, expected_version=given["version"], reason=given["reason"], by=request.user
        )
        return _changes(request, submission)

    @extend_schema(
        summary="Object to a spelling-only change",
        request=ObjectSpellingSerializer,
        responses={200: SpellingChangeSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="spelling-object")
    def spelling_object(self, request, pk=None):
        """For those whose sign-off was carried over, as long as the time for it runs."""
        submission = queries.submission_detail(request.user, pk)
        given = parsed(ObjectSpellingSerializer, request)
        rows = SpellingChange.objects.visible_to(request.user).filter(submission=submission)
        change = get_object_or_404(rows.select_related("to_version"), pk=given["change"])
        change.submission = submission
        spelling_actions.object_to_spelling(change=change, reason=given["reason"], by=request.user)
        return _changes(request, submission)
