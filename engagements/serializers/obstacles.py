"""What stands in the way of plans, as other programs see it."""

from rest_framework import serializers

from clusters.models import Cluster
from engagements.models import PlanObstacle
from mechanisms.models import Obstacle


class PlanObstacleSerializer(serializers.ModelSerializer):
    """An obstacle that a cluster named. `obstacle` is its key in the list; no `plan_line`: the plan as a whole."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    obstacle = serializers.SlugRelatedField(slug_field="key", read_only=True)
    obstacle_kind = serializers.CharField(source="obstacle.kind", read_only=True)

    class Meta:
        model = PlanObstacle
        fields = [
            "id",
            "cluster",
            "year",
            "plan_line",
            "obstacle",
            "obstacle_kind",
            "note",
            "is_shared",
            "ended_on",
            "named_at",
            "version",
        ]
        read_only_fields = fields


class NewPlanObstacleSerializer(serializers.Serializer):
    """What stands in the way of the plan of `year`, or of one of its lines (which then says the year)."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))
    year = serializers.IntegerField(min_value=2015, max_value=2100)
    obstacle = serializers.SlugRelatedField(slug_field="key", queryset=Obstacle.objects.filter(is_active=True))
    plan_line = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    is_shared = serializers.BooleanField(required=False, default=False)


class ChangePlanObstacleSerializer(serializers.Serializer):
    """Only the fields given change; `is_over`: in the way no longer. `version` is the one that was read."""

    version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    is_shared = serializers.BooleanField(required=False)
    is_over = serializers.BooleanField(required=False)
