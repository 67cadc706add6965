"""The action plan of an advocacy issue as other programs see it."""

from rest_framework import serializers

from clusters.models import Organisation
from core.api import ChangeSerializer
from engagements.enums import ActionChannel, ActionState, AdvocacyLead, AdvocacyLevel
from engagements.enums.sectors import Sector
from engagements.models import AdvocacyAction


class AdvocacyActionSerializer(serializers.ModelSerializer):
    """One line of the plan. `is_risky`: a partner with little tolerance of risk stands on a public action."""

    issue = serializers.IntegerField(source="issue_id", read_only=True)
    partners = serializers.SerializerMethodField()
    is_risky = serializers.BooleanField(read_only=True)

    class Meta:
        model = AdvocacyAction
        fields = [
            "id",
            "issue",
            "what",
            "level",
            "channel",
            "lead",
            "due_on",
            "state",
            "result",
            "sectors",
            "partners",
            "is_risky",
            "version",
        ]
        read_only_fields = fields

    def get_partners(self, action) -> list[int]:
        return [row.organisation_id for row in action.partners]


class NewAdvocacyActionSerializer(serializers.Serializer):
    """`message`: one of the same issue; `partners`: organisations that stand beside the cluster."""

    what = serializers.CharField(max_length=300)
    level = serializers.ChoiceField(choices=AdvocacyLevel.choices)
    channel = serializers.ChoiceField(choices=ActionChannel.choices)
    lead = serializers.ChoiceField(choices=AdvocacyLead.choices)
    due_on = serializers.DateField(required=False, allow_null=True)
    message = serializers.IntegerField(required=False, allow_null=True)
    sectors = serializers.ListField(child=serializers.ChoiceField(choices=Sector.choices), required=False)
    partners = serializers.PrimaryKeyRelatedField(queryset=Organisation.objects.all(), many=True, required=False)


class ChangeAdvocacyActionSerializer(ChangeSerializer, NewAdvocacyActionSerializer):
    """`version` is the version that was read; `partners` replaces the list."""


class AdvocacyActionStateSerializer(serializers.Serializer):
    """Planned, done (with what came of it) or dropped. `version` is the version that was read."""

    state = serializers.ChoiceField(choices=ActionState.choices)
    result = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    version = serializers.IntegerField(min_value=1)
