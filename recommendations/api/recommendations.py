"""Recommendations over the API, by the same queries as the pages; of them only the marks of humanitarian law and of
areas are written here."""

from django.db.models import Exists
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from calendar_app.queries import reader_of
from clusters.enums import Aor
from core.api import parsed
from mechanisms.enums import Family
from recommendations import queries
from recommendations.actions import mark_areas, mark_humanitarian_law
from recommendations.enums import Goal, Kind, Position
from recommendations.models import Recommendation
from recommendations.queries.lists import marked_by_people, ordered
from recommendations.serializers import AreasSerializer, HumanitarianLawSerializer, RecommendationSerializer

_JOINED = ("mechanism", "country")
_LISTED = ("themes", "other_texts")


def dressed(rows):
    """`rows` with everything that the serializer prints."""
    return rows.select_related(*_JOINED).prefetch_related(*_LISTED).annotate(is_marked=Exists(marked_by_people()))


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
            return dressed(Recommendation.objects.all())
        chosen = queries.read_chosen(self.request.query_params)
        found = queries.found(reader_of(self.request.user), chosen)
        return dressed(ordered(found))

    @extend_schema(
        parameters=[
            OpenApiParameter("q", OpenApiTypes.STR, description="Words of the text, symbol or a theme, all of them."),
            OpenApiParameter(
                "country", OpenApiTypes.STR, description="ISO code, or “all”; left out: the countries of your clusters."
            ),
            OpenApiParameter("family", OpenApiTypes.STR, enum=Family.values, description="Family of the mechanism."),
            OpenApiParameter("mechanism", OpenApiTypes.STR, description="Key of the mechanism."),
            OpenApiParameter(
                "cycle",
                OpenApiTypes.STR,
                enum=["latest", "answered", "1", "2", "3", "4"],
                description="Cycle of the UPR; “latest”: the last that the portal knows of, “answered”: the last one "
                "in which the State said where it stands.",
            ),
            OpenApiParameter("ihl", OpenApiTypes.STR, enum=["1"], description="About humanitarian law only."),
            OpenApiParameter("position", OpenApiTypes.STR, enum=Position.values, description="Position of the State."),
            OpenApiParameter("theme", OpenApiTypes.STR, description="Key of a theme."),
            OpenApiParameter("area", OpenApiTypes.STR, enum=Aor.values, description="Area of responsibility."),
            OpenApiParameter("goal", OpenApiTypes.STR, enum=Goal.values, description="Goal of the 2030 Agenda."),
            OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values, description="Kind of paragraph."),
            OpenApiParameter("state", OpenApiTypes.STR, description="ISO code of a recommending State (UPR)."),
            OpenApiParameter("symbol", OpenApiTypes.STR, description="Symbol of the document, whole."),
        ]
    )
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)

    @extend_schema(
        summary="Mark as about humanitarian law, or take the mark back",
        request=HumanitarianLawSerializer,
        responses={200: RecommendationSerializer},
    )
    @action(detail=True, methods=["post"], url_path="humanitarian-law")
    def humanitarian_law(self, request, pk=None):
        """The Task Team and the coordinators of the country; 403 for others, and where the source labels it so."""
        row = self.get_object()
        data = parsed(HumanitarianLawSerializer, request)
        mark_humanitarian_law(recommendation=row, is_marked=data["is_marked"], by=request.user)
        return Response(RecommendationSerializer(self.get_object()).data)

    @extend_schema(
        summary="Mark the areas of responsibility", request=AreasSerializer, responses={200: RecommendationSerializer}
    )
    @action(detail=True, methods=["post"])
    def areas(self, request, pk=None):
        """These and no others. The Task Team and the coordinators of the country; 403 for others."""
        row = self.get_object()
        mark_areas(recommendation=row, by=request.user, **parsed(AreasSerializer, request))
        return Response(RecommendationSerializer(self.get_object()).data)
