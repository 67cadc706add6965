"""The plan of a year by purpose, as the page has it."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed_query
from core.found import one_or_404
from engagements.queries import plans
from engagements.queries.purposes import plan_by_purpose
from engagements.serializers.purposes import OfYearSerializer, PurposePartSerializer


class PurposeActions:
    """Part of the view set of plan lines."""

    @extend_schema(
        summary="Steps of a year by the three purposes",
        parameters=[OfYearSerializer],
        responses=PurposePartSerializer(many=True),
        filters=False,
    )
    @action(detail=False, methods=["get"], url_path="by-purpose", pagination_class=None)
    def by_purpose(self, request):
        """What the reader sees, set aside left out. A step counts for the purpose of the objective its line serves;
        `purpose` is empty for lines that name none. `step` is null for a line without a step in the year."""
        given = parsed_query(OfYearSerializer, request)
        cluster = one_or_404(plans.clusters_with_plan(request.user), given["cluster"])
        parts = plan_by_purpose(request.user, cluster, given["year"])
        return Response(PurposePartSerializer(parts, many=True).data)
