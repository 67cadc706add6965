"""Who may know of a plan line, and the lines it bears on, for other programs. Same actions as the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from clusters.models import User
from core.api import parsed, path_parameter
from core.found import found_or_404, one_or_404
from engagements import policy
from engagements.actions import links, readers
from engagements.models import PlanLink
from engagements.queries import plans
from engagements.serializers.plans import (
    LineMarkSerializer,
    NameLineReaderSerializer,
    PlanLineDetailSerializer,
    UnlinkLinesSerializer,
)

PERSON = path_parameter("user_pk", "Number of the person")


class AccessActions:
    """Part of the view set of plan lines; `_line(pk)` and `_shown(line)` come from there."""

    @extend_schema(
        summary="Say who may know (coordinators)", request=LineMarkSerializer, responses=PlanLineDetailSerializer
    )
    @action(detail=True, methods=["post"])
    def mark(self, request, pk=None):
        """Whoever closes a line is named on it; nobody shuts herself out. A stale `version` is answered with 409."""
        line, given = self._line(pk), parsed(LineMarkSerializer, request)
        readers.change_mark(
            plan_line=line, exposure=given["exposure"], expected_version=given["version"], by=request.user
        )
        return self._shown(line)

    @extend_schema(
        summary="Name somebody on a line (coordinators)", request=NameLineReaderSerializer, responses={204: None}
    )
    @action(detail=True, methods=["post"])
    def people(self, request, pk=None):
        """People of the cluster and its OHCHR partner. Naming again changes nothing."""
        line, given = self._line(pk), parsed(NameLineReaderSerializer, request)
        policy.check_can_plan(request.user, line.cluster_id)
        person = policy.nameable_people(line.cluster).filter(pk=given["person"]).first()
        if person is None:
            sentence = _("Only people of this cluster and its OHCHR partner can be named.")
            raise serializers.ValidationError({"person": [sentence]})
        readers.name_person(plan_line=line, person=person, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Take a name off a line (coordinators)", request=None, responses={204: None}, parameters=[PERSON]
    )
    @action(
        detail=True,
        methods=["post"],
        url_path=r"people/(?P<user_pk>[0-9]{1,9})/remove",
        url_name="people-remove",
    )
    def people_remove(self, request, pk=None, user_pk=None):
        """Never the last name of a confidential line, and never so that whoever asks loses sight herself."""
        line = self._line(pk)
        policy.check_can_plan(request.user, line.cluster_id)
        person = one_or_404(User.objects, user_pk)
        readers.unname_person(plan_line=line, person=person, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Take a link to another line away (coordinators)",
        request=UnlinkLinesSerializer,
        responses={204: None},
    )
    @action(detail=True, methods=["post"], url_path="links/remove", url_name="links-remove")
    def links_remove(self, request, pk=None):
        """By the line it goes to and the kind. Gone already: 404."""
        line = self._line(pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(UnlinkLinesSerializer, request)
        target = plans.plan_line(request.user, given["target"])
        rows = PlanLink.objects.visible_to(request.user).filter(source=line, target=target, kind=given["kind"])
        link = found_or_404(rows.select_related("source", "target").first())
        links.unlink_lines(link=link, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
