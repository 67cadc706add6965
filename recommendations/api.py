"""Recommendations over the API, read-only: the same queries as the pages."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.viewsets import GenericViewSet

from calendar_app.queries import reader_of
from mechanisms.enums import Family
from recommendations import queries
from recommendations.enums import Kind, Position
from recommendations.models import Recommendation
from recommendations.queries.lists import ordered
from recommendations.serializers import RecommendationSerializer

_JOINED = ("mechanism", "country")
_LISTED = ("themes", "other_texts")


class RecommendationViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """What mechanisms recommended to States, latest cycle first."""

    # Public facts: no visibility rule applies beyond having an account.
    policy = ()
    serializer_class = RecommendationSerializer
    queryset = Recommendation.objects.none()
    filter_backends = ()
    lookup_value_regex = "[0-9]+"

    def get_queryset(self):
        if self.detail:
            return Recommendation.objects.select_related(*_JOINED).prefetch_related(*_LISTED)
        chosen = queries.read_chosen(self.request.query_params)
        found = queries.found(reader_of(self.request.user), chosen)
        return ordered(found).select_related(*_JOINED).prefetch_related(*_LISTED)

    @extend_schema(
        parameters=[
            OpenApiParameter("q", OpenApiTypes.STR, description="Words of the text, symbol or a theme, all of them."),
            OpenApiParameter(
                "country", OpenApiTypes.STR, description="ISO code, or “all”; left out: the countries of your clusters."
            ),
            OpenApiParameter("family", OpenApiTypes.STR, enum=Family.values, description="Family of the mechanism."),
            OpenApiParameter("mechanism", OpenApiTypes.STR, description="Key of the mechanism."),
            OpenApiParameter("cycle", OpenApiTypes.INT, description="Cycle of the UPR, 1 to 4."),
            OpenApiParameter("position", OpenApiTypes.STR, enum=Position.values, description="Position of the State."),
            OpenApiParameter("theme", OpenApiTypes.STR, description="Key of a theme."),
            OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values, description="Kind of paragraph."),
            OpenApiParameter("state", OpenApiTypes.STR, description="ISO code of a recommending State (UPR)."),
            OpenApiParameter("symbol", OpenApiTypes.STR, description="Symbol of the document, whole."),
        ]
    )
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)
