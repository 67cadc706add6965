"""Partners in steps as other programs see them."""

from rest_framework import serializers

from engagements.enums import StepPart
from engagements.models import StepPartner


class StepPartnerSerializer(serializers.ModelSerializer):
    """`stakeholder` is an entry of the register that the caller sees; `called` is its alias where it has one."""

    called = serializers.CharField(source="stakeholder.called", read_only=True)

    class Meta:
        model = StepPartner
        fields = ["stakeholder", "called", "part", "added_at"]
        read_only_fields = fields


class NewStepPartnerSerializer(serializers.Serializer):
    stakeholder = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    part = serializers.ChoiceField(choices=StepPart.choices, required=False, default=StepPart.PARTNER)


class RemoveStepPartnerSerializer(serializers.Serializer):
    stakeholder = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
