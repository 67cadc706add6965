"""Who takes part, by kind of organisation, for other programs. Reads only, as the page does."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from clusters.models import Membership
from clusters.queries import clusters_with_people
from core import clock
from core.acting import number_in
from core.found import one_or_404
from engagements.queries import participation as queries
from engagements.serializers.participation import ParticipationSerializer


def _number(request, name, *, least, most):
    """The number in the query, None without one; 400 for what is none."""
    text = request.query_params.get(name)
    if text is None:
        return None
    number = number_in(text)
    if number is None or not least <= number <= most:
        raise serializers.ValidationError({name: [f"{least} to {most}"]})
    return number


class ParticipationViewSet(viewsets.ViewSet):
    """Numbers of organisations by kind; how many took part for who leads or advises the cluster alone."""

    policy = (Membership,)

    @extend_schema(
        summary="Who takes part in a cluster, by kind of organisation",
        parameters=[
            OpenApiParameter("cluster", int, required=True, description="Number of the cluster"),
            OpenApiParameter("year", int, description="Without one: the caller's present year"),
        ],
        responses=ParticipationSerializer,
    )
    def list(self, request):
        """404 for a cluster whose people the caller does not see."""
        wanted = _number(request, "cluster", least=1, most=10**9)
        cluster = one_or_404(clusters_with_people(request.user), wanted)
        year = _number(request, "year", least=2015, most=2100) or clock.day_of(request.user).year
        found = queries.participation(request.user, cluster, year)
        return Response(ParticipationSerializer({"cluster": cluster.pk, "year": year, "found": found}).data)
