"""Stakeholders as other programs see them. A protected one is its alias."""

from rest_framework import serializers

from stakeholders.enums import ActorFamily, Brings, Channels, Relation, StakeholderKind
from stakeholders.models import Stakeholder


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
    relation = serializers.ChoiceField(choices=Relation.choices, required=False, default=Relation.NOT_YET)
    obstacle = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    channels = serializers.ChoiceField(choices=Channels.choices, required=False, default=Channels.UNKNOWN)


class ProtectStakeholderSerializer(serializers.Serializer):
    """`version` is the version that was read."""

    alias = serializers.CharField(max_length=80)
    version = serializers.IntegerField(min_value=1)
