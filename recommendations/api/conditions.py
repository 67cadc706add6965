"""Conditions of follow-ups for other programs."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from recommendations.actions import conditions as actions
from recommendations.models import FollowUp, FollowUpCondition
from recommendations.serializers import ChangeConditionSerializer, ConditionSerializer, SettleConditionSerializer


class ConditionFilter(filters.FilterSet):
    follow_up = IdFilter()

    class Meta:
        model = FollowUpCondition
        fields = ["kind"]


@extend_schema_view(
    list=extend_schema(summary="Conditions of follow-ups that the reader may see"),
    retrieve=extend_schema(summary="One condition"),
)
class FollowUpConditionViewSet(ScopedRecords):
    """What makes that a recommendation is carried out well, and what stands in the way."""

    policy = (FollowUp, FollowUpCondition)
    serializer_class = ConditionSerializer
    filterset_class = ConditionFilter
    queryset = FollowUpCondition.objects.none()
    related = ("follow_up__cluster", "obstacle")
    order = ("follow_up", "pk")

    @extend_schema(
        summary="Change a condition", request=ChangeConditionSerializer, responses={200: ConditionSerializer}
    )
    def partial_update(self, request, pk=None):
        """409 for a stale version."""
        found = self.get_object()
        data = parsed(ChangeConditionSerializer, request)
        version = data.pop("version")
        actions.change_condition(condition=found, expected_version=version, by=request.user, **data)
        return self.shown(found)

    @extend_schema(
        summary="In place or out of the way, or not any more",
        request=SettleConditionSerializer,
        responses={200: ConditionSerializer},
    )
    @action(detail=True, methods=["post"])
    def settle(self, request, pk=None):
        """409 for a stale version."""
        found = self.get_object()
        data = parsed(SettleConditionSerializer, request)
        actions.settle_condition(
            condition=found, is_settled=data["is_settled"], expected_version=data["version"], by=request.user
        )
        return self.shown(found)
