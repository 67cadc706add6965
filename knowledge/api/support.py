"""Support requests for other programs. Same visibility, same queries, same actions as the pages."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action

from core.api import parsed
from core.api_views import ScopedRecords
from core.found import found_or_404, one_or_404
from knowledge.actions import support as actions
from knowledge.enums import SupportVerb
from knowledge.models import SupportRequest
from knowledge.queries import support as queries
from knowledge.serializers.support import (
    NewSupportRequestSerializer,
    SupportMoveSerializer,
    SupportRequestSerializer,
)


class SupportFilter(filters.FilterSet):
    class Meta:
        model = SupportRequest
        fields = ["cluster", "kind", "state"]


@extend_schema_view(
    list=extend_schema(summary="Support requests the reader may see"),
    retrieve=extend_schema(summary="One support request"),
)
class SupportRequestViewSet(ScopedRecords):
    """What clusters ask of the Task Team. Read by the coordinators who asked and by the Task Team."""

    policy = (SupportRequest,)
    serializer_class = SupportRequestSerializer
    filterset_class = SupportFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = SupportRequest.objects.none()

    def get_queryset(self):
        return queries.requests(self.request.user, state="all").select_related("obstacle")

    @extend_schema(
        summary="Ask the Task Team for support (coordinators)",
        request=NewSupportRequestSerializer,
        responses={201: SupportRequestSerializer},
    )
    def create(self, request):
        """404 for a cluster that the caller does not coordinate."""
        data = parsed(NewSupportRequestSerializer, request)
        cluster = one_or_404(queries.clusters_that_ask(request.user), data.pop("cluster"))
        made = actions.ask_support(cluster=cluster, by=request.user, **data)
        return self.shown(made, status.HTTP_201_CREATED)

    @extend_schema(summary="One step further", request=SupportMoveSerializer, responses={200: SupportRequestSerializer})
    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """403 for who may not do it or where the request has moved on, 409 for a stale version."""
        found = found_or_404(queries.request_detail(request.user, int(pk)))
        data = parsed(SupportMoveSerializer, request)
        verb = SupportVerb(data["verb"])
        shared = {"request": found, "expected_version": data["version"], "by": request.user}
        if verb == SupportVerb.TAKE_ON:
            actions.take_on(**shared)
        elif verb == SupportVerb.HAND_BACK:
            actions.hand_back(reason=data["reason"], **shared)
        elif verb == SupportVerb.DELIVER:
            wanted = {name: data[name] for name in ("delivered_on", "evidence", "attendance")}
            actions.deliver(**wanted, **shared)
        else:
            actions.end_request(verb=verb, reason=data["reason"], **shared)
        return self.shown(found)
