"""Series of interactions and press proposals as other programs see them."""

from rest_framework import serializers

from clusters.models import Cluster
from core.api import ActSerializer, ChangeSerializer
from engagements.enums import Exposure, InteractionKind, PressState, SeriesUnit, Side, StepOwner
from engagements.models import InteractionSeries, PressProposal
from engagements.serializers.marks import MarkField
from mechanisms.models import Mechanism


class SeriesSerializer(serializers.ModelSerializer):
    """A regular interaction that the reader may see."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)
    mark = MarkField()

    class Meta:
        model = InteractionSeries
        fields = [
            "id",
            "cluster",
            "plan_line",
            "mechanism",
            "kind",
            "topic",
            "with_whom",
            "side",
            "every",
            "unit",
            "starts_on",
            "next_on",
            "owner_role",
            "is_ended",
            "exposure",
            "mark",
            "version",
        ]
        read_only_fields = fields


class NewSeriesSerializer(serializers.Serializer):
    """A series to begin: it comes every so many weeks or months from its first day."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))
    plan_line = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    mechanism = serializers.SlugRelatedField(
        slug_field="key", queryset=Mechanism.objects.all(), required=False, allow_null=True
    )
    kind = serializers.ChoiceField(choices=InteractionKind.choices)
    topic = serializers.CharField(max_length=200)
    with_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    side = serializers.ChoiceField(choices=Side.choices, required=False)
    every = serializers.IntegerField(min_value=1, max_value=60)
    unit = serializers.ChoiceField(choices=SeriesUnit.choices)
    starts_on = serializers.DateField()
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, default=StepOwner.COORDINATOR)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.RESTRICTED)


class ChangeSeriesSerializer(ChangeSerializer, NewSeriesSerializer):
    """Another rhythm counts anew from its first day."""

    cluster = None


class EndSeriesSerializer(ActSerializer):
    is_ended = serializers.BooleanField(default=True)


class PressSerializer(serializers.ModelSerializer):
    """A press proposal that the reader may see."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    mark = MarkField()

    class Meta:
        model = PressProposal
        fields = [
            "id",
            "cluster",
            "plan_line",
            "mechanism",
            "issue",
            "facts",
            "gap",
            "embargo_until",
            "state",
            "names_cluster",
            "exposure",
            "mark",
            "version",
        ]
        read_only_fields = fields


class NewPressSerializer(serializers.Serializer):
    """A proposal to a mandate. Restricted, and without the cluster's name, unless said otherwise."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))
    plan_line = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all())
    issue = serializers.CharField(max_length=200)
    facts = serializers.CharField(max_length=20_000)
    gap = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    embargo_until = serializers.DateField(required=False, allow_null=True)
    state = serializers.ChoiceField(choices=PressState.choices, default=PressState.DRAFT)
    names_cluster = serializers.BooleanField(default=False)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.RESTRICTED)


class ChangePressSerializer(ChangeSerializer, NewPressSerializer):
    """Sent, used, not used, or other words."""

    cluster = None
