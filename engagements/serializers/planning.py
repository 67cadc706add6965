"""What the plan of a year rests on, as other programs see it: objectives, context, concerns."""

from rest_framework import serializers

from clusters.models import Cluster
from engagements.enums import AimPurpose, Openness, Route, StepOwner
from engagements.models import PlanAim, PlanConcern, PlanContext


def _cluster():
    return serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))


class PlanAimSerializer(serializers.ModelSerializer):
    """An objective of the cluster's strategy that plan lines serve."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)

    class Meta:
        model = PlanAim
        fields = ["id", "cluster", "text", "purpose", "source", "is_legal_aid", "is_retired", "version"]
        read_only_fields = fields


class NewPlanAimSerializer(serializers.Serializer):
    """An objective to write down."""

    cluster = _cluster()
    text = serializers.CharField(max_length=400)
    purpose = serializers.ChoiceField(choices=AimPurpose.choices)
    source = serializers.CharField(max_length=200, required=False, allow_blank=True)
    is_legal_aid = serializers.BooleanField(required=False, default=False)


class ChangePlanAimSerializer(serializers.Serializer):
    """Only the fields given change; `version` is the one that was read."""

    text = serializers.CharField(max_length=400, required=False)
    purpose = serializers.ChoiceField(choices=AimPurpose.choices, required=False)
    source = serializers.CharField(max_length=200, required=False, allow_blank=True)
    is_legal_aid = serializers.BooleanField(required=False)
    is_retired = serializers.BooleanField(required=False)
    version = serializers.IntegerField()


class PlanContextSerializer(serializers.ModelSerializer):
    """One version of the context of a year; `number` goes back as `version` with the next one."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)

    class Meta:
        model = PlanContext
        fields = [
            "id",
            "cluster",
            "year",
            "number",
            "owner_role",
            "deputy_role",
            "openness",
            "openness_note",
            "route",
            "partnerships",
            "resources",
            "timing",
            "created_at",
        ]
        read_only_fields = fields


class NewPlanContextSerializer(serializers.Serializer):
    """The next version of the context: what is not given stays as it was. `version`: the number that was read, 0 for
    none."""

    cluster = _cluster()
    year = serializers.IntegerField(min_value=2015, max_value=2100)
    version = serializers.IntegerField(min_value=0)
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    openness = serializers.ChoiceField(choices=Openness.choices, required=False, allow_blank=True)
    openness_note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    route = serializers.ChoiceField(choices=Route.choices, required=False, allow_blank=True)
    partnerships = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    resources = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    timing = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class PlanConcernSerializer(serializers.ModelSerializer):
    """A concern with its answer. `plan_line`: the line that took it up, if the reader sees it."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    groups = serializers.ListField(child=serializers.CharField(), read_only=True)
    plan_line = serializers.IntegerField(source="line_seen", read_only=True, allow_null=True)

    class Meta:
        model = PlanConcern
        fields = ["id", "cluster", "text", "groups", "raised_at", "plan_line", "answer", "answered_at", "version"]
        read_only_fields = fields


class NewPlanConcernSerializer(serializers.Serializer):
    """A concern to raise: no names and no details of a case. `groups`: keys of groups of people."""

    cluster = _cluster()
    text = serializers.CharField(max_length=2000)
    groups = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=40)


class AnswerConcernSerializer(serializers.Serializer):
    answer = serializers.CharField(max_length=2000)
    version = serializers.IntegerField()
