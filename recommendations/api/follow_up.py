"""Follow-up of clusters for other programs."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.response import Response

from core import clock
from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from core.found import one_or_404
from recommendations import policy
from recommendations.actions import conditions as condition_actions
from recommendations.actions import follow_up as actions
from recommendations.api.frameworks import TieActions
from recommendations.models import FollowUp, FollowUpActivity, FollowUpCondition, FollowUpTie
from recommendations.queries import follow_up as reads
from recommendations.queries.frameworks import ties_of
from recommendations.serializers import (
    ActivityMoveSerializer,
    ActivitySerializer,
    ChangeActivitySerializer,
    ChangeFollowUpSerializer,
    ConditionSerializer,
    FollowUpSerializer,
    FollowUpStateSerializer,
    NewActivitySerializer,
    NewConditionSerializer,
    NewFollowUpSerializer,
)


class FollowUpFilter(filters.FilterSet):
    # Numbers, not choices: a choice would tell apart what is not there from what is not for the reader.
    cluster = IdFilter()
    recommendation = IdFilter()

    class Meta:
        model = FollowUp
        fields = ["state", "mark"]


class ActivityFilter(filters.FilterSet):
    follow_up = IdFilter()
    due_before = filters.DateFilter(field_name="due_on", lookup_expr="lt")

    class Meta:
        model = FollowUpActivity
        fields = ["kind", "progress", "offer"]


@extend_schema_view(
    list=extend_schema(summary="Recommendations followed up that the reader may see"),
    retrieve=extend_schema(summary="One recommendation followed up, with its activities"),
)
class FollowUpViewSet(TieActions, ScopedRecords):
    """What clusters adopt from the recommendations to their State. Each by its own mark."""

    policy = (FollowUp, FollowUpActivity, FollowUpCondition, FollowUpTie)
    serializer_class = FollowUpSerializer
    filterset_class = FollowUpFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = FollowUp.objects.none()
    order = ("-created_at", "-pk")

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset)
        return self._dressed(queryset if page is None else page)

    def _dressed(self, rows):
        user = self.request.user
        rows = reads.dressed(user, rows, today=clock.day_of(user), with_conditions=True)
        ties = ties_of(user, rows)
        for row in rows:
            row.ties = ties[row.pk]
        return rows

    def get_object(self):
        return self._dressed([super().get_object()])[0]

    def _answer(self, pk, status=200):
        """What stands now, as the caller sees it."""
        found = self._dressed([reads.follow_up(self.request.user, pk)])[0]
        return Response(FollowUpSerializer(found).data, status=status)

    @extend_schema(
        summary="Adopt a recommendation for follow-up (coordinators)",
        request=NewFollowUpSerializer,
        responses={201: FollowUpSerializer},
    )
    def create(self, request):
        """404 for a cluster that the caller does not coordinate, 403 for a recommendation to another State, 400 where
        it is followed up already."""
        data = parsed(NewFollowUpSerializer, request)
        cluster = one_or_404(policy.clusters_that_adopt(request.user), data.pop("cluster"))
        return self._answer(actions.adopt(cluster=cluster, by=request.user, **data).pk, status=201)

    @extend_schema(summary="Change the plan", request=ChangeFollowUpSerializer, responses={200: FollowUpSerializer})
    def partial_update(self, request, pk=None):
        """409 for a stale version."""
        found = self.get_object()
        data = parsed(ChangeFollowUpSerializer, request)
        version = data.pop("version")
        actions.change_follow_up(follow_up=found, expected_version=version, by=request.user, **data)
        return self._answer(found.pk)

    @extend_schema(
        summary="End it, or take it up again", request=FollowUpStateSerializer, responses={200: FollowUpSerializer}
    )
    @action(detail=True, methods=["post"])
    def state(self, request, pk=None):
        """Ending needs a reason. 409 for a stale version."""
        found = self.get_object()
        data = parsed(FollowUpStateSerializer, request)
        version = data.pop("version")
        actions.set_follow_up_state(follow_up=found, expected_version=version, by=request.user, **data)
        return self._answer(found.pk)

    @extend_schema(
        summary="Plan an activity, or offer technical assistance",
        request=NewActivitySerializer,
        responses={201: ActivitySerializer},
    )
    @action(detail=True, methods=["post"])
    def activities(self, request, pk=None):
        """403 where the follow-up has ended."""
        found = self.get_object()
        data = parsed(NewActivitySerializer, request)
        made = actions.add_activity(follow_up=found, by=request.user, **data)
        return Response(ActivitySerializer(made).data, status=201)

    @extend_schema(
        summary="Add a condition: what helps, or what stands in the way",
        request=NewConditionSerializer,
        responses={201: ConditionSerializer},
    )
    @action(detail=True, methods=["post"])
    def conditions(self, request, pk=None):
        """403 where the follow-up has ended."""
        found = self.get_object()
        data = parsed(NewConditionSerializer, request)
        made = condition_actions.add_condition(follow_up=found, by=request.user, **data)
        return Response(ConditionSerializer(made).data, status=201)


@extend_schema_view(
    list=extend_schema(summary="Activities for recommendations that the reader may see"),
    retrieve=extend_schema(summary="One activity"),
)
class FollowUpActivityViewSet(ScopedRecords):
    """By what clusters support a State in carrying recommendations out."""

    policy = (FollowUp, FollowUpActivity)
    serializer_class = ActivitySerializer
    filterset_class = ActivityFilter
    queryset = FollowUpActivity.objects.none()
    related = ("follow_up__cluster",)
    order = ("due_on", "pk")

    @extend_schema(summary="Change an activity", request=ChangeActivitySerializer, responses={200: ActivitySerializer})
    def partial_update(self, request, pk=None):
        """409 for a stale version."""
        found = self.get_object()
        data = parsed(ChangeActivitySerializer, request)
        version = data.pop("version")
        actions.change_activity(activity=found, expected_version=version, by=request.user, **data)
        return self.shown(found)

    @extend_schema(
        summary="How it goes, or where the offer stands",
        request=ActivityMoveSerializer,
        responses={200: ActivitySerializer},
    )
    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """403 where it cannot be done now, 409 for a stale version."""
        found = self.get_object()
        data = parsed(ActivityMoveSerializer, request)
        version = data.pop("version")
        act = actions.move_offer if "offer" in data else actions.move_activity
        act(activity=found, expected_version=version, by=request.user, **data)
        return self.shown(found)
