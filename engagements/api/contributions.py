"""Contributions for other programs: asked for by those who write a text, written by the organisations that are asked.
Same visibility, same actions as the pages."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from clusters.models import Organisation
from core.api import parsed, path_parameter
from core.found import one_or_404
from engagements import policy, rules
from engagements.actions import contributing, merging
from engagements.actions import contributions as actions
from engagements.api.common import SUBMISSION, OfSubmission
from engagements.models import ContributionParagraph, ContributionRequest, Section, Submission
from engagements.queries import contributions as queries
from engagements.queries import submissions
from engagements.serializers.talk import (
    AskContributionSerializer,
    AskedContributionSerializer,
    AskedOfMeSerializer,
    ContributionParagraphSerializer,
    ContributionSerializer,
    ContributionToWriteSerializer,
    MergeSerializer,
    SaveContributionSerializer,
    SendContributionSerializer,
    SetAsideSerializer,
)

PARAGRAPH = path_parameter("paragraph_pk", "Number of the paragraph")
REQUEST = path_parameter("request_pk", "Number of the request")
REQUESTED = path_parameter("pk", "Number of the request")


class ContributionViewSet(OfSubmission):
    """What organisations were asked for and sent in, for those who write the text."""

    policy = (Submission, Section, ContributionRequest, ContributionParagraph)

    def _shown(self, asked):
        asked.section_ids = [one["section"] for one in asked.request.sections]
        return asked

    @extend_schema(
        summary="Contributions to a submission", responses=ContributionSerializer(many=True), parameters=[SUBMISSION]
    )
    def list(self, request, pk=None):
        submission = self.submission(pk)
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
        submission = self.submission(pk)
        given = parsed(AskContributionSerializer, request)
        organisation = Organisation.objects.filter(pk=given.pop("organisation")).first()
        if organisation is None:
            raise serializers.ValidationError({"organisation": [_("Choose an organisation.")]})
        sections = [submissions.section_detail(request.user, submission, one) for one in given.pop("sections")]
        asked, secret = actions.ask_contribution(
            submission=submission, organisation=organisation, sections=sections, by=request.user, **given
        )
        return self._linked(asked, secret, status.HTTP_201_CREATED)

    def _linked(self, asked, secret, code):
        """The request with its personal link, this once: no cache keeps it."""
        shown = self._shown(queries.Asked(asked))
        shown.link = settings.HRE_BASE_URL + reverse("engagements:contribute", args=[secret]) if secret else ""
        answer = Response(AskedContributionSerializer(shown).data, status=code)
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(
        summary="A new personal link (writers)",
        request=None,
        responses=AskedContributionSerializer,
        parameters=[SUBMISSION, REQUEST],
    )
    def renew(self, request, pk=None, request_pk=None):
        """The old link stops working. The answer carries the new one, this once; it is not mailed."""
        asked = queries.request_of(request.user, self.submission(pk), request_pk)
        asked, secret = actions.renew_link(request=asked, by=request.user)
        return self._linked(asked, secret, status.HTTP_200_OK)

    @extend_schema(
        summary="Take a request back before it is answered (writers)",
        request=None,
        responses=ContributionSerializer,
        parameters=[SUBMISSION, REQUEST],
    )
    def revoke(self, request, pk=None, request_pk=None):
        """Page and link close at once."""
        asked = queries.request_of(request.user, self.submission(pk), request_pk)
        revoked = actions.revoke_request(request=asked, by=request.user)
        return Response(ContributionSerializer(self._shown(queries.Asked(revoked))).data)

    def _paragraph(self, request, pk, paragraph_pk):
        submission = self.submission(pk)
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
        section = one_or_404(Section.objects.visible_to(request.user).filter(submission=submission), given["section"])
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


class AskedOfMeViewSet(viewsets.ViewSet):
    """The other side: what the caller's organisations are asked for by account, written and sent in by any of their
    people in the cluster. By personal link nothing is written here: the link is a page of its own."""

    policy = (ContributionRequest, ContributionParagraph)

    def _request(self, pk):
        asked = queries.request_detail(self.request.user, pk)
        policy.check_can_contribute(self.request.user, asked)
        return asked

    def _answer(self, asked):
        shown = queries.Asked(asked, queries.own_paragraphs(asked))
        shown.warnings = [one.sentence for one in _warnings(shown.waiting)]
        return Response(ContributionToWriteSerializer(shown).data)

    @extend_schema(
        summary="What the caller's organisations are asked for, open ones first",
        responses=AskedOfMeSerializer(many=True),
    )
    def list(self, request):
        return Response(AskedOfMeSerializer(queries.asked_of_me(request.user), many=True).data)

    @extend_schema(summary="One contribution to write", responses=ContributionToWriteSerializer, parameters=[REQUESTED])
    def retrieve(self, request, pk=None):
        """403 for who reads the request as a writer of the text."""
        return self._answer(self._request(pk))

    @extend_schema(
        summary="Keep what is written so far",
        request=SaveContributionSerializer,
        responses=ContributionToWriteSerializer,
        parameters=[REQUESTED],
    )
    def save(self, request, pk=None):
        """As often as one likes until it is sent in; what was taken into the text already stays. 409 where a colleague
        saved since `version`."""
        asked, given = self._request(pk), parsed(SaveContributionSerializer, request)
        contributing.save_contribution(request=asked, expected_version=given.pop("version"), by=request.user, **given)
        return self._answer(asked)

    @extend_schema(
        summary="Send in what was saved last",
        request=SendContributionSerializer,
        responses=ContributionToWriteSerializer,
        parameters=[REQUESTED],
    )
    def send(self, request, pk=None):
        """It needs the consent, and where there are `warnings` that somebody looked at them."""
        asked, given = self._request(pk), parsed(SendContributionSerializer, request)
        waiting = queries.Asked(asked, queries.own_paragraphs(asked)).waiting
        if not given["is_checked"] and asked.sent_at is None and _warnings(waiting):
            raise serializers.ValidationError({"is_checked": [_("Look at these places first.")]})
        contributing.send_contribution(
            request=asked, has_consent=given["has_consent"], expected_version=given["version"], by=request.user
        )
        return self._answer(asked)

    @extend_schema(
        summary="Take back what was not dealt with yet",
        request=None,
        responses=ContributionToWriteSerializer,
        parameters=[REQUESTED],
    )
    def take_back(self, request, pk=None):
        """Nobody else reads it any more, and it can be changed and sent again. What is part of the text stays."""
        asked = self._request(pk)
        contributing.take_back_contribution(request=asked, by=request.user)
        return self._answer(asked)


def _warnings(waiting):
    """Places that could give a person away, as the page shows them before sending."""
    return rules.check_personal_data("\n\n".join(one.text for one in waiting))[:12]
