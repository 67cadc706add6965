"""Stakeholders as other programs see them. A protected one is its alias."""

from rest_framework import serializers

from stakeholders.enums import ActorFamily, Brings, Channels, Relation, StakeholderKind, Stance, WayOfWorking
from stakeholders.models import Stakeholder, StakeholderStanding


class StakeholderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Stakeholder
        fields = [
            "id",
            "cluster",
            "kind",
            "family",
            "is_protected",
            "name",
            "alias",
            "brings",
            "ways",
            "relation",
            "channels",
            "version",
        ]
        read_only_fields = fields


class NewStakeholderSerializer(serializers.Serializer):
    """An actor for the register. With `is_protected` an alias alone."""

    cluster = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=StakeholderKind.choices)
    family = serializers.ChoiceField(choices=ActorFamily.choices)
    is_protected = serializers.BooleanField(required=False, default=False)
    alias = serializers.CharField(required=False, allow_blank=True, default="", max_length=80)
    name = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    contact = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    brings = serializers.ListField(child=serializers.ChoiceField(choices=Brings.choices), required=False, default=list)
    brings_note = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    ways = serializers.ListField(
        child=serializers.ChoiceField(choices=WayOfWorking.choices), required=False, default=list
    )
    relation = serializers.ChoiceField(choices=Relation.choices, required=False, default=Relation.NOT_YET)
    obstacle = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    channels = serializers.ChoiceField(choices=Channels.choices, required=False, default=Channels.UNKNOWN)


class ProtectStakeholderSerializer(serializers.Serializer):
    """`version` is the version that was read."""

    alias = serializers.CharField(max_length=80)
    version = serializers.IntegerField(min_value=1)


class StandingSerializer(serializers.ModelSerializer):
    """A judgement of influence and interest (1 little to 5 much), the newest has the highest number."""

    class Meta:
        model = StakeholderStanding
        fields = ["number", "assessed_on", "influence", "interest", "stance", "note", "recorded_at"]
        read_only_fields = fields


class NewStandingSerializer(serializers.Serializer):
    """One more judgement. `number` is that of the newest that was read, 0 for none."""

    number = serializers.IntegerField(min_value=0)
    assessed_on = serializers.DateField()
    influence = serializers.IntegerField(min_value=1, max_value=5, required=False, allow_null=True, default=None)
    interest = serializers.IntegerField(min_value=1, max_value=5, required=False, allow_null=True, default=None)
    stance = serializers.ChoiceField(choices=Stance.choices, required=False, default=Stance.UNKNOWN)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
