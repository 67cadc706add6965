"""The steps of the letter as other programs see them."""

from rest_framework import serializers

from clusters.models import Cluster
from engagements import rules
from engagements.enums import LetterStatus
from engagements.models import LetterStep
from engagements.queries.letter import letter_steps


class EvidenceSerializer(serializers.Serializer):
    """A few words and the address of a page, here ("/...") or on the web."""

    label = serializers.CharField(max_length=200, allow_blank=True)
    address = serializers.CharField(max_length=500)


class LetterStepSerializer(serializers.ModelSerializer):
    """What a cluster says of one step. A step without a row has not been looked at."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    step = serializers.SlugRelatedField(slug_field="key", read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = LetterStep
        fields = ["id", "cluster", "step", "status", "reason", "note", "evidence", "reviewed_at", "version"]
        read_only_fields = fields


class ReviewLetterStepSerializer(serializers.Serializer):
    """A review. `version`: the one that was read, 0 where there was none."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.select_related("country"))
    step = serializers.SlugRelatedField(slug_field="key", queryset=letter_steps())
    status = serializers.ChoiceField(choices=LetterStatus.choices)
    reason = serializers.CharField(max_length=400, required=False, allow_blank=True)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    evidence = EvidenceSerializer(many=True, required=False, max_length=rules.MOST_EVIDENCE)
    version = serializers.IntegerField(min_value=0)
