"""Conditions of follow-ups as other programs read and write them."""

from rest_framework import serializers

from core.api import ChangeSerializer
from mechanisms.models import Obstacle
from recommendations.enums import ConditionKind
from recommendations.models import FollowUpCondition


class ConditionSerializer(serializers.ModelSerializer):
    """`kind` is "enabler" or "obstacle"; `obstacle` the key of one of the list; `settled_on` since when it is in place,
    or out of the way."""

    obstacle = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = FollowUpCondition
        fields = ["id", "follow_up", "kind", "text", "obstacle", "approach", "settled_on", "version"]
        read_only_fields = fields


class ConditionFieldsSerializer(serializers.Serializer):
    """In words, or as an obstacle of the list, whose name then stands for the words."""

    text = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
    obstacle = serializers.SlugRelatedField(
        slug_field="key", queryset=Obstacle.objects.all(), required=False, allow_null=True, default=None
    )
    approach = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)


class NewConditionSerializer(ConditionFieldsSerializer):
    """Something that helps, or that stands in the way."""

    kind = serializers.ChoiceField(choices=ConditionKind.choices)


class ChangeConditionSerializer(ChangeSerializer, ConditionFieldsSerializer):
    """What to change in a condition."""


class SettleConditionSerializer(serializers.Serializer):
    """In place, or out of the way; or not any more."""

    version = serializers.IntegerField(min_value=1)
    is_settled = serializers.BooleanField()
