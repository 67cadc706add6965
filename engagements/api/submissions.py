"""Submissions for other programs. Same visibility, same queries, same actions as the pages."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import IdFilter, parsed
from core.documents import pdf
from core.errors import Refused
from engagements.actions import submissions as actions
from engagements.api.clearing import ClearingActions
from engagements.api.common import MarkFilter
from engagements.api.files import FileActions
from engagements.api.writing import WritingActions
from engagements.enums import Status, SubmissionKind, Verb
from engagements.models import FindingAnswer, Section, SignOff, SpellingChange, Submission, Version
from engagements.queries import submissions as queries
from engagements.serializers.submissions import AdvanceSerializer, SubmissionDetailSerializer, SubmissionSerializer

_OF_SENDING = ("channel", "sent_at", "time_zone")
_MORE_OF_SENDING = ("receipt", "recipient", "what", "occasion", "speaker", "spoken_seconds")


class SubmissionFilter(filters.FilterSet):
    country = filters.CharFilter(method="of_country")
    mechanism = filters.CharFilter(field_name="plan_line__mechanism__key")
    cluster = IdFilter(field_name="plan_line__cluster")
    plan_line = IdFilter(field_name="plan_line")
    kind = filters.MultipleChoiceFilter(choices=SubmissionKind.choices)
    status = filters.MultipleChoiceFilter(choices=Status.choices)
    exposure = MarkFilter()

    class Meta:
        model = Submission
        fields = ["language"]

    def of_country(self, rows, name, value):
        return rows.filter(plan_line__cluster__country=value.upper())


@extend_schema_view(list=extend_schema(summary="Submissions the reader may see, without their text"))
class SubmissionViewSet(ClearingActions, FileActions, WritingActions, viewsets.GenericViewSet):
    """Texts for mechanisms. Confidential ones exist for the people named on them alone, in counts as well."""

    policy = (Submission, Section, Version, SignOff, FindingAnswer, SpellingChange)
    serializer_class = SubmissionSerializer
    filterset_class = SubmissionFilter
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Submission.objects.none()

    def get_queryset(self):
        return queries.submission_list(self.request.user)

    @extend_schema(responses=SubmissionSerializer(many=True))
    def list(self, request):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        rows = queries.with_words(request.user, page)
        return self.get_paginated_response(SubmissionSerializer(rows, many=True).data)

    @extend_schema(summary="One submission with its text and versions", responses=SubmissionDetailSerializer)
    def retrieve(self, request, pk=None):
        return Response(self._detail(request.user, pk))

    def _detail(self, user, pk):
        submission = queries.submission_detail(user, pk)
        queries.with_words(user, [submission])
        submission.sections = queries.sections_with_text(user, submission)
        submission.versions = queries.version_list(user, submission)
        return SubmissionDetailSerializer(submission).data

    @extend_schema(
        summary="Make one move of the workflow",
        request=AdvanceSerializer,
        responses={200: SubmissionSerializer},
    )
    @action(detail=True, methods=["post"])
    def advance(self, request, pk=None):
        """403 with a sentence where the move is not the caller's or not possible yet, 409 where the submission was
        changed since `version`."""
        submission = queries.submission_detail(request.user, pk)
        given = parsed(AdvanceSerializer, request)
        details = {}
        if given["verb"] == Verb.REQUEST_SIGN_OFF:
            details = {"due_on": given.get("due_on")}
        if given["verb"] == Verb.SUBMIT:
            missing = [name for name in _OF_SENDING if name not in given]
            if missing:
                raise serializers.ValidationError({name: [_("Needed to record the sending.")] for name in missing})
            if given["time_zone"] not in available_timezones():
                raise serializers.ValidationError({"time_zone": [_("This time zone is not known.")]})
            details = {name: given[name] for name in (*_OF_SENDING, *_MORE_OF_SENDING) if name in given}
        try:
            actions.advance(
                submission=submission,
                verb=given["verb"],
                by=request.user,
                reason=given["reason"],
                expected_version=given["version"],
                **details,
            )
        except ValidationError as error:
            raise serializers.ValidationError(error.message_dict) from error
        except pdf.PdfError as error:
            raise Refused(error.sentence) from error
        queries.with_words(request.user, [submission])
        return Response(SubmissionSerializer(submission).data)
