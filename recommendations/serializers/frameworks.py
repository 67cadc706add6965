"""National plans and programming frameworks as other programs read and write them."""

from rest_framework import serializers

from core.api import ChangeSerializer
from recommendations.enums import FrameworkKind
from recommendations.models import FollowUpTie, Framework


class FrameworkSerializer(serializers.ModelSerializer):
    class Meta:
        model = Framework
        fields = [
            "id",
            "cluster",
            "kind",
            "title",
            "year_from",
            "year_to",
            "url",
            "source",
            "is_retired",
            "version",
        ]
        read_only_fields = fields


class _FrameworkFieldsSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=FrameworkKind.choices)
    title = serializers.CharField(max_length=300)
    year_from = serializers.IntegerField(min_value=1990, max_value=2100)
    year_to = serializers.IntegerField(min_value=1990, max_value=2100, required=False, allow_null=True, default=None)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True, default="")
    source = serializers.CharField(max_length=300)


class NewFrameworkSerializer(_FrameworkFieldsSerializer):
    """A plan or framework to put on record for a cluster."""

    cluster = serializers.IntegerField(min_value=1)


class ChangeFrameworkSerializer(ChangeSerializer, _FrameworkFieldsSerializer):
    """What to change of it."""


class RetireFrameworkSerializer(serializers.Serializer):
    """`is_retired`: offered no more, or again."""

    is_retired = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)


class TieSerializer(serializers.ModelSerializer):
    """That a followed-up recommendation belongs into a plan or framework; `place` says where in it."""

    class Meta:
        model = FollowUpTie
        fields = ["id", "framework", "place"]
        read_only_fields = fields


class NewTieSerializer(serializers.Serializer):
    """To which plan or framework."""

    framework = serializers.IntegerField(min_value=1)
    place = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
