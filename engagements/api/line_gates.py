"""Gates of a plan line for other programs. They are read, never given: no program opens one."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements.actions.positions import record_hct_position
from engagements.queries.gates import gates_of
from engagements.serializers.gates import GateSerializer, HctPositionSerializer


class GateActions:
    """Part of the view set of plan lines; `_line(pk)` comes from there."""

    @extend_schema(
        summary="What must be settled before anything goes out",
        responses=GateSerializer(many=True),
        filters=False,
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def gates(self, request, pk=None):
        """Open and shut gates of the engagement. Whether a gate is open is the same whoever asks."""
        return Response(GateSerializer(gates_of(request.user, self._line(pk)), many=True).data)

    @extend_schema(
        summary="Record a position of the HCT (coordinators)",
        request=HctPositionSerializer,
        responses={201: GateSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="hct-position")
    def hct_position(self, request, pk=None):
        """Added to what was said before; the newest counts. Answers with the gates as they stand now."""
        line, given = self._line(pk), parsed(HctPositionSerializer, request)
        record_hct_position(plan_line=line, by=request.user, **given)
        shown = GateSerializer(gates_of(request.user, self._line(pk)), many=True)
        return Response(shown.data, status=status.HTTP_201_CREATED)
