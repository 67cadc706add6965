"""Positions of members for other programs. Same visibility, same queries, same actions as the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from core.found import found_or_404
from engagements import policy
from engagements.actions.members import answer_position, ask_members, organisations_to_ask, record_position
from engagements.api.common import LINE, OfLine, version_of
from engagements.models import MemberPosition, PlanLine, PositionRequest
from engagements.queries import positions
from engagements.serializers.gates import (
    AnswerPositionSerializer,
    AskingSerializer,
    AskMembersSerializer,
    MemberPositionSerializer,
    RecordPositionSerializer,
)


@extend_schema_view(list=extend_schema(summary="What the caller's organisation is asked, next due day first"))
class PositionViewSet(viewsets.GenericViewSet):
    """Positions that members are asked for. An organisation sees its own; the coordinators all of their cluster."""

    policy = (MemberPosition, PositionRequest)
    serializer_class = MemberPositionSerializer
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema.
    queryset = MemberPosition.objects.none()

    @extend_schema(responses=MemberPositionSerializer(many=True))
    def list(self, request):
        page = self.paginate_queryset(positions.asked_of(request.user, open_only=False))
        return self.get_paginated_response(MemberPositionSerializer(page, many=True).data)

    @extend_schema(summary="One position", responses=MemberPositionSerializer)
    def retrieve(self, request, pk=None):
        return Response(MemberPositionSerializer(self._found(pk)).data)

    @extend_schema(
        summary="Answer for one's own organisation",
        request=AnswerPositionSerializer,
        responses={200: MemberPositionSerializer},
    )
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """403 for another organisation, 409 where a colleague was quicker or the text is another one by now."""
        position = self._found(pk)
        given = dict(parsed(AnswerPositionSerializer, request))
        answer_position(position=position, expected_version=given.pop("version"), by=request.user, **given)
        return Response(MemberPositionSerializer(position).data)

    @extend_schema(
        summary="Write down what an organisation said elsewhere (coordinators)",
        request=RecordPositionSerializer,
        responses={200: MemberPositionSerializer},
    )
    @action(detail=True, methods=["post"])
    def record(self, request, pk=None):
        """Marked as such for everybody. 409 where the organisation was quicker or the text is another one by now."""
        position = self._found(pk)
        given = dict(parsed(RecordPositionSerializer, request))
        record_position(position=position, expected_version=given.pop("version"), by=request.user, **given)
        return Response(MemberPositionSerializer(position).data)

    def _found(self, pk):
        return found_or_404(positions.position(self.request.user, int(pk)))


class AskingViewSet(OfLine):
    """Askings for the positions of members, newest first: the silence procedure with its quorum."""

    policy = (PlanLine, PositionRequest, MemberPosition)

    @extend_schema(
        summary="What members were asked, and how each answer counts",
        responses=AskingSerializer(many=True),
        parameters=[LINE],
    )
    def list(self, request, line_pk=None):
        """A member sees her own answer alone; the coordinators see all."""
        rows = positions.askings(request.user, self.line(line_pk))
        return Response(AskingSerializer(rows, many=True).data)

    @extend_schema(
        summary="Ask members for their position (coordinators)",
        request=AskMembersSerializer,
        responses={201: AskingSerializer(many=True)},
        parameters=[LINE],
    )
    def create(self, request, line_pk=None):
        """Those who may read it are told and reminded. Asking again is a new asking; the earlier one no longer counts.
        409 where the text has another version than `text_version`."""
        line, given = self.line(line_pk), parsed(AskMembersSerializer, request)
        policy.check_can_record_positions(request.user, line.cluster_id)
        given["version"] = version_of(request.user, line, given)
        wanted = set(given.pop("organisations"))
        known = [row for row in organisations_to_ask(line) if row.pk in wanted]
        if len(known) != len(wanted):
            sentence = _("Only organisations of this cluster can be asked.")
            raise serializers.ValidationError({"organisations": [sentence]})
        ask_members(plan_line=line, organisations=known, by=request.user, **given)
        rows = positions.askings(request.user, line)
        return Response(AskingSerializer(rows, many=True).data, status=status.HTTP_201_CREATED)
