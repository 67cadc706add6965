"""National plans and programming frameworks for other programs."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import IdFilter, parsed, path_parameter
from core.api_views import ScopedRecords
from core.found import found_or_404, one_or_404
from recommendations import policy
from recommendations.actions import frameworks as actions
from recommendations.models import Framework
from recommendations.queries import frameworks as reads
from recommendations.serializers import (
    ChangeFrameworkSerializer,
    FrameworkSerializer,
    NewFrameworkSerializer,
    NewTieSerializer,
    RetireFrameworkSerializer,
    TieSerializer,
)


class FrameworkFilter(filters.FilterSet):
    cluster = IdFilter()

    class Meta:
        model = Framework
        fields = ["kind", "is_retired"]


@extend_schema_view(
    list=extend_schema(summary="National plans and programming frameworks on record"),
    retrieve=extend_schema(summary="One of them"),
)
class FrameworkViewSet(ScopedRecords):
    """Into which plans of a country clusters carry recommendations."""

    policy = (Framework,)
    serializer_class = FrameworkSerializer
    filterset_class = FrameworkFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Framework.objects.none()
    order = ("-year_from", "pk")

    @extend_schema(
        summary="Put one on record (coordinators)",
        request=NewFrameworkSerializer,
        responses={201: FrameworkSerializer},
    )
    def create(self, request):
        """404 for a cluster that the caller does not coordinate."""
        data = parsed(NewFrameworkSerializer, request)
        cluster = one_or_404(policy.clusters_that_adopt(request.user), data.pop("cluster"))
        made = actions.add_framework(cluster=cluster, by=request.user, **data)
        return self.shown(made, status.HTTP_201_CREATED)

    @extend_schema(summary="Change one", request=ChangeFrameworkSerializer, responses={200: FrameworkSerializer})
    def partial_update(self, request, pk=None):
        """403 for others than coordinators, 409 for a stale version."""
        found, data = self.get_object(), parsed(ChangeFrameworkSerializer, request)
        version = data.pop("version")
        changed = actions.change_framework(framework=found, expected_version=version, by=request.user, **data)
        return self.shown(changed)

    @extend_schema(
        summary="Offer one no more, or again", request=RetireFrameworkSerializer, responses={200: FrameworkSerializer}
    )
    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """The same again changes nothing."""
        found, data = self.get_object(), parsed(RetireFrameworkSerializer, request)
        retired = actions.retire_framework(
            framework=found, is_retired=data["is_retired"], expected_version=data["version"], by=request.user
        )
        return self.shown(retired)


class TieActions:
    """Ties of a followed-up recommendation to plans and frameworks."""

    @extend_schema(
        summary="Tie it to a national plan or framework", request=NewTieSerializer, responses={201: TieSerializer}
    )
    @action(detail=True, methods=["post"])
    def ties(self, request, pk=None):
        """403 where the follow-up has ended, 400 where it is tied to it already."""
        found = self.get_object()
        data = parsed(NewTieSerializer, request)
        framework = found_or_404(reads.framework(request.user, data["framework"]))
        made = actions.tie_follow_up(follow_up=found, framework=framework, place=data["place"], by=request.user)
        return Response(TieSerializer(made).data, status=201)

    @extend_schema(
        summary="Take a tie back",
        responses={204: None},
        parameters=[path_parameter("tie_pk", "Number of the tie")],
    )
    @action(detail=True, methods=["delete"], url_path=r"ties/(?P<tie_pk>\d{1,9})", url_name="untie")
    def untie(self, request, pk=None, tie_pk=None):
        """Coordinators of the cluster."""
        tie = found_or_404(reads.tie(request.user, int(pk), int(tie_pk)))
        actions.untie_follow_up(tie=tie, by=request.user)
        return Response(status=204)
