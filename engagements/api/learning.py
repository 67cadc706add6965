"""What stands in the way of a plan, and what was learned on a line, for other programs. Same actions as the pages."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActSerializer, IdFilter, parsed, path_parameter
from core.api_views import ScopedRecords
from core.found import found_or_404
from engagements import policy
from engagements.actions import experience as experience_actions
from engagements.actions import obstacles as obstacle_actions
from engagements.api.common import LINE, OfLine
from engagements.models import ExperienceNote, PlanLine, PlanObstacle
from engagements.queries import experience, plans
from engagements.serializers.learning import (
    ChangeExperienceNoteSerializer,
    ChangePlanObstacleSerializer,
    ExperienceNoteSerializer,
    NewExperienceNoteSerializer,
    NewPlanObstacleSerializer,
    PlanObstacleSerializer,
    ShareExperienceSerializer,
)
from mechanisms.queries.obstacles import obstacle_of

NOTE = path_parameter("experience_pk", "Number of the note")


class PlanObstacleFilter(filters.FilterSet):
    obstacle = filters.CharFilter(field_name="obstacle__key")
    year = IdFilter()

    class Meta:
        model = PlanObstacle
        fields = ["is_shared"]


@extend_schema_view(
    list=extend_schema(summary="What stands in the way of plans"),
    retrieve=extend_schema(summary="One obstacle to a plan"),
)
class PlanObstacleViewSet(ScopedRecords):
    """Named by the coordinators, for a year or for one line; the Task Team reads what is shared with it."""

    policy = (PlanObstacle, PlanLine)
    serializer_class = PlanObstacleSerializer
    filterset_class = PlanObstacleFilter
    related = ("cluster__country", "plan_line", "obstacle")
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanObstacle.objects.none()

    @extend_schema(
        summary="Name an obstacle (coordinators)",
        request=NewPlanObstacleSerializer,
        responses={201: PlanObstacleSerializer},
    )
    def create(self, request):
        """The same one twice is refused."""
        given = parsed(NewPlanObstacleSerializer, request)
        policy.check_can_plan(request.user, given["cluster"].pk)
        if given["plan_line"] is not None:
            given["plan_line"] = plans.plan_line(request.user, given["plan_line"])
            if given["plan_line"] is None:
                raise serializers.ValidationError({"plan_line": [_("This plan line does not exist.")]})
        given["obstacle"] = obstacle_of(given["obstacle"])
        if given["obstacle"] is None:
            raise serializers.ValidationError({"obstacle": [_("This obstacle is no longer offered.")]})
        row = obstacle_actions.name_obstacle(by=request.user, **given)
        return self.shown(row, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Another note, shared or not, overcome (coordinators)",
        request=ChangePlanObstacleSerializer,
        responses=PlanObstacleSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        row = self.get_object()
        policy.check_can_plan(request.user, row.cluster_id)
        given = parsed(ChangePlanObstacleSerializer, request)
        changed = obstacle_actions.change_plan_obstacle(
            row=row,
            note=given.get("note", row.note),
            is_shared=given.get("is_shared", row.is_shared),
            is_over=given.get("is_over", row.ended_on is not None),
            expected_version=given["version"],
            by=request.user,
        )
        return self.shown(changed)

    @extend_schema(
        summary="Take off what was named by mistake (coordinators)", request=ActSerializer, responses={204: None}
    )
    @action(detail=True, methods=["post"])
    def remove(self, request, pk=None):
        """What was overcome is marked so instead."""
        row, given = self.get_object(), parsed(ActSerializer, request)
        obstacle_actions.remove_plan_obstacle(row=row, expected_version=given["version"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ExperienceViewSet(OfLine):
    """Notes on a line, for its cluster; in other words one can be shared with everybody as good practice."""

    policy = (PlanLine, ExperienceNote)

    def _note(self, line_pk, experience_pk):
        return found_or_404(experience.note(self.request.user, self.line(line_pk).pk, experience_pk))

    @extend_schema(
        summary="What was learned on a line, newest first",
        responses=ExperienceNoteSerializer(many=True),
        parameters=[LINE],
    )
    def list(self, request, line_pk=None):
        rows = experience.notes_of(request.user, self.line(line_pk))
        return Response(ExperienceNoteSerializer(rows, many=True).data)

    @extend_schema(
        summary="Write down what was learned",
        request=NewExperienceNoteSerializer,
        responses={201: ExperienceNoteSerializer},
        parameters=[LINE],
    )
    def create(self, request, line_pk=None):
        """Everybody of the cluster who sees the line. Twice writes two."""
        line, given = self.line(line_pk), parsed(NewExperienceNoteSerializer, request)
        note = experience_actions.write_note(plan_line=line, by=request.user, **given)
        return Response(ExperienceNoteSerializer(note).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Other words",
        request=ChangeExperienceNoteSerializer,
        responses=ExperienceNoteSerializer,
        parameters=[LINE, NOTE],
    )
    def partial_update(self, request, line_pk=None, experience_pk=None):
        """Who wrote it, and those who lead. Only the fields given change; a stale `version`: 409."""
        note = self._note(line_pk, experience_pk)
        policy.check_changes_note(request.user, note)
        given = parsed(ChangeExperienceNoteSerializer, request)
        version = given.pop("version")
        words = {name: given.get(name, getattr(note, name)) for name in ("title", "text", "worked")}
        changed = experience_actions.change_note(note=note, expected_version=version, by=request.user, **words)
        return Response(ExperienceNoteSerializer(changed).data)

    @extend_schema(
        summary="Share a note with everybody as good practice (coordinators)",
        request=ShareExperienceSerializer,
        responses={201: ExperienceNoteSerializer},
        parameters=[LINE, NOTE],
    )
    def share(self, request, line_pk=None, experience_pk=None):
        """In words for everybody, with the consent of the cluster. Words that could give a person away are refused."""
        note = self._note(line_pk, experience_pk)
        policy.check_can_plan(request.user, note.plan_line.cluster_id)
        given = parsed(ShareExperienceSerializer, request)
        version = given.pop("version")
        experience_actions.share_note(note=note, expected_version=version, by=request.user, **given)
        fresh = self._note(line_pk, experience_pk)
        return Response(ExperienceNoteSerializer(fresh).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Take back what was shared (coordinators)",
        request=ActSerializer,
        responses=ExperienceNoteSerializer,
        parameters=[LINE, NOTE],
    )
    def take_back(self, request, line_pk=None, experience_pk=None):
        """Nobody reads it any more. Not shared: 403."""
        note = self._note(line_pk, experience_pk)
        policy.check_can_plan(request.user, note.plan_line.cluster_id)
        given = parsed(ActSerializer, request)
        experience_actions.unshare_note(note=note, expected_version=given["version"], by=request.user)
        return Response(ExperienceNoteSerializer(self._note(line_pk, experience_pk)).data)
