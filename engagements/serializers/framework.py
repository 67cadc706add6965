"""The protection analytical framework as other programs see it."""

from rest_framework import serializers

from clusters.models import Cluster
from core.api import ChangeSerializer
from engagements.enums import RolloutStatus
from engagements.models import AnalysisUpdate, FrameworkRollout


class FrameworkRolloutSerializer(serializers.ModelSerializer):
    """How far the roll-out is in a cluster. A cluster without a row has not recorded it."""

    class Meta:
        model = FrameworkRollout
        fields = ["id", "cluster", "status", "as_of", "note", "version"]
        read_only_fields = fields


class RecordRolloutSerializer(serializers.Serializer):
    """`version`: the one that was read, 0 where there was none."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))
    status = serializers.ChoiceField(choices=RolloutStatus.choices)
    as_of = serializers.DateField()
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(min_value=0)


class AnalysisUpdateSerializer(serializers.ModelSerializer):
    """An analysis update; `has_rights_section` is null where nobody has looked."""

    class Meta:
        model = AnalysisUpdate
        fields = [
            "id",
            "cluster",
            "title",
            "published_on",
            "has_rights_section",
            "address",
            "is_withdrawn",
            "version",
        ]
        read_only_fields = fields


class _UpdateFieldsSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    published_on = serializers.DateField()
    has_rights_section = serializers.BooleanField(required=False, allow_null=True, default=None)
    address = serializers.URLField(required=False, allow_blank=True, default="", max_length=500)


class NewAnalysisUpdateSerializer(_UpdateFieldsSerializer):
    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))


class ChangeAnalysisUpdateSerializer(ChangeSerializer, _UpdateFieldsSerializer):
    """`version` is the version that was read; `is_withdrawn` takes the update off the list, or back."""

    is_withdrawn = serializers.BooleanField(required=False)
