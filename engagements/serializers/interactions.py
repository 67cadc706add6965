"""Interactions as other programs see them."""

from rest_framework import serializers

from calendar_app.models import Review
from clusters.models import Cluster
from core.api import ChangeSerializer
from engagements.enums import (
    Channel,
    Delivery,
    Exposure,
    InteractionKind,
    InteractionState,
    Moment,
    Side,
    StepOwner,
)
from engagements.models import Interaction
from engagements.serializers.marks import MarkField
from mechanisms.models import Mechanism, Theme


class InteractionSerializer(serializers.ModelSerializer):
    """An interaction that the reader may see."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    review = serializers.IntegerField(source="review_id", read_only=True, allow_null=True)
    # Of a series that the reader does not see, nothing.
    series = serializers.IntegerField(source="series_seen", read_only=True, allow_null=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)
    theme = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)
    mark = MarkField()

    class Meta:
        model = Interaction
        fields = [
            "id",
            "cluster",
            "plan_line",
            "review",
            "series",
            "mechanism",
            "theme",
            "kind",
            "state",
            "on",
            "slot",
            "delivery",
            "moment",
            "with_whom",
            "side",
            "topic",
            "speakers",
            "points",
            "is_closed",
            "debrief",
            "channel",
            "through_whom",
            "unsettled",
            "attendance",
            "follow_up",
            "follow_up_on",
            "follow_up_role",
            "followed_up_at",
            "exposure",
            "mark",
            "version",
        ]
        read_only_fields = fields


class NewInteractionSerializer(serializers.Serializer):
    """An interaction to record. Needed are the cluster, kind, with whom (a function, never a private person) and topic;
    the rest follows from the plan line, the kind and the day."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))
    plan_line = serializers.IntegerField(required=False, min_value=1)
    entry = serializers.IntegerField(required=False, min_value=1)
    review = serializers.PrimaryKeyRelatedField(queryset=Review.objects.all(), required=False)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all(), required=False)
    theme = serializers.SlugRelatedField(
        slug_field="key", queryset=Theme.objects.all(), required=False, allow_null=True
    )
    kind = serializers.ChoiceField(choices=InteractionKind.choices)
    state = serializers.ChoiceField(choices=InteractionState.choices, required=False)
    on = serializers.DateField(required=False, allow_null=True)
    slot = serializers.CharField(max_length=120, required=False, allow_blank=True)
    delivery = serializers.ChoiceField(choices=Delivery.choices, required=False, allow_blank=True)
    moment = serializers.ChoiceField(choices=Moment.choices, required=False, allow_blank=True)
    with_whom = serializers.CharField(max_length=200)
    side = serializers.ChoiceField(choices=Side.choices, required=False)
    topic = serializers.CharField(max_length=200)
    speakers = serializers.CharField(max_length=200, required=False, allow_blank=True)
    points = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    is_closed = serializers.BooleanField(default=False)
    debrief = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.DIRECT)
    through_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    attendance = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100_000)
    follow_up = serializers.CharField(max_length=300, required=False, allow_blank=True)
    follow_up_on = serializers.DateField(required=False, allow_null=True)
    follow_up_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    exposure = serializers.ChoiceField(choices=Exposure.choices, required=False)


class _InteractionFieldsSerializer(NewInteractionSerializer):
    cluster = None
    state = None


class ChangeInteractionSerializer(ChangeSerializer, _InteractionFieldsSerializer):
    """`version` is the version that was read. Its state is changed by `state/`."""

    plan_line = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    entry = serializers.IntegerField(required=False, allow_null=True, min_value=1)


class InteractionActSerializer(serializers.Serializer):
    """The version that was read; a stale one is answered with 409."""

    version = serializers.IntegerField()


class InteractionStateSerializer(InteractionActSerializer):
    state = serializers.ChoiceField(choices=InteractionState.choices)
    on = serializers.DateField(required=False, allow_null=True)
    attendance = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100_000)
