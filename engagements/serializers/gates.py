"""Gates and positions as other programs see them."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from engagements.enums import HctDecision, LeadAgencyWay, MemberAnswer
from engagements.models import MemberPosition


class GateSerializer(serializers.Serializer):
    """One gate: whether it is open, and the sentences that say what is missing. Read only: no program opens a gate."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)
    ok = serializers.BooleanField(read_only=True)
    missing = serializers.ListField(child=serializers.CharField(), read_only=True)
    url = serializers.CharField(read_only=True)


class HctPositionSerializer(serializers.Serializer):
    """What the Humanitarian Country Team said."""

    position = serializers.ChoiceField(choices=HctDecision.choices)
    on = serializers.DateField()
    forum = serializers.CharField(max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=4000)


class LeadAgencySerializer(serializers.Serializer):
    """What the lead agency said: of the engagement, or of the newest version of a text (`submission`, with the
    `text_version` that was read)."""

    way = serializers.ChoiceField(choices=LeadAgencyWay.choices)
    on = serializers.DateField()
    who = serializers.CharField(max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=4000)
    submission = serializers.IntegerField(required=False, min_value=1)
    text_version = serializers.IntegerField(required=False, min_value=1)

    def validate(self, given):
        if ("submission" in given) != ("text_version" in given):
            raise serializers.ValidationError({"text_version": [_("Name the text and its version together.")]})
        return given


class LikeMindedSerializer(serializers.Serializer):
    """Who endorsed it in `asking` is spoken for from now on. `version` is the version of the plan line that was
    read."""

    asking = serializers.IntegerField(min_value=1)
    names_them = serializers.BooleanField(default=False)
    version = serializers.IntegerField(min_value=1)


class MemberPositionSerializer(serializers.ModelSerializer):
    """What one organisation is asked, and what it answered."""

    organisation = serializers.CharField(read_only=True)
    asking = serializers.IntegerField(source="request_id", read_only=True)
    plan_line = serializers.IntegerField(source="request.plan_line_id", read_only=True)
    submission = serializers.IntegerField(source="request.version.submission_id", read_only=True, default=None)
    text_version = serializers.IntegerField(source="request.version.number", read_only=True, default=None)
    due_on = serializers.DateField(source="request.due_on", read_only=True)
    silence_counts = serializers.BooleanField(source="request.silence_counts", read_only=True)
    quorum = serializers.IntegerField(source="request.quorum", read_only=True)
    version = serializers.IntegerField(source="row_version", read_only=True)

    class Meta:
        model = MemberPosition
        fields = [
            "id",
            "organisation",
            "asking",
            "plan_line",
            "submission",
            "text_version",
            "due_on",
            "silence_counts",
            "quorum",
            "answer",
            "decided_by",
            "comment",
            "answered_at",
            "given_where",
            "may_be_named",
            "version",
        ]
        read_only_fields = fields


class AnswerPositionSerializer(serializers.Serializer):
    """The answer of one's own organisation. `version` is the version that was read."""

    answer = serializers.ChoiceField(choices=MemberAnswer.choices)
    decided_by = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    comment = serializers.CharField(required=False, allow_blank=True, default="", max_length=4000)
    may_be_named = serializers.BooleanField(required=False, default=False)
    version = serializers.IntegerField(min_value=1)
