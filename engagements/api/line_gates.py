"""Gates of a plan line for other programs. They are read, never given: no program opens one."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from engagements.actions.members import speak_for_like_minded
from engagements.actions.positions import (
    describe_pattern,
    record_hct_position,
    record_lead_agency,
    record_members_informed,
)
from engagements.api.common import version_of
from engagements.queries import positions
from engagements.queries.gates import gates_of
from engagements.serializers.gates import (
    GateSerializer,
    HctPositionSerializer,
    InformedSerializer,
    LeadAgencySerializer,
    LikeMindedSerializer,
    PatternSerializer,
)


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

    @extend_schema(
        summary="Record a position of the lead agency (coordinators)",
        request=LeadAgencySerializer,
        responses={201: GateSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="lead-agency")
    def lead_agency(self, request, pk=None):
        """Of the engagement, or of the newest version of a text; 409 where the text has another one by now."""
        line, given = self._line(pk), parsed(LeadAgencySerializer, request)
        given["version"] = version_of(request.user, line, given)
        record_lead_agency(plan_line=line, by=request.user, **given)
        shown = GateSerializer(gates_of(request.user, self._line(pk)), many=True)
        return Response(shown.data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Record that the members were told (coordinators)",
        request=InformedSerializer,
        responses={201: GateSerializer(many=True)},
    )
    @action(detail=True, methods=["post"], url_path="members-informed")
    def members_informed(self, request, pk=None):
        """Added to what was recorded before."""
        line, given = self._line(pk), parsed(InformedSerializer, request)
        record_members_informed(plan_line=line, by=request.user, **given)
        shown = GateSerializer(gates_of(request.user, self._line(pk)), many=True)
        return Response(shown.data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Say why the violations are systematic (coordinators)",
        request=PatternSerializer,
        responses=GateSerializer(many=True),
    )
    @action(detail=True, methods=["post"])
    def pattern(self, request, pk=None):
        """Before an inquiry of a treaty body is suggested. A stale `version` is answered with 409."""
        line, given = self._line(pk), parsed(PatternSerializer, request)
        describe_pattern(plan_line=line, pattern=given["pattern"], expected_version=given["version"], by=request.user)
        return Response(GateSerializer(gates_of(request.user, self._line(pk)), many=True).data)

    @extend_schema(
        summary="Speak for the members who agree (coordinators)",
        request=LikeMindedSerializer,
        responses=GateSerializer(many=True),
    )
    @action(detail=True, methods=["post"], url_path="like-minded")
    def like_minded(self, request, pk=None):
        """Instead of the cluster, as far as they endorsed it in the asking. 403 while nobody did."""
        line, given = self._line(pk), parsed(LikeMindedSerializer, request)
        asking = positions.asking(request.user, line, given["asking"])
        if asking is None:
            raise serializers.ValidationError({"asking": [_("This asking does not exist.")]})
        speak_for_like_minded(
            plan_line=line,
            request=asking,
            names_them=given["names_them"],
            expected_version=given["version"],
            by=request.user,
        )
        return Response(GateSerializer(gates_of(request.user, self._line(pk)), many=True).data)
