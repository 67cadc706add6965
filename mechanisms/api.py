"""The catalogue over the API, read-only: the same queries as the pages."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from mechanisms import queries
from mechanisms.enums import DocumentKind, Family
from mechanisms.models import Document, Mechanism, Obstacle
from mechanisms.serializers import (
    DocumentSerializer,
    MechanismDetailSerializer,
    MechanismSerializer,
    ObstacleSerializer,
)


class MechanismViewSet(ListModelMixin, GenericViewSet):
    """Bodies, mandates, funds and tools."""

    # Public facts: no visibility rule applies beyond having an account.
    policy = ()
    serializer_class = MechanismSerializer
    queryset = Mechanism.objects.none()
    filter_backends = ()
    lookup_field = "key"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    def get_queryset(self):
        asked = self.request.query_params
        family, country = asked.get("family", ""), asked.get("country", "")
        if family and family not in Family.values:
            raise ValidationError({"family": f"One of: {', '.join(Family.values)}."})
        found = queries.mechanisms_of(
            self.request.user, family=family, country=country.upper(), search=asked.get("search", "")[:100]
        )
        return found.select_related("parent", "merged_into")

    @extend_schema(
        parameters=[
            OpenApiParameter("family", OpenApiTypes.STR, enum=Family.values, description="Family of the mechanism."),
            OpenApiParameter("country", OpenApiTypes.STR, description="ISO code: set up for that country alone."),
            OpenApiParameter("search", OpenApiTypes.STR, description="Words of the name, holder or key, all of them."),
        ]
    )
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=MechanismDetailSerializer)
    def retrieve(self, request, key):
        page = queries.mechanism_detail(request.user, key)
        # The serializer reads attributes; what the query already holds is not asked for again.
        page.mechanism.shown_facts = page.facts
        page.mechanism.shown_participation = page.participation
        page.mechanism.present_holders = page.present_holders
        page.mechanism.shown_requirements = page.requirements
        page.mechanism.shown_rules = [line.rule for line in page.rules]
        for line in page.rules:
            line.rule.words = line.words
        return Response(MechanismDetailSerializer(page.mechanism).data)


class DocumentViewSet(ListModelMixin, GenericViewSet):
    """General comments, thematic reports, guidelines, resolutions and pages of all mechanisms, newest first."""

    # Public facts: no visibility rule applies beyond having an account.
    policy = ()
    serializer_class = DocumentSerializer
    queryset = Document.objects.none()
    filter_backends = ()

    def get_queryset(self):
        asked = self.request.query_params
        kind = asked.get("kind", "")
        if kind and kind not in DocumentKind.values:
            raise ValidationError({"kind": f"One of: {', '.join(DocumentKind.values)}."})
        return queries.documents_of(
            self.request.user,
            kind=kind,
            mechanism=asked.get("mechanism", ""),
            theme=asked.get("theme", ""),
            search=asked.get("search", "")[:100],
        )

    @extend_schema(
        parameters=[
            OpenApiParameter("kind", OpenApiTypes.STR, enum=DocumentKind.values, description="Kind of document."),
            OpenApiParameter("mechanism", OpenApiTypes.STR, description="Key of the mechanism."),
            OpenApiParameter("theme", OpenApiTypes.STR, description="Key of a theme."),
            OpenApiParameter("search", OpenApiTypes.STR, description="Words of title, symbol, author or theme, all."),
        ]
    )
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)


class ObstacleViewSet(ListModelMixin, GenericViewSet):
    """Obstacles to engagement, of three linked kinds, in the order of the list. Their keys go into plan obstacles and
    support requests."""

    # Reference data: no visibility rule applies beyond having an account.
    policy = ()
    serializer_class = ObstacleSerializer
    queryset = Obstacle.objects.none()
    filter_backends = ()

    def get_queryset(self):
        return Obstacle.objects.filter(is_active=True)
