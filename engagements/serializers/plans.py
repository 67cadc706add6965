"""Plan lines and steps as other programs see them. Dates are local to the mechanism, instants in UTC."""

from rest_framework import serializers

from clusters.models import Cluster, User
from engagements.enums import Channel, Exposure, OnBehalfOf, Reason, StepOwner, Trigger
from engagements.models import EngagementStep, PlanLine
from mechanisms.models import Mechanism, StepTemplate


class StepSerializer(serializers.ModelSerializer):
    """A step of a plan line."""

    template = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = EngagementStep
        fields = [
            "id",
            "title",
            "template",
            "phase",
            "lead_days",
            "due_on",
            "owner_role",
            "deputy_role",
            "on_behalf_of",
            "state",
            "state_reason",
            "done_at",
            "version",
        ]
        read_only_fields = fields


class PlanLineSerializer(serializers.ModelSerializer):
    """A planned engagement that the reader may see."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    country = serializers.CharField(source="cluster.country_id", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    family = serializers.CharField(source="mechanism.family", read_only=True)
    entry = serializers.IntegerField(source="entry_id", read_only=True, allow_null=True)
    review = serializers.IntegerField(source="review_id", read_only=True, allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = PlanLine
        fields = [
            "id",
            "cluster",
            "country",
            "year",
            "title",
            "mechanism",
            "family",
            "entry",
            "review",
            "planned_for",
            "objective",
            "reasons",
            "trigger",
            "channel",
            "through_whom",
            "exposure",
            "on_behalf_of",
            "lead_role",
            "deputy_role",
            "state",
            "state_reason",
            "updated_at",
            "version",
        ]
        read_only_fields = fields


class PlanLineDetailSerializer(PlanLineSerializer):
    """The same with its steps, in order of their dates."""

    steps = serializers.SerializerMethodField()

    class Meta(PlanLineSerializer.Meta):
        fields = [*PlanLineSerializer.Meta.fields, "steps"]
        read_only_fields = fields

    def get_steps(self, line) -> StepSerializer(many=True):
        return StepSerializer(self.context["steps_of"](line), many=True).data


class NewStepSerializer(serializers.Serializer):
    """A step to plan: from the library (`template`, planned backwards by `lead_days`) or the cluster's own."""

    template = serializers.SlugRelatedField(slug_field="key", queryset=StepTemplate.objects.all(), required=False)
    title = serializers.CharField(max_length=300, required=False)
    lead_days = serializers.IntegerField(required=False, allow_null=True, min_value=-1825, max_value=1825)
    due_on = serializers.DateField(required=False, allow_null=True)
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, default=StepOwner.COORDINATOR)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)

    def validate(self, attrs):
        if not attrs.get("template") and not attrs.get("title"):
            raise serializers.ValidationError({"title": self.fields["title"].error_messages["required"]})
        return attrs


class NewPlanLineSerializer(serializers.Serializer):
    """An engagement to plan. With `entry` the mechanism and the date follow from it; without, `mechanism` is needed.
    `take_proposed` takes the steps that the page would tick."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    entry = serializers.IntegerField(required=False, min_value=1)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all(), required=False)
    year = serializers.IntegerField(min_value=2015, max_value=2100)
    title = serializers.CharField(max_length=200)
    objective = serializers.CharField(required=False, allow_blank=True)
    reasons = serializers.MultipleChoiceField(choices=Reason.choices, required=False)
    trigger = serializers.ChoiceField(choices=Trigger.choices, default=Trigger.PLANNED)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.DIRECT)
    through_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.MEMBERS)
    readers = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), many=True, required=False
    )
    on_behalf_of = serializers.ChoiceField(choices=OnBehalfOf.choices, default=OnBehalfOf.CLUSTER)
    lead_role = serializers.ChoiceField(choices=StepOwner.choices)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    take_proposed = serializers.BooleanField(default=False)
    steps = NewStepSerializer(many=True, required=False)


class StepActSerializer(serializers.Serializer):
    """The version that was read; a stale one is answered with 409."""

    version = serializers.IntegerField()


class StepAsideSerializer(StepActSerializer):
    reason = serializers.CharField(max_length=300)
