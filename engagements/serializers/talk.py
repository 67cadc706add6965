"""How comments and contributions look to other programs."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from engagements.enums import AskedBy, ParagraphState
from engagements.rules import MAX_CHARACTERS, MAX_PARAGRAPHS


class CommentSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    section = serializers.IntegerField(source="section_id", allow_null=True)
    quote = serializers.CharField()
    thread = serializers.IntegerField(source="thread_id", allow_null=True)
    text = serializers.CharField()
    is_private = serializers.BooleanField()
    by = serializers.IntegerField(source="by_id", allow_null=True)
    at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    resolved_by = serializers.IntegerField(source="resolved_by_id", allow_null=True)
    version = serializers.IntegerField()


class NewCommentSerializer(serializers.Serializer):
    """`quote` is the beginning of the paragraph; with `thread` it answers that comment."""

    text = serializers.CharField(max_length=5000)
    section = serializers.IntegerField(required=False, allow_null=True)
    quote = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    is_private = serializers.BooleanField(required=False, default=False)
    thread = serializers.IntegerField(required=False, allow_null=True)


class EditCommentSerializer(serializers.Serializer):
    """`version` is the version of the comment that was read."""

    text = serializers.CharField(max_length=5000)
    version = serializers.IntegerField(min_value=1)


class ContributionParagraphSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    section = serializers.IntegerField(source="section_id", allow_null=True)
    text = serializers.CharField()
    is_credited = serializers.BooleanField()
    state = serializers.ChoiceField(choices=ParagraphState.choices)
    reason = serializers.CharField()
    merged_text = serializers.CharField()
    section_version = serializers.IntegerField(allow_null=True)


class ContributionSerializer(serializers.Serializer):
    """A request with what came in."""

    id = serializers.IntegerField(source="request.pk")
    organisation = serializers.IntegerField(source="request.organisation_id")
    way = serializers.ChoiceField(source="request.way", choices=AskedBy.choices)
    sections = serializers.ListField(child=serializers.IntegerField(), source="section_ids")
    question = serializers.CharField(source="request.question")
    language = serializers.CharField(source="request.language")
    due_on = serializers.DateField(source="request.due_on")
    state = serializers.CharField()
    sent_at = serializers.DateTimeField(source="request.sent_at", allow_null=True)
    paragraphs = ContributionParagraphSerializer(many=True)


class AskContributionSerializer(serializers.Serializer):
    organisation = serializers.IntegerField()
    way = serializers.ChoiceField(choices=AskedBy.choices)
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    sections = serializers.ListField(child=serializers.IntegerField(), allow_empty=False, max_length=60)
    question = serializers.CharField(max_length=MAX_CHARACTERS)
    language = serializers.CharField(required=False, allow_blank=True, default="", max_length=10)
    due_on = serializers.DateField()


class AskedContributionSerializer(ContributionSerializer):
    """`link` is the personal link, given this once; empty by account."""

    link = serializers.CharField()


class MergeSerializer(serializers.Serializer):
    """`version` is the version of the section that was read."""

    section = serializers.IntegerField()
    version = serializers.IntegerField(min_value=1)


class SetAsideSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=1000)


class SubmissionShareSerializer(serializers.Serializer):
    """A draft lies, or lay, with the Task Team for comments."""

    id = serializers.IntegerField()
    reason = serializers.CharField()
    ends_on = serializers.DateField()
    shared_by = serializers.IntegerField(source="shared_by_id", allow_null=True)
    shared_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    is_running = serializers.BooleanField()


class NewSubmissionShareSerializer(serializers.Serializer):
    """`ends_on` is the last day on which the Task Team reads it."""

    reason = serializers.CharField(max_length=2000)
    ends_on = serializers.DateField()


class PartSerializer(serializers.Serializer):
    """A section that an organisation was asked about; nothing of its text."""

    section = serializers.IntegerField()
    heading = serializers.CharField()


class OwnParagraphSerializer(serializers.Serializer):
    """A paragraph as its organisation wrote it, and whether it was dealt with."""

    section = serializers.IntegerField(source="section_id", allow_null=True)
    text = serializers.CharField()
    is_credited = serializers.BooleanField()
    state = serializers.ChoiceField(choices=ParagraphState.choices)


class AskedOfMeSerializer(serializers.Serializer):
    """What the caller's organisation is asked for by account, and what it wrote. Nothing of the text it is for."""

    id = serializers.IntegerField(source="request.pk")
    organisation = serializers.IntegerField(source="request.organisation_id")
    question = serializers.CharField(source="request.question")
    parts = PartSerializer(source="request.sections", many=True)
    language = serializers.CharField(source="request.language")
    due_on = serializers.DateField(source="request.due_on")
    state = serializers.CharField()
    sent_at = serializers.DateTimeField(source="request.sent_at", allow_null=True)
    may_acknowledge = serializers.BooleanField(source="request.may_acknowledge")
    credit_name = serializers.CharField(source="request.credit_name")
    paragraphs = OwnParagraphSerializer(many=True)
    version = serializers.IntegerField(source="request.version")


class ContributionToWriteSerializer(AskedOfMeSerializer):
    """With the sentences about places that could give a person away: look at them before it is sent."""

    warnings = serializers.ListField(child=serializers.CharField())


class WrittenParagraphSerializer(serializers.Serializer):
    """`section`: one of those asked for; left out: the first."""

    section = serializers.IntegerField(required=False, allow_null=True)
    text = serializers.CharField(max_length=MAX_CHARACTERS * 4)
    is_credited = serializers.BooleanField(required=False, default=False)


class SaveContributionSerializer(serializers.Serializer):
    """All paragraphs that are not dealt with yet, in order. `version` is the version that was read."""

    paragraphs = WrittenParagraphSerializer(many=True)
    may_acknowledge = serializers.BooleanField(required=False, default=False)
    credit_name = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    version = serializers.IntegerField(min_value=1)

    def validate_paragraphs(self, rows):
        if len(rows) > MAX_PARAGRAPHS:
            raise serializers.ValidationError(_("At most %(most)s paragraphs.") % {"most": MAX_PARAGRAPHS})
        return rows


class SendContributionSerializer(serializers.Serializer):
    """`has_consent`: the cluster may use the text, shorten it, bring it into line with the rest. `is_checked`: the
    places of the `warnings` were looked at and may stay. `version` is the version that was read."""

    has_consent = serializers.BooleanField()
    is_checked = serializers.BooleanField(required=False, default=False)
    version = serializers.IntegerField(min_value=1)
