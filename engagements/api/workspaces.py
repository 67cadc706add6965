"""The rooms of a visit and of a session on a plan line, for other programs: what is handed over, the programme,
concerns, what came out. Same actions as the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.response import Response

from core.api import parsed, path_parameter
from core.found import found_or_404
from core.scoping import ScopedModel
from engagements import policy
from engagements.actions import workspaces as actions
from engagements.api.common import LINE, OfLine
from engagements.models import (
    LineInput,
    LineReport,
    PlanLine,
    SessionConcern,
    StopSafety,
    Submission,
    VisitStop,
)
from engagements.queries import workspaces as queries
from engagements.serializers import workspaces as shapes


class _RowsOfLine(OfLine):
    """Rows of one kind on a plan line. Everybody who sees the line reads them, coordinators write them."""

    model: type[ScopedModel]
    row_name: str
    shape: type[serializers.Serializer]
    new: type[serializers.Serializer]
    change: type[serializers.Serializer]

    def seen(self, given, line):
        """`given` with what it names by number looked up."""
        return given

    def list(self, request, line_pk=None):
        return Response(self.shape(self.rows(self.line(line_pk)), many=True).data)

    def create(self, request, line_pk=None):
        """Twice adds two."""
        line = self.line(line_pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = self.seen(parsed(self.new, request), line)
        return self._answer(line, self.add(line, given), status.HTTP_201_CREATED)

    def partial_update(self, request, line_pk=None, **numbers):
        """Only the fields given change. A stale `version` is answered with 409."""
        line = self.line(line_pk)
        row = found_or_404(queries.row_of_line(self.model, request.user, line, numbers[self.row_name]))
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(self.change, request)
        version = given.pop("version")
        return self._answer(line, self.save(row, version, self.seen(given, line)))

    def add(self, line, given):
        return actions.add_row(self.model, plan_line=line, by=self.request.user, **given)

    def save(self, row, version, given):
        return actions.change_row(row, expected_version=version, by=self.request.user, **given)

    def _answer(self, line, row, code=status.HTTP_200_OK):
        shown = next(one for one in self.rows(line) if one.pk == row.pk)
        return Response(self.shape(shown).data, status=code)


def _told(what, row_name, shape, new, change):
    """The schema of one kind of rows."""
    row = path_parameter(row_name, "Number of the row")
    return extend_schema_view(
        list=extend_schema(summary=f"{what} of a plan line", responses=shape(many=True), parameters=[LINE]),
        create=extend_schema(
            summary=f"{what}: add one (coordinators)", request=new, responses={201: shape}, parameters=[LINE]
        ),
        partial_update=extend_schema(
            summary=f"{what}: change one (coordinators)", request=change, responses=shape, parameters=[LINE, row]
        ),
    )


@_told(
    "What is handed over",
    "input_pk",
    shapes.LineInputSerializer,
    shapes.NewLineInputSerializer,
    shapes.ChangeLineInputSerializer,
)
class LineInputViewSet(_RowsOfLine):
    """Of the package before a visit, or the material that headquarters asked for. Sent while a gate is shut: 403."""

    policy = (PlanLine, LineInput, Submission)
    model, row_name = LineInput, "input_pk"
    shape, new, change = shapes.LineInputSerializer, shapes.NewLineInputSerializer, shapes.ChangeLineInputSerializer

    def rows(self, line):
        return queries.inputs(self.request.user, line)

    def seen(self, given, line):
        number = given.get("submission")
        if number is not None:
            given["submission"] = queries.texts_to_link(self.request.user, line).filter(pk=number).first()
            if given["submission"] is None:
                raise serializers.ValidationError({"submission": [_("This text belongs to another plan line.")]})
        return given


@_told(
    "The programme",
    "stop_pk",
    shapes.VisitStopSerializer,
    shapes.NewVisitStopSerializer,
    shapes.ChangeVisitStopSerializer,
)
class VisitStopViewSet(_RowsOfLine):
    """Places of a visit, each with its safety note for those who may know it."""

    policy = (PlanLine, VisitStop, StopSafety)
    model, row_name = VisitStop, "stop_pk"
    shape, new, change = shapes.VisitStopSerializer, shapes.NewVisitStopSerializer, shapes.ChangeVisitStopSerializer

    def rows(self, line):
        return queries.stops(self.request.user, line)

    def add(self, line, given):
        note, add = given.pop("safety"), super().add
        return actions.save_stop(lambda: add(line, given), note=note, by=self.request.user)

    def save(self, row, version, given):
        note, save = given.pop("safety", None), super().save
        if note is None:
            return save(row, version, given)
        return actions.save_stop(lambda: save(row, version, given), note=note, by=self.request.user)


@_told(
    "Concerns",
    "concern_pk",
    shapes.SessionConcernSerializer,
    shapes.NewSessionConcernSerializer,
    shapes.ChangeSessionConcernSerializer,
)
class SessionConcernViewSet(_RowsOfLine):
    """What the cluster wanted raised in a session, and whether it was."""

    policy = (PlanLine, SessionConcern)
    model, row_name = SessionConcern, "concern_pk"
    shape = shapes.SessionConcernSerializer
    new, change = shapes.NewSessionConcernSerializer, shapes.ChangeSessionConcernSerializer

    def rows(self, line):
        return queries.concerns(self.request.user, line)

    def seen(self, given, line):
        number = given.get("document")
        if number is not None:
            given["document"] = queries.documents_to_cite(line).filter(pk=number).first()
            if given["document"] is None:
                raise serializers.ValidationError({"document": [_("This document does not exist.")]})
        return given


class LineReportViewSet(OfLine):
    """What came out of a visit or a session, and what next."""

    policy = (PlanLine, LineReport)

    @extend_schema(summary="What came out, and what next", responses=shapes.LineReportSerializer, parameters=[LINE])
    def retrieve(self, request, line_pk=None):
        """Empty, with version 0, while nobody wrote anything."""
        row = queries.report(request.user, self.line(line_pk)) or LineReport(version=0)
        return Response(shapes.LineReportSerializer(row).data)

    @extend_schema(
        summary="Write what came out (coordinators)",
        request=shapes.LineReportSerializer,
        responses=shapes.LineReportSerializer,
        parameters=[LINE],
    )
    def save(self, request, line_pk=None):
        """Both texts. A stale `version` is answered with 409."""
        line = self.line(line_pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(shapes.LineReportSerializer, request)
        version = given.pop("version")
        row = actions.save_report(plan_line=line, expected_version=version, by=request.user, **given)
        return Response(shapes.LineReportSerializer(row).data)
