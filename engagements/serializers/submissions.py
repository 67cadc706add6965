"""How submissions look to other programs."""

from rest_framework import serializers

from engagements.enums import SentFile, SubmissionChannel, Verb
from engagements.models import Submission
from engagements.serializers.marks import MarkField


class SubmissionSerializer(serializers.ModelSerializer):
    """Metadata; the text is asked for one by one."""

    plan_line = serializers.IntegerField(source="plan_line_id")
    cluster = serializers.IntegerField(source="plan_line.cluster_id")
    country = serializers.CharField(source="plan_line.cluster.country_id")
    mechanism = serializers.CharField(source="plan_line.mechanism.key")
    mark = MarkField()
    words = serializers.IntegerField()
    limit = serializers.IntegerField(source="limit.number", allow_null=True)
    limit_unit = serializers.CharField(source="limit.unit")
    limit_binds = serializers.BooleanField(source="limit.binds")

    class Meta:
        model = Submission
        fields = (
            "id",
            "plan_line",
            "cluster",
            "country",
            "mechanism",
            "kind",
            "title",
            "language",
            "exposure",
            "mark",
            "status",
            "required_sign_offs",
            "author",
            "words",
            "limit",
            "limit_unit",
            "limit_binds",
            "created_at",
            "updated_at",
            "version",
        )


class SectionSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    heading = serializers.CharField()
    body = serializers.CharField()
    is_sent = serializers.BooleanField()
    # Who wrote it, in a joint text.
    organisation = serializers.IntegerField(source="organisation_id", allow_null=True)
    words = serializers.IntegerField()
    version = serializers.IntegerField()


class FrozenVersionSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    words = serializers.IntegerField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    is_current = serializers.BooleanField()


class SubmissionDetailSerializer(SubmissionSerializer):
    """With text and versions."""

    sections = SectionSerializer(many=True)
    versions = FrozenVersionSerializer(many=True)

    class Meta(SubmissionSerializer.Meta):
        fields = (*SubmissionSerializer.Meta.fields, "sections", "versions")


class AdvanceSerializer(serializers.Serializer):
    """One move of the workflow. `version` is the version of the submission that was read."""

    verb = serializers.ChoiceField(choices=Verb.choices)
    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)
    due_on = serializers.DateField(required=False, allow_null=True)
    channel = serializers.ChoiceField(choices=SubmissionChannel.choices, required=False)
    sent_at = serializers.DateTimeField(required=False)
    time_zone = serializers.CharField(required=False, max_length=64)
    receipt = serializers.CharField(required=False, allow_blank=True, max_length=200)
    recipient = serializers.CharField(required=False, allow_blank=True, max_length=200)
    # The portal's own PDF, unless it was its Word file.
    what = serializers.ChoiceField(choices=[SentFile.PORTAL_PDF, SentFile.PORTAL_DOCX], required=False)
    occasion = serializers.CharField(required=False, allow_blank=True, max_length=200)
    speaker = serializers.CharField(required=False, allow_blank=True, max_length=200)
    spoken_seconds = serializers.IntegerField(required=False, min_value=1)
