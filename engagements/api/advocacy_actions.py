"""The action plan of an advocacy issue for other programs. Same visibility, same actions as the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from core.api import parsed, path_parameter
from core.found import found_or_404, one_or_404
from engagements import policy
from engagements.actions import advocacy as actions
from engagements.models import AdvocacyAction, AdvocacyIssue, AdvocacyMessage
from engagements.queries import advocacy as queries
from engagements.serializers.advocacy_actions import (
    AdvocacyActionSerializer,
    AdvocacyActionStateSerializer,
    ChangeAdvocacyActionSerializer,
    NewAdvocacyActionSerializer,
)

ISSUE = path_parameter("pk", "Number of the issue")
ACTION = path_parameter("action_pk", "Number of the action")


class AdvocacyActionViewSet(viewsets.ViewSet):
    """What is done about an issue, in order of its dates; the coordinators write it."""

    policy = (AdvocacyIssue, AdvocacyAction, AdvocacyMessage)

    def _issue(self, pk):
        rows = AdvocacyIssue.objects.visible_to(self.request.user).select_related("cluster")
        return one_or_404(rows, pk)

    def _action(self, pk, action_pk):
        action = found_or_404(queries.action(self.request.user, pk, action_pk))
        policy.check_can_advocate(self.request.user, action.issue.cluster_id)
        return action

    def _shown(self, issue, pk, code=status.HTTP_200_OK):
        action = queries.action(self.request.user, issue.pk, pk)
        queries.with_partners(self.request.user, issue.cluster_id, [action])
        return Response(AdvocacyActionSerializer(action).data, status=code)

    def _with_message(self, given, issue):
        if given.get("message") is not None:
            rows = AdvocacyMessage.objects.visible_to(self.request.user).filter(issue=issue)
            given["message"] = rows.filter(pk=given["message"]).first()
            if given["message"] is None:
                raise serializers.ValidationError({"message": [_("This issue has no such message.")]})
        return given

    @extend_schema(summary="Action plan of an issue", responses=AdvocacyActionSerializer(many=True), parameters=[ISSUE])
    def list(self, request, pk=None):
        rows = queries.actions_of_issue(request.user, self._issue(pk))
        return Response(AdvocacyActionSerializer(rows, many=True).data)

    @extend_schema(
        summary="Plan an action (coordinators)",
        request=NewAdvocacyActionSerializer,
        responses={201: AdvocacyActionSerializer},
        parameters=[ISSUE],
    )
    def create(self, request, pk=None):
        """Twice plans two."""
        issue = self._issue(pk)
        policy.check_can_advocate(request.user, issue.cluster_id)
        given = self._with_message(parsed(NewAdvocacyActionSerializer, request), issue)
        action = actions.add_action(issue=issue, by=request.user, **given)
        return self._shown(issue, action.pk, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change an action (coordinators)",
        request=ChangeAdvocacyActionSerializer,
        responses=AdvocacyActionSerializer,
        parameters=[ISSUE, ACTION],
    )
    def partial_update(self, request, pk=None, action_pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        action = self._action(pk, action_pk)
        given = self._with_message(parsed(ChangeAdvocacyActionSerializer, request), action.issue)
        version = given.pop("version")
        actions.edit_action(action=action, expected_version=version, by=request.user, **given)
        return self._shown(action.issue, action_pk)

    @extend_schema(
        summary="An action is done, dropped or planned again (coordinators)",
        request=AdvocacyActionStateSerializer,
        responses=AdvocacyActionSerializer,
        parameters=[ISSUE, ACTION],
    )
    def state(self, request, pk=None, action_pk=None):
        """With what came of it. A stale `version` is answered with 409."""
        action, given = self._action(pk, action_pk), parsed(AdvocacyActionStateSerializer, request)
        version = given.pop("version")
        actions.set_action_state(action=action, expected_version=version, by=request.user, **given)
        return self._shown(action.issue, action_pk)
