"""The catalogue as the API shows it."""

from rest_framework import serializers

from mechanisms.models import (
    DeadlineRule,
    Document,
    Fact,
    MandateHolder,
    Mechanism,
    Obstacle,
    ParticipationRule,
    SubmissionRequirement,
)


class HolderSerializer(serializers.ModelSerializer):
    class Meta:
        model = MandateHolder
        fields = ("name", "is_present", "since", "until", "as_of", "confidence", "source", "note")


class MechanismSerializer(serializers.ModelSerializer):
    parent = serializers.SlugRelatedField(slug_field="key", read_only=True)
    merged_into = serializers.SlugRelatedField(slug_field="key", read_only=True)
    holders = HolderSerializer(source="present_holders", many=True, read_only=True)

    class Meta:
        model = Mechanism
        fields = (
            "key",
            "family",
            "kind",
            "name",
            "name_fr",
            "name_ar",
            "short_name",
            "parent",
            "country",
            "state",
            "merged_into",
            "holders",
            "region",
            "active_from",
            "active_to",
            "url",
            "url_confidence",
            "seat",
            "time_zone",
            "confidence",
            "source",
            "note",
        )


class FactSerializer(serializers.ModelSerializer):
    class Meta:
        model = Fact
        fields = ("section", "key", "label", "value", "confidence", "source", "note")


class RequirementSerializer(serializers.ModelSerializer):
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    # Empty unless a source was found: a figure from memory never leaves the portal as a limit.
    limit = serializers.IntegerField(source="usable_limit", read_only=True, allow_null=True)

    class Meta:
        model = SubmissionRequirement
        fields = (
            "mechanism",
            "key",
            "title",
            "author_type",
            "limit",
            "unit",
            "limit_confidence",
            "counts_footnotes",
            "formats",
            "channel",
            "languages",
            "at",
            "time_zone",
            "publicity",
            "confidence",
            "source",
            "note",
        )


class RuleSerializer(serializers.ModelSerializer):
    words = serializers.CharField(read_only=True)

    class Meta:
        model = DeadlineRule
        fields = (
            "key",
            "title",
            "words",
            "entry_kind",
            "anchor",
            "session_kind",
            "months",
            "uses_cycle",
            "days",
            "at",
            "time_zone",
            "roll",
            "is_approximate",
            "author_type",
            "obligation",
            "confidence",
            "source",
            "note",
            "version",
        )


class ParticipationSerializer(serializers.ModelSerializer):
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = ParticipationRule
        fields = ("mechanism", "actor", "may", "status_needed", "speaking", "confidence", "source", "note")


class DocumentSerializer(serializers.ModelSerializer):
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    themes = serializers.SlugRelatedField(slug_field="key", many=True, read_only=True)
    url = serializers.CharField(source="address", read_only=True)

    class Meta:
        model = Document
        fields = (
            "mechanism",
            "kind",
            "symbol",
            "title",
            "year",
            "forum",
            "author",
            "url",
            "themes",
            "confidence",
            "source",
            "note",
        )


class MechanismDetailSerializer(MechanismSerializer):
    """One body with its facts, what it accepts (its family's common requirements included) and its rules."""

    participation = ParticipationSerializer(source="shown_participation", many=True, read_only=True)
    facts = FactSerializer(source="shown_facts", many=True, read_only=True)
    requirements = RequirementSerializer(source="shown_requirements", many=True, read_only=True)
    rules = RuleSerializer(source="shown_rules", many=True, read_only=True)

    class Meta(MechanismSerializer.Meta):
        fields = (
            *MechanismSerializer.Meta.fields,
            "what_it_is",
            "what_it_is_not",
            "participation",
            "facts",
            "requirements",
            "rules",
        )


class ObstacleSerializer(serializers.ModelSerializer):
    """An obstacle of the list, in the reader's language."""

    name = serializers.CharField(source="__str__", read_only=True)
    text = serializers.CharField(source="explanation", read_only=True)

    class Meta:
        model = Obstacle
        fields = ("key", "kind", "name", "text", "source")
