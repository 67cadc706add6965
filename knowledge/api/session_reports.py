"""Reports of sessions for other programs. Same visibility, same actions as the pages."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action

from core.api import ActSerializer, IdFilter, parsed
from core.api_views import ScopedRecords
from core.found import found_or_404
from knowledge import policy
from knowledge.actions import session_reports as actions
from knowledge.models import SessionReport, SessionReportCluster
from knowledge.queries import session_reports as queries
from knowledge.serializers.session_reports import (
    ChangeSessionReportSerializer,
    NewSessionReportSerializer,
    SessionReportSerializer,
)


class SessionReportFilter(filters.FilterSet):
    session = IdFilter()

    class Meta:
        model = SessionReport
        fields = ["readers"]


@extend_schema_view(
    list=extend_schema(summary="Reports of sessions that the reader may read"),
    retrieve=extend_schema(summary="One report of a session"),
)
class SessionReportViewSet(ScopedRecords):
    """What the Task Team tells clusters of a session afterwards. Drafts are its own."""

    policy = (SessionReport, SessionReportCluster)
    serializer_class = SessionReportSerializer
    filterset_class = SessionReportFilter
    queryset = SessionReport.objects.none()
    order = ("-created_at", "-pk")

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset)
        rows = list(queryset if page is None else page)
        found = queries.clusters_of(self.request.user, rows)
        for row in rows:
            row.clusters = found[row.pk]
        return rows

    def get_object(self):
        return found_or_404(queries.report(self.request.user, int(self.kwargs["pk"])))

    def _answer(self, pk, status=200):
        return self.shown(queries.report(self.request.user, pk), status)

    @extend_schema(
        summary="Write a draft (Task Team)",
        request=NewSessionReportSerializer,
        responses={201: SessionReportSerializer},
    )
    def create(self, request):
        """Twice writes two."""
        policy.check_writes_reports(request.user)
        made = actions.write_report(by=request.user, **parsed(NewSessionReportSerializer, request))
        return self._answer(made.pk, status=201)

    @extend_schema(
        summary="Change a report (Task Team)",
        request=ChangeSessionReportSerializer,
        responses={200: SessionReportSerializer},
    )
    def partial_update(self, request, pk=None):
        """409 for a stale version."""
        found = self.get_object()
        policy.check_writes_reports(request.user)
        data = parsed(ChangeSessionReportSerializer, request)
        version = data.pop("version")
        actions.change_report(report=found, expected_version=version, by=request.user, **data)
        return self._answer(found.pk)

    def _act(self, request, act):
        found = self.get_object()
        policy.check_writes_reports(request.user)
        act(report=found, expected_version=parsed(ActSerializer, request)["version"], by=request.user)
        return self._answer(found.pk)

    @extend_schema(
        summary="Send it to its clusters (Task Team)", request=ActSerializer, responses={200: SessionReportSerializer}
    )
    @action(detail=True, methods=["post"])
    def send(self, request, pk=None):
        """Their coordinators are told, once. 409 for a stale version."""
        return self._act(request, actions.send_report)

    @extend_schema(
        summary="Make it a draft again (Task Team)", request=ActSerializer, responses={200: SessionReportSerializer}
    )
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk=None):
        """Mails that wait are withdrawn. 409 for a stale version."""
        return self._act(request, actions.take_back_report)
