"""What stands in the way of a plan, and what was learned on a line, as other programs see them."""

from django.conf import settings
from rest_framework import serializers

from clusters.models import Cluster
from core.api import ChangeSerializer
from engagements.models import PlanObstacle
from knowledge.enums import Worked


class PlanObstacleSerializer(serializers.ModelSerializer):
    """An obstacle of the list, named for a year or for one line of it. `is_shared`: the Task Team reads it."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    obstacle = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = PlanObstacle
        fields = ["id", "cluster", "year", "plan_line", "obstacle", "note", "is_shared", "ended_on", "version"]
        read_only_fields = fields


class NewPlanObstacleSerializer(serializers.Serializer):
    """With `plan_line` the year is that of the line."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    obstacle = serializers.CharField(max_length=120)
    plan_line = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    is_shared = serializers.BooleanField(required=False, default=False)


class _PlanObstacleFieldsSerializer(serializers.Serializer):
    note = serializers.CharField(allow_blank=True, max_length=1000)
    is_shared = serializers.BooleanField()
    is_over = serializers.BooleanField()


class ChangePlanObstacleSerializer(ChangeSerializer, _PlanObstacleFieldsSerializer):
    """`is_over`: in the way no longer. `version` is the version that was read."""


class ExperienceNoteSerializer(serializers.Serializer):
    """What was learned on a plan line. `practice`: as what it is shared with everybody, or null."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()
    worked = serializers.ChoiceField(choices=Worked.choices)
    written_by = serializers.IntegerField(source="written_by_id", allow_null=True)
    written_at = serializers.DateTimeField()
    practice = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_practice(self, note) -> int | None:
        is_shared = note.practice is not None and not note.practice.is_withdrawn
        return note.practice_id if is_shared else None


class NewExperienceNoteSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=160)
    text = serializers.CharField(max_length=6000)
    worked = serializers.ChoiceField(choices=Worked.choices)


class ChangeExperienceNoteSerializer(ChangeSerializer, NewExperienceNoteSerializer):
    """`version` is the version that was read."""


class ShareExperienceSerializer(serializers.Serializer):
    """The words for everybody. `agrees`: the cluster consents. `names_nobody`: what looks like a name is none. Of a
    closed line the cluster is never named. `version` is that of the note that was read."""

    title = serializers.CharField(max_length=160)
    text = serializers.CharField(max_length=6000)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    names_cluster = serializers.BooleanField(required=False, default=False)
    names_nobody = serializers.BooleanField(required=False, default=False)
    agrees = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)
