"""Plan lines and steps as other programs see them. Dates are local to the mechanism, instants in UTC."""

from rest_framework import serializers

from clusters.models import Cluster
from engagements.enums import (
    Aor,
    Channel,
    Exposure,
    LineState,
    LinkKind,
    OnBehalfOf,
    Reason,
    StepOwner,
    Trigger,
    TriggerKind,
)
from engagements.models import EngagementStep, PlanLine
from mechanisms.models import Mechanism


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
            "is_pinned",
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
    groups = serializers.ListField(child=serializers.CharField(), read_only=True)
    aors = serializers.ListField(child=serializers.CharField(), read_only=True)
    aim = serializers.IntegerField(source="aim_id", read_only=True, allow_null=True)

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
            "hold_until",
            "timing_note",
            "concern",
            "groups",
            "aors",
            "objective",
            "aim",
            "expected_outcome",
            "obtained",
            "next_approach",
            "reasons",
            "trigger",
            "trigger_kind",
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

    template = serializers.CharField(max_length=120, required=False, help_text="Key of a step of the library.")
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
    # "no-single-mechanism" for instruments, stakeholders or several bodies at once.
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.everything.all(), required=False)
    year = serializers.IntegerField(min_value=2015, max_value=2100)
    title = serializers.CharField(max_length=200)
    concern = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    groups = serializers.ListField(
        child=serializers.SlugField(), required=False, help_text="Keys of themes of the kind group: never persons."
    )
    aors = serializers.MultipleChoiceField(choices=Aor.choices, required=False)
    objective = serializers.CharField(required=False, allow_blank=True)
    aim = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    expected_outcome = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    hold_until = serializers.DateField(required=False, allow_null=True)
    timing_note = serializers.CharField(required=False, allow_blank=True, max_length=300)
    reasons = serializers.MultipleChoiceField(choices=Reason.choices, required=False)
    trigger_kind = serializers.ChoiceField(choices=TriggerKind.choices, required=False, allow_blank=True)
    trigger = serializers.ChoiceField(choices=Trigger.choices, default=Trigger.PLANNED)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.DIRECT)
    through_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    # Without one: for the members, towards an investigation confidential.
    exposure = serializers.ChoiceField(choices=Exposure.choices, required=False)
    readers = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False)
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


class OfClusterSerializer(serializers.Serializer):
    """The cluster alone: whose rights are asked before anything else is looked at."""

    cluster = serializers.IntegerField(min_value=1)


class ChangePlanLineSerializer(StepActSerializer):
    """What a plan line says; what is not given stays."""

    title = serializers.CharField(max_length=200, required=False)
    concern = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    groups = serializers.ListField(child=serializers.SlugField(), required=False)
    aors = serializers.MultipleChoiceField(choices=Aor.choices, required=False)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    aim = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    expected_outcome = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    obtained = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    next_approach = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    reasons = serializers.MultipleChoiceField(choices=Reason.choices, required=False)
    trigger = serializers.ChoiceField(choices=Trigger.choices, required=False)
    trigger_kind = serializers.ChoiceField(choices=TriggerKind.choices, required=False, allow_blank=True)
    hold_until = serializers.DateField(required=False, allow_null=True)
    timing_note = serializers.CharField(required=False, allow_blank=True, max_length=300)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False)
    through_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    on_behalf_of = serializers.ChoiceField(choices=OnBehalfOf.choices, required=False)
    lead_role = serializers.ChoiceField(choices=StepOwner.choices, required=False)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    year = serializers.IntegerField(min_value=2015, max_value=2100, required=False)


class LineStateSerializer(StepActSerializer):
    state = serializers.ChoiceField(choices=LineState.choices)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class FollowDateSerializer(StepActSerializer):
    steps = serializers.ListField(child=serializers.IntegerField(min_value=1), help_text="Numbers of steps to move.")


class CopyLineSerializer(serializers.Serializer):
    """Where the copy goes; without `steps` all that were not set aside go along."""

    year = serializers.IntegerField(min_value=2015, max_value=2100)
    title = serializers.CharField(max_length=200, required=False)
    entry = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    steps = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False)


class LinkLinesSerializer(serializers.Serializer):
    target = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=LinkKind.choices)


class AddStepSerializer(serializers.Serializer):
    """A step of the library by its key, or the cluster's own by its title."""

    template = serializers.CharField(max_length=120, required=False)
    title = serializers.CharField(max_length=300, required=False)
    due_on = serializers.DateField(required=False, allow_null=True)
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, default=StepOwner.COORDINATOR)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    on_behalf_of = serializers.ChoiceField(choices=OnBehalfOf.choices, default=OnBehalfOf.CLUSTER)
    is_follow_up = serializers.BooleanField(default=False)

    def validate(self, attrs):
        if not attrs.get("template") and not attrs.get("title"):
            raise serializers.ValidationError({"title": self.fields["title"].error_messages["required"]})
        return attrs


class ChangeStepSerializer(StepActSerializer):
    due_on = serializers.DateField(required=False, allow_null=True)
    is_pinned = serializers.BooleanField(required=False)
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, required=False)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)


class UnlinkLinesSerializer(LinkLinesSerializer):
    """The link to take away."""


class LineMarkSerializer(serializers.Serializer):
    """`version` is the version of the plan line that was read."""

    exposure = serializers.ChoiceField(choices=Exposure.choices)
    version = serializers.IntegerField(min_value=1)


class NameLineReaderSerializer(serializers.Serializer):
    person = serializers.IntegerField(min_value=1)
