"""The process of a line for other programs. Same visibility, same queries, same actions as the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from core import clock
from core.api import parsed
from core.errors import Stale
from core.found import found_or_404
from core.words import listed
from engagements import policy
from engagements.actions.component_versions import keep_version, save_draft, start_version
from engagements.actions.components import move_component
from engagements.actions.weights import set_weights
from engagements.api.common import LINE, OfLine
from engagements.models import ComponentMove, ComponentVersion, LineComponent, PlanLine, QuarterWeights
from engagements.queries import process as queries
from engagements.rules.process import Quarter
from engagements.serializers.process import (
    ComponentDetailSerializer,
    ComponentMoveSerializer,
    ComponentVersionSerializer,
    NewComponentMoveSerializer,
    ProcessSerializer,
    WeightsSerializer,
    WriteVersionSerializer,
)

KEY = OpenApiParameter("key", str, OpenApiParameter.PATH, description="Key of the component")
QUARTER = OpenApiParameter("quarter", str, description="As 2026-4; by default the present one")


class ProcessViewSet(OfLine):
    """The components of a plan line, for whoever sees the line; coordinators move, write and weigh."""

    policy = (PlanLine, LineComponent, ComponentMove, ComponentVersion, QuarterWeights)

    def _process(self, line, quarter=None):
        quarter = quarter or Quarter.of(clock.day_of(self.request.user))
        return queries.process_of(self.request.user, line, quarter)

    def _part(self, line, key):
        return found_or_404(self._process(line).part(key))

    @extend_schema(
        summary="The components of a plan line", responses=ProcessSerializer, parameters=[LINE, QUARTER], request=None
    )
    def list(self, request, line_pk=None):
        """Every component with its state, and what it weighs in the quarter."""
        line = self.line(line_pk)
        code = request.query_params.get("quarter")
        quarter = Quarter.parse(code)
        if code and quarter is None:
            raise serializers.ValidationError({"quarter": [_("Write a quarter as 2026-4.")]})
        return Response(ProcessSerializer(self._process(line, quarter)).data)

    @extend_schema(
        summary="One component with its moves and versions",
        responses=ComponentDetailSerializer,
        parameters=[LINE, KEY],
        request=None,
    )
    def retrieve(self, request, line_pk=None, key=None):
        """Where it stands, how it moved, and what its versions say."""
        line = self.line(line_pk)
        part = self._part(line, key)
        context = {
            "moves": queries.moves_of(request.user, line, component=part.component),
            "texts": queries.texts_of(request.user, line, part.component),
        }
        return Response(ComponentDetailSerializer(part, context=context).data)

    @extend_schema(
        summary="Open, close or reopen a component (coordinators)",
        request=NewComponentMoveSerializer,
        responses={201: ComponentMoveSerializer},
        parameters=[LINE, KEY],
    )
    def move(self, request, line_pk=None, key=None):
        """In any order, at any time, with a reason."""
        line = self.line(line_pk)
        policy.check_can_plan(request.user, line.cluster_id)
        part = self._part(line, key)
        given = parsed(NewComponentMoveSerializer, request)
        move = move_component(
            plan_line=line,
            component=part.component,
            act=given["act"],
            why=given["why"],
            expected_version=given["version"],
            by=request.user,
            **self._causes(line, given),
        )
        return Response(ComponentMoveSerializer(move).data, status=status.HTTP_201_CREATED)

    def _causes(self, line, given):
        """The causes among those that the page would offer; another one does not exist for the reader."""
        user = self.request.user
        offered = {
            "because_component": lambda: {part.component.key: part.component for part in self._process(line).parts},
            "because_outcome": lambda: {outcome.pk: outcome for outcome in queries.outcomes_to_name(user, line)},
            "because_line": lambda: {other.pk: other for other in queries.lines_to_name(user, line)},
        }
        causes = {}
        for name, rows in offered.items():
            if name in given:
                causes[name] = rows().get(given[name])
                if causes[name] is None:
                    raise serializers.ValidationError({name: [_("There is no such cause.")]})
        return causes

    @extend_schema(
        summary="Write a version of a component (coordinators)",
        request=WriteVersionSerializer,
        responses=ComponentVersionSerializer,
        parameters=[LINE, KEY],
    )
    def write(self, request, line_pk=None, key=None):
        """Begins a version from the last one, or writes into the one in writing, and keeps it if asked."""
        line = self.line(line_pk)
        policy.check_can_plan(request.user, line.cluster_id)
        part = self._part(line, key)
        given = parsed(WriteVersionSerializer, request)
        if (part.draft is None) != ("version" not in given):
            # Either it was kept meanwhile, or somebody began one that the writer has not read.
            raise Stale
        start_version(plan_line=line, component=part.component, by=request.user)
        draft = queries.draft_of(request.user, line, part.component)
        draft = save_draft(
            draft=draft,
            text=given["text"],
            rows=given.get("rows", draft.rows),
            note=given.get("note", draft.note),
            expected_version=given.get("version", draft.version),
            by=request.user,
        )
        if given["keep"]:
            keep_version(draft=draft, expected_version=draft.version, by=request.user)
        return Response(ComponentVersionSerializer(draft).data)

    @extend_schema(
        summary="Weigh the components for a quarter (coordinators)",
        request=WeightsSerializer,
        responses=ProcessSerializer,
        parameters=[LINE],
    )
    def weigh(self, request, line_pk=None):
        """The weights hold until a later quarter says otherwise."""
        line = self.line(line_pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(WeightsSerializer, request)
        quarter = Quarter.parse(given["quarter"])
        if quarter is None:
            raise serializers.ValidationError({"quarter": [_("Write a quarter as 2026-4.")]})
        by_key = {part.component.key: part for part in self._process(line, quarter).parts}
        unknown = sorted(set(given["weights"]) - set(by_key))
        if unknown:
            raise serializers.ValidationError({"weights": [_("Not known: %(keys)s.") % {"keys": listed(unknown)}]})
        weights = {part.component.pk: given["weights"].get(key, part.weight) for key, part in by_key.items()}
        set_weights(
            plan_line=line, quarter=quarter, weights=weights, expected_version=given["version"], by=request.user
        )
        return Response(ProcessSerializer(self._process(line, quarter)).data)
