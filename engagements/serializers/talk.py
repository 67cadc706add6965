"""How comments and contributions look to other programs."""

from rest_framework import serializers

from engagements.enums import AskedBy, ParagraphState
from engagements.rules import MAX_CHARACTERS


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
