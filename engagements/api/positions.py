"""Positions of members for other programs. Same visibility, same queries, same actions as the pages."""

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements.actions.members import answer_position
from engagements.models import MemberPosition, PositionRequest
from engagements.queries import positions
from engagements.serializers.gates import AnswerPositionSerializer, MemberPositionSerializer


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

    def _found(self, pk):
        position = positions.position(self.request.user, int(pk))
        if position is None:
            raise Http404
        return position
