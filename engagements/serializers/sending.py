"""The record of sending, results and requests as other programs see them."""

from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from rest_framework import serializers

from clusters.models import Cluster
from core.api import ChangeSerializer
from engagements.enums import AskedDoor, Exposure, ProofKind, Stage, SubmissionChannel, Taken
from engagements.models import (
    Dispatch,
    DispatchAttempt,
    DispatchCorrection,
    DispatchProof,
    InputRequest,
    PointUptake,
    SubmissionClosing,
)
from engagements.serializers.marks import MarkField
from mechanisms.models import Mechanism
from recommendations.models import Recommendation


class ZoneField(serializers.CharField):
    """The name of a time zone, as IANA has it."""

    def __init__(self, **kwargs):
        super().__init__(max_length=64, **kwargs)

    def to_internal_value(self, data):
        zone = super().to_internal_value(data)
        if zone not in available_timezones():
            raise serializers.ValidationError(_("This time zone is not known."))
        return zone


class DispatchAttemptSerializer(serializers.ModelSerializer):
    class Meta:
        model = DispatchAttempt
        fields = ["id", "channel", "sent_at", "time_zone", "recipient", "receipt", "why", "is_late"]


class DispatchCorrectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = DispatchCorrection
        fields = ["id", "at", "reason", "before"]


class DispatchProofSerializer(serializers.ModelSerializer):
    """What proves the sending, for those who may see it; the file itself is downloaded from its page."""

    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file.sha256")

    class Meta:
        model = DispatchProof
        fields = ["id", "kind", "note", "size", "sha256", "added_at"]


class DispatchSerializer(serializers.ModelSerializer):
    """That a submission went out. `version_number` is the frozen version, `row_version` the lock of the record."""

    version_number = serializers.IntegerField(source="version.number")
    attempts = DispatchAttemptSerializer(many=True)
    corrections = DispatchCorrectionSerializer(many=True)
    proofs = DispatchProofSerializer(many=True)

    class Meta:
        model = Dispatch
        fields = [
            "channel",
            "sent_at",
            "time_zone",
            "recipient",
            "receipt",
            "is_late",
            "what",
            "file_sha256",
            "occasion",
            "speaker",
            "spoken_seconds",
            "acknowledged_on",
            "acknowledgement",
            "version_number",
            "row_version",
            "attempts",
            "corrections",
            "proofs",
        ]


class NewAttemptSerializer(serializers.Serializer):
    channel = serializers.ChoiceField(choices=SubmissionChannel.choices)
    sent_at = serializers.DateTimeField()
    time_zone = ZoneField()
    why = serializers.CharField(max_length=300)
    recipient = serializers.CharField(max_length=200, required=False, allow_blank=True)
    receipt = serializers.CharField(max_length=200, required=False, allow_blank=True)


class CorrectDispatchSerializer(serializers.Serializer):
    """Only what is to be changed is sent, with the reason and the `row_version` that was read."""

    row_version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=300)
    channel = serializers.ChoiceField(choices=SubmissionChannel.choices, required=False)
    sent_at = serializers.DateTimeField(required=False)
    time_zone = ZoneField(required=False)
    recipient = serializers.CharField(max_length=200, required=False, allow_blank=True)
    receipt = serializers.CharField(max_length=200, required=False, allow_blank=True)
    occasion = serializers.CharField(max_length=200, required=False, allow_blank=True)
    speaker = serializers.CharField(max_length=200, required=False, allow_blank=True)
    spoken_seconds = serializers.IntegerField(min_value=1, required=False, allow_null=True)


class AcknowledgeSerializer(serializers.Serializer):
    row_version = serializers.IntegerField(min_value=1)
    on = serializers.DateField()
    reference = serializers.CharField(max_length=200, required=False, allow_blank=True)


class PointUptakeSerializer(serializers.ModelSerializer):
    class Meta:
        model = PointUptake
        fields = [
            "stage",
            "taken",
            "document",
            "outcome",
            "recommendation",
            "symbol",
            "citation",
            "link",
            "quote",
            "noted_at",
            "version",
        ]


class ResultPointSerializer(serializers.Serializer):
    """A point with its notes; `taken` is the best of them, empty while nobody looked."""

    id = serializers.IntegerField(source="row.pk")
    text = serializers.CharField(source="row.text")
    place = serializers.CharField(source="row.place")
    proposal = serializers.IntegerField(source="row.proposal_id", allow_null=True)
    taken = serializers.CharField()
    version = serializers.IntegerField(source="row.version")
    notes = PointUptakeSerializer(many=True)


class ClosingSerializer(serializers.ModelSerializer):
    class Meta:
        model = SubmissionClosing
        fields = ["challenges", "openings", "outcome", "impact", "updated_at", "version"]


class ResultSerializer(serializers.Serializer):
    points = ResultPointSerializer(many=True)
    closing = ClosingSerializer(allow_null=True)


class NewPointSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=500)
    place = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class ChangePointSerializer(ChangeSerializer, NewPointSerializer):
    """`version` is that of the point that was read."""


class NewProofSerializer(serializers.Serializer):
    """A file that proves a sending."""

    kind = serializers.ChoiceField(choices=ProofKind.choices)
    file = serializers.FileField(allow_empty_file=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class NewUptakeSerializer(serializers.Serializer):
    """`version` is that of the note that was read; 0, or left out, for a new one."""

    point = serializers.IntegerField(min_value=1)
    stage = serializers.ChoiceField(choices=Stage.choices)
    taken = serializers.ChoiceField(choices=Taken.choices)
    symbol = serializers.CharField(max_length=200, required=False, allow_blank=True)
    citation = serializers.CharField(max_length=60, required=False, allow_blank=True)
    link = serializers.CharField(max_length=500, required=False, allow_blank=True)
    quote = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    recommendation = serializers.PrimaryKeyRelatedField(
        queryset=Recommendation.objects.all(), required=False, allow_null=True
    )
    version = serializers.IntegerField(min_value=0, required=False, default=0)


class WriteClosingSerializer(serializers.Serializer):
    version = serializers.IntegerField(min_value=0)
    challenges = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    openings = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    outcome = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    impact = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class InputRequestSerializer(serializers.ModelSerializer):
    cluster = serializers.IntegerField(source="cluster_id")
    plan_line = serializers.IntegerField(source="plan_line_id", allow_null=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)
    mark = MarkField()

    class Meta:
        model = InputRequest
        fields = [
            "id",
            "cluster",
            "plan_line",
            "mechanism",
            "asked_by",
            "asked_on",
            "due_on",
            "about",
            "details",
            "door",
            "state",
            "reason",
            "exposure",
            "mark",
            "version",
        ]


class NewInputRequestSerializer(serializers.Serializer):
    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    mechanism = serializers.SlugRelatedField(
        slug_field="key", queryset=Mechanism.objects.all(), required=False, allow_null=True
    )
    asked_by = serializers.CharField(max_length=200)
    asked_on = serializers.DateField()
    due_on = serializers.DateField(required=False, allow_null=True)
    about = serializers.CharField(max_length=300)
    details = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    door = serializers.ChoiceField(choices=AskedDoor.choices)
    exposure = serializers.ChoiceField(choices=Exposure.choices, required=False)


class _InputRequestFieldsSerializer(NewInputRequestSerializer):
    cluster = None


class ChangeInputRequestSerializer(ChangeSerializer, _InputRequestFieldsSerializer):
    """`version` is that of the request that was read."""


class OpenLineSerializer(serializers.Serializer):
    """The new plan line. `version` is that of the request that was read."""

    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all())
    title = serializers.CharField(max_length=200)
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    version = serializers.IntegerField(min_value=1)


class TakeUpSerializer(serializers.Serializer):
    version = serializers.IntegerField(min_value=1)
    plan_line = serializers.IntegerField(min_value=1)


class DeclineSerializer(serializers.Serializer):
    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=300)
