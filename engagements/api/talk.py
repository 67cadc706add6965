"""Comments on a submission for other programs, and the draft shared with the Task Team. Same actions as the pages."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api import parsed, path_parameter
from engagements import policy
from engagements.actions import comments as comment_actions
from engagements.actions import submission_shares as share_actions
from engagements.api.common import SUBMISSION, OfSubmission
from engagements.models import Comment, Section, Submission, SubmissionShare
from engagements.queries import comments as comment_queries
from engagements.queries import submissions
from engagements.serializers.talk import (
    CommentSerializer,
    EditCommentSerializer,
    NewCommentSerializer,
    NewSubmissionShareSerializer,
    SubmissionShareSerializer,
)

COMMENT = path_parameter("comment_pk", "Number of the comment")
SHARE = path_parameter("share_pk", "Number of the share")


class CommentViewSet(OfSubmission):
    """Comments beside a text, never part of it. Private ones are seen by nobody but who wrote them."""

    policy = (Submission, Section, Comment)

    @extend_schema(summary="Comments on a submission", responses=CommentSerializer(many=True), parameters=[SUBMISSION])
    def list(self, request, pk=None):
        submission = self.submission(pk)
        rows = policy.comments_of(submission, request.user).order_by("at", "pk")
        return Response(CommentSerializer(rows, many=True).data)

    @extend_schema(
        summary="Comment, or answer a comment",
        request=NewCommentSerializer,
        responses={201: CommentSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        submission = self.submission(pk)
        given = parsed(NewCommentSerializer, request)
        section, thread = given.pop("section", None), given.pop("thread", None)
        if section is not None:
            section = submissions.section_detail(request.user, submission, section)
        if thread is not None:
            thread = comment_queries.comment_detail(request.user, submission, thread)
        comment = comment_actions.add_comment(
            submission=submission, section=section, thread=thread, by=request.user, **given
        )
        return Response(CommentSerializer(comment).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change one's own comment",
        request=EditCommentSerializer,
        responses=CommentSerializer,
        parameters=[SUBMISSION, COMMENT],
    )
    def partial_update(self, request, pk=None, comment_pk=None):
        """403 for another person's and for a withdrawn one. A stale `version` is answered with 409."""
        comment = comment_queries.comment_detail(request.user, self.submission(pk), comment_pk)
        given = parsed(EditCommentSerializer, request)
        edited = comment_actions.edit_comment(
            comment=comment, text=given["text"], expected_version=given["version"], by=request.user
        )
        return Response(CommentSerializer(edited).data)

    @extend_schema(
        summary="Take one's own words back", request=None, responses=CommentSerializer, parameters=[SUBMISSION, COMMENT]
    )
    def withdraw(self, request, pk=None, comment_pk=None):
        """They are erased, answers stay. Again: nothing."""
        return self._act(request, pk, comment_pk, comment_actions.withdraw_comment)

    @extend_schema(
        summary="Resolve a thread", request=None, responses=CommentSerializer, parameters=[SUBMISSION, COMMENT]
    )
    def resolve(self, request, pk=None, comment_pk=None):
        return self._act(request, pk, comment_pk, comment_actions.resolve_comment)

    @extend_schema(
        summary="Open a thread again", request=None, responses=CommentSerializer, parameters=[SUBMISSION, COMMENT]
    )
    def reopen(self, request, pk=None, comment_pk=None):
        return self._act(request, pk, comment_pk, comment_actions.reopen_comment)

    def _act(self, request, pk, comment_pk, act):
        submission = self.submission(pk)
        comment = comment_queries.comment_detail(request.user, submission, comment_pk)
        return Response(CommentSerializer(act(comment=comment, by=request.user)).data)


class SharedDraftViewSet(OfSubmission):
    """The draft with the Task Team, for comments. A confidential text never goes there."""

    policy = (Submission, SubmissionShare)

    def _all(self, submission, code=status.HTTP_200_OK):
        rows = comment_queries.shares_of(self.request.user, submission)
        return Response(SubmissionShareSerializer(rows, many=True).data, status=code)

    @extend_schema(
        summary="When a draft was shared with the Task Team, newest first",
        responses=SubmissionShareSerializer(many=True),
        parameters=[SUBMISSION],
    )
    def list(self, request, pk=None):
        return self._all(self.submission(pk))

    @extend_schema(
        summary="Share a draft with the Task Team (coordinators)",
        request=NewSubmissionShareSerializer,
        responses={201: SubmissionShareSerializer(many=True)},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """For a reason, until a day. Shared already: 403; not covered by the protocol: 403 with what is missing."""
        submission, given = self.submission(pk), parsed(NewSubmissionShareSerializer, request)
        share_actions.share_with_task_team(submission=submission, by=request.user, **given)
        return self._all(submission, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Take a draft back from the Task Team (coordinators)",
        request=None,
        responses=SubmissionShareSerializer(many=True),
        parameters=[SUBMISSION, SHARE],
    )
    def end(self, request, pk=None, share_pk=None):
        submission = self.submission(pk)
        share = comment_queries.share_detail(request.user, submission, share_pk)
        share_actions.end_share(share=share, by=request.user)
        return self._all(submission)
