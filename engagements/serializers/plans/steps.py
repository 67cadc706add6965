"""Steps of plan lines."""

from rest_framework import serializers

from engagements.enums import Aor, OnBehalfOf, StepOwner
from engagements.enums.sectors import Sector
from engagements.models import EngagementStep
from engagements.serializers.provisions import ProvisionSerializer
from mechanisms.models import StepTemplate


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
            "sectors",
            "aors",
            "state",
            "state_reason",
            "done_at",
            "version",
        ]
        read_only_fields = fields


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


class StepActSerializer(serializers.Serializer):
    """The version that was read; a stale one is answered with 409."""

    version = serializers.IntegerField()


class StepAsideSerializer(StepActSerializer):
    reason = serializers.CharField(max_length=300)


class AddStepSerializer(serializers.Serializer):
    """A step of the library by its key, or the cluster's own by its title."""

    template = serializers.CharField(max_length=120, required=False)
    title = serializers.CharField(max_length=300, required=False)
    due_on = serializers.DateField(required=False, allow_null=True)
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, default=StepOwner.COORDINATOR)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
    on_behalf_of = serializers.ChoiceField(choices=OnBehalfOf.choices, default=OnBehalfOf.CLUSTER)
    is_follow_up = serializers.BooleanField(default=False)
    sectors = serializers.ListField(child=serializers.ChoiceField(choices=Sector.choices), required=False)
    aors = serializers.ListField(child=serializers.ChoiceField(choices=Aor.choices), required=False)
    provisions = ProvisionSerializer(many=True, required=False)

    def validate(self, attrs):
        if not attrs.get("template") and not attrs.get("title"):
            raise serializers.ValidationError({"title": self.fields["title"].error_messages["required"]})
        return attrs


class OfferedStepSerializer(serializers.ModelSerializer):
    """A step of the library for one line; `condition_state` and `why` are empty where it has no condition."""

    template = serializers.CharField(source="key")
    title = serializers.CharField(source="__str__")
    condition_state = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()

    class Meta:
        model = StepTemplate
        fields = ["template", "title", "phase", "lead_days", "condition", "condition_state", "why"]
        read_only_fields = fields

    def get_condition_state(self, step) -> str:
        return str(step.judgement.state) if step.judgement else ""

    def get_why(self, step) -> str:
        return step.judgement.why if step.judgement else ""


class ChangeStepSerializer(StepActSerializer):
    due_on = serializers.DateField(required=False, allow_null=True)
    is_pinned = serializers.BooleanField(required=False)
    sectors = serializers.ListField(child=serializers.ChoiceField(choices=Sector.choices), required=False)
    aors = serializers.ListField(child=serializers.ChoiceField(choices=Aor.choices), required=False)
    provisions = ProvisionSerializer(many=True, required=False)
    owner_role = serializers.ChoiceField(choices=StepOwner.choices, required=False)
    deputy_role = serializers.ChoiceField(choices=StepOwner.choices, required=False, allow_blank=True)
