"""The rules of sharing of a cluster as other programs see them."""

from rest_framework import serializers

from clusters.models import Cluster, Organisation
from engagements.models import (
    ProtocolSignature,
    ReprisalProtocol,
    SharingException,
    SharingProtocol,
    SharingStrategy,
)


class _OfCluster(serializers.ModelSerializer):
    cluster = serializers.IntegerField(source="cluster_id", read_only=True)


class SharingProtocolSerializer(_OfCluster):
    """A version of the information-sharing protocol; versions are never changed."""

    class Meta:
        model = SharingProtocol
        fields = ["id", "cluster", "number", "text", "in_force_on"]
        read_only_fields = fields


class NewSharingProtocolSerializer(serializers.Serializer):
    """The next version. `signatures_end`: everybody signs anew, and access through signatures ends at once."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    text = serializers.CharField(max_length=40_000)
    in_force_on = serializers.DateField()
    signatures_end = serializers.BooleanField(default=False)


class SharingStrategySerializer(_OfCluster):
    """A version of the safe-sharing strategy; versions are never changed."""

    class Meta:
        model = SharingStrategy
        fields = [
            "id",
            "cluster",
            "number",
            "recipients",
            "classification",
            "rhythm",
            "for_victims",
            "for_witnesses",
            "for_civil_society",
        ]
        read_only_fields = fields


class NewSharingStrategySerializer(serializers.Serializer):
    """The next version. Every part is needed."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    recipients = serializers.CharField(max_length=4000)
    classification = serializers.CharField(max_length=4000)
    rhythm = serializers.CharField(max_length=4000)
    for_victims = serializers.CharField(max_length=4000)
    for_witnesses = serializers.CharField(max_length=4000)
    for_civil_society = serializers.CharField(max_length=4000)


class ProtocolSignatureSerializer(_OfCluster):
    """That an organisation has signed. `ended_at`: ended before its day."""

    organisation = serializers.IntegerField(source="organisation_id", read_only=True)
    protocol = serializers.IntegerField(source="protocol.number", read_only=True)

    class Meta:
        model = ProtocolSignature
        fields = ["id", "cluster", "organisation", "protocol", "starts_on", "ends_on", "ended_at"]
        read_only_fields = fields


class NewProtocolSignatureSerializer(serializers.Serializer):
    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    organisation = serializers.PrimaryKeyRelatedField(queryset=Organisation.objects.all())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)


class SharingExceptionSerializer(_OfCluster):
    """An entry of the log of exceptions. `plan_line` only where the reader sees the line."""

    organisation = serializers.IntegerField(source="organisation_id", read_only=True)
    plan_line = serializers.IntegerField(source="line_seen", read_only=True, allow_null=True)

    class Meta:
        model = SharingException
        fields = [
            "id",
            "cluster",
            "organisation",
            "plan_line",
            "what",
            "reason",
            "starts_on",
            "ends_on",
            "ended_at",
        ]
        read_only_fields = fields


class NewSharingExceptionSerializer(serializers.Serializer):
    """Restricted material may go to an organisation that has not signed, until a day; perhaps on one plan line only."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    organisation = serializers.PrimaryKeyRelatedField(queryset=Organisation.objects.all())
    plan_line = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    what = serializers.CharField(max_length=300)
    reason = serializers.CharField(max_length=1000)
    ends_on = serializers.DateField()


class ReprisalProtocolSerializer(_OfCluster):
    """A version of the protocol on reprisals; versions are never changed."""

    class Meta:
        model = ReprisalProtocol
        fields = ["id", "cluster", "number", "at_once", "whom", "focal_points", "measures", "never", "in_force_on"]
        read_only_fields = fields


class NewReprisalProtocolSerializer(serializers.Serializer):
    """The next version. Offices and functions, never names."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    at_once = serializers.CharField(max_length=6000)
    whom = serializers.CharField(max_length=6000)
    focal_points = serializers.CharField(max_length=6000)
    measures = serializers.CharField(max_length=6000, allow_blank=True, default="")
    never = serializers.CharField(max_length=6000, allow_blank=True, default="")
    in_force_on = serializers.DateField()
    expected_number = serializers.IntegerField(min_value=0)
