"""Plan lines: as they are read, planned, changed, copied and linked."""

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
from engagements.models import PlanLine
from engagements.serializers.plans.steps import NewStepSerializer, StepActSerializer, StepSerializer
from mechanisms.models import Mechanism


class PlanLineSerializer(serializers.ModelSerializer):
    """A planned engagement that the reader may see."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    country = serializers.CharField(source="cluster.country_id", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    family = serializers.CharField(source="mechanism.family", read_only=True)
    # Of a date or an objective that the reader does not see, nothing.
    entry = serializers.SerializerMethodField()
    review = serializers.IntegerField(source="review_id", read_only=True, allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)
    groups = serializers.ListField(child=serializers.CharField(), read_only=True)
    aors = serializers.ListField(child=serializers.CharField(), read_only=True)
    aim = serializers.SerializerMethodField()

    def get_entry(self, line) -> int | None:
        return line.entry_id if line.sees_entry else None

    def get_aim(self, line) -> int | None:
        return line.aim_id if line.sees_aim else None

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
            "starts_on",
            "ends_on",
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
    objective = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    aim = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    expected_outcome = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
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
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
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


class UnlinkLinesSerializer(LinkLinesSerializer):
    """The link to take away."""


class LineMarkSerializer(serializers.Serializer):
    """`version` is the version of the plan line that was read."""

    exposure = serializers.ChoiceField(choices=Exposure.choices)
    version = serializers.IntegerField(min_value=1)


class NameLineReaderSerializer(serializers.Serializer):
    person = serializers.IntegerField(min_value=1)
