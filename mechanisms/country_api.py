"""What is open for a country and what it has accepted, read-only: the same rule and records as the page."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from mechanisms.country_serializers import DoorLineSerializer, RatificationSerializer
from mechanisms.queries import doors

_ISO3 = OpenApiParameter("iso3", OpenApiTypes.STR, OpenApiParameter.PATH, description="ISO code of three letters.")


class CountryDoorsView(APIView):
    """Doors with their state for one country today."""

    # Public facts: no visibility rule applies beyond having an account.
    policy = ()

    @extend_schema(parameters=[_ISO3], responses=DoorLineSerializer(many=True))
    def get(self, request, iso3):
        """Every door of the catalogue: open, closed or unknown, with reasons and sources. `is_verified` false: the
        state rests on a record that nobody has verified, and must not be shown without saying so."""
        country = doors.country_of(request.user, iso3)
        lines = doors.doors_of(request.user, country)
        return Response(DoorLineSerializer(lines, many=True).data)


class CountryRatificationsView(APIView):
    """Where one country stands towards instruments."""

    policy = ()

    @extend_schema(parameters=[_ISO3], responses=RatificationSerializer(many=True))
    def get(self, request, iso3):
        """What is recorded; an instrument that is missing is not known."""
        country = doors.country_of(request.user, iso3)
        return Response(RatificationSerializer(doors.ratifications_of(request.user, country), many=True).data)
