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


class InformedSerializer(serializers.Serializer):
    """That the members were told, when and how."""

    on = serializers.DateField()
    how = serializers.CharField(max_length=300)


class PatternSerializer(serializers.Serializer):
    """Why the violations are systematic. `version` is the version of the plan line that was read."""

    pattern = serializers.CharField(max_length=10_000, allow_blank=True)
    version = serializers.IntegerField(min_value=1)


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


class RecordPositionSerializer(AnswerPositionSerializer):
    """What an organisation said elsewhere, and where: written down by a coordinator."""

    given_where = serializers.CharField(max_length=200)


class CountedPositionSerializer(serializers.Serializer):
    """How one organisation's answer counts today. `is_silent`: it did not answer, and its silence counts."""

    id = serializers.IntegerField()
    organisation = serializers.IntegerField(source="organisation_id")
    name = serializers.CharField(source="organisation")
    answer = serializers.CharField()
    counted = serializers.CharField()
    is_silent = serializers.BooleanField()
    comment = serializers.CharField()
    given_where = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(source="row_version")


class AskingSerializer(serializers.Serializer):
    """An asking with the answers that the caller may see. Silence counts only where `silence_counts`, after the day,
    and once the `quorum` has answered."""

    id = serializers.IntegerField(source="request.pk")
    submission = serializers.IntegerField(source="request.version.submission_id", default=None)
    text_version = serializers.IntegerField(source="request.version.number", default=None)
    due_on = serializers.DateField(source="request.due_on")
    who_decides = serializers.CharField(source="request.who_decides")
    note = serializers.CharField(source="request.note")
    silence_counts = serializers.BooleanField(source="request.silence_counts")
    quorum = serializers.IntegerField(source="request.quorum")
    lists_on_cover = serializers.BooleanField(source="request.lists_on_cover")
    positions = CountedPositionSerializer(many=True)


class AskMembersSerializer(serializers.Serializer):
    """Ask about the engagement, or about the newest version of a text (`submission`, with the `text_version` that was
    read)."""

    organisations = serializers.ListField(child=serializers.IntegerField(), allow_empty=False, max_length=500)
    due_on = serializers.DateField()
    who_decides = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=4000)
    silence_counts = serializers.BooleanField(required=False, default=False)
    quorum = serializers.IntegerField(required=False, default=0, min_value=0, max_value=999)
    lists_on_cover = serializers.BooleanField(required=False, default=False)
    submission = serializers.IntegerField(required=False, min_value=1)
    text_version = serializers.IntegerField(required=False, min_value=1)

    validate = LeadAgencySerializer.validate
