"""Comments and contributions of a submission for other programs. Same visibility, same actions as the pages."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from clusters.models import Organisation
from core.api import parsed
from engagements import policy
from engagements.actions import comments as comment_actions
from engagements.actions import contributions as actions
from engagements.actions import merging
from engagements.models import Comment, ContributionParagraph, ContributionRequest, Section, Submission
from engagements.queries import comments as comment_queries
from engagements.queries import contributions as queries
from engagements.queries import submissions
from engagements.serializers.talk import (
    AskContributionSerializer,
    AskedContributionSerializer,
    CommentSerializer,
    ContributionParagraphSerializer,
    ContributionSerializer,
    MergeSerializer,
    NewCommentSerializer,
    SetAsideSerializer,
)

SUBMISSION = OpenApiParameter("pk", int, OpenApiParameter.PATH, description="Number of the submission")
COMMENT = OpenApiParameter("comment_pk", int, OpenApiParameter.PATH, description="Number of the comment")
PARAGRAPH = OpenApiParameter("paragraph_pk", int, OpenApiParameter.PATH, description="Number of the paragraph")


class CommentViewSet(viewsets.ViewSet):
    """Comments beside a text, never part of it. Private ones are seen by nobody but who wrote them."""

    policy = (Submission, Section, Comment)

    @extend_schema(summary="Comments on a submission", responses=CommentSerializer(many=True), parameters=[SUBMISSION])
    def list(self, request, pk=None):
        submission = submissions.submission_detail(request.user, pk)
        rows = policy.comments_of(submission, request.user).order_by("at", "pk")
        return Response(CommentSerializer(rows, many=True).data)

    @extend_schema(
        summary="Comment, or answer a comment",
        request=NewCommentSerializer,
        responses={201: CommentSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        submission = submissions.submission_detail(request.user, pk)
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
        submission = submissions.submission_detail(request.user, pk)
        comment = comment_queries.comment_detail(request.user, submission, comment_pk)
        return Response(CommentSerializer(act(comment=comment, by=request.user)).data)


class ContributionViewSet(viewsets.ViewSet):
    """What organisations were asked for and sent in, for those who write the text."""

    policy = (Submission, Section, ContributionRequest, ContributionParagraph)

    def _shown(self, asked):
        asked.section_ids = [one["section"] for one in asked.request.sections]
        return asked

    @extend_schema(
        summary="Contributions to a submission", responses=ContributionSerializer(many=True), parameters=[SUBMISSION]
    )
    def list(self, request, pk=None):
        submission = submissions.submission_detail(request.user, pk)
        found = [self._shown(asked) for asked in queries.requests_of(request.user, submission)]
        return Response(ContributionSerializer(found, many=True).data)

    @extend_schema(
        summary="Ask an organisation for a contribution",
        request=AskContributionSerializer,
        responses={201: AskedContributionSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """By link the answer carries the personal link, this once; it is not mailed."""
        submission = submissions.submission_detail(request.user, pk)
        given = parsed(AskContributionSerializer, request)
        organisation = Organisation.objects.filter(pk=given.pop("organisation")).first()
        if organisation is None:
            raise serializers.ValidationError({"organisation": [_("Choose an organisation.")]})
        sections = [submissions.section_detail(request.user, submission, one) for one in given.pop("sections")]
        asked, secret = actions.ask_contribution(
            submission=submission, organisation=organisation, sections=sections, by=request.user, **given
        )
        shown = self._shown(queries.Asked(asked))
        shown.link = settings.HRE_BASE_URL + reverse("engagements:contribute", args=[secret]) if secret else ""
        return Response(AskedContributionSerializer(shown).data, status=status.HTTP_201_CREATED)

    def _paragraph(self, request, pk, paragraph_pk):
        submission = submissions.submission_detail(request.user, pk)
        return submission, queries.paragraph_of(request.user, submission, paragraph_pk)

    @extend_schema(
        summary="Take a paragraph into the text",
        request=MergeSerializer,
        responses=ContributionParagraphSerializer,
        parameters=[SUBMISSION, PARAGRAPH],
    )
    def merge(self, request, pk=None, paragraph_pk=None):
        """403 where it was dealt with already, 409 where the section was written since `version`."""
        submission, paragraph = self._paragraph(request, pk, paragraph_pk)
        given = parsed(MergeSerializer, request)
        section = Section.objects.visible_to(request.user).filter(submission=submission, pk=given["section"]).first()
        if section is None:
            raise Http404
        section.submission = submission
        merging.merge_paragraph(
            paragraph=paragraph, section=section, expected_version=given["version"], by=request.user
        )
        return Response(ContributionParagraphSerializer(paragraph).data)

    @extend_schema(
        summary="Set a paragraph aside",
        request=SetAsideSerializer,
        responses=ContributionParagraphSerializer,
        parameters=[SUBMISSION, PARAGRAPH],
    )
    def set_aside(self, request, pk=None, paragraph_pk=None):
        _submission, paragraph = self._paragraph(request, pk, paragraph_pk)
        given = parsed(SetAsideSerializer, request)
        merging.set_aside_paragraph(paragraph=paragraph, reason=given["reason"], by=request.user)
        return Response(ContributionParagraphSerializer(paragraph).data)
