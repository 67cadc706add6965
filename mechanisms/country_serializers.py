"""Doors and acceptances as the API shows them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.reasons import explain
from mechanisms.enums import Acceptance, DoorKind, DoorState
from mechanisms.models import Ratification


class ReasonSerializer(serializers.Serializer):
    text = serializers.CharField()
    source = serializers.CharField()
    confidence = serializers.CharField()


class DoorLineSerializer(serializers.Serializer):
    """A `DoorLine`. Reasons are sentences in the language asked for (Accept-Language)."""

    key = serializers.CharField(source="door.key")
    mechanism = serializers.CharField(source="door.mechanism.key")
    kind = serializers.ChoiceField(source="door.kind", choices=DoorKind.choices)
    instrument = serializers.SerializerMethodField()
    basis = serializers.CharField(source="door.basis")
    state = serializers.ChoiceField(source="verdict.state", choices=DoorState.choices)
    is_verified = serializers.BooleanField(source="verdict.is_verified")
    acceptance = serializers.ChoiceField(source="verdict.acceptance", choices=Acceptance.choices, allow_null=True)
    as_of = serializers.CharField(source="verdict.as_of")
    confidence = serializers.CharField(source="verdict.confidence")
    sources = serializers.ListField(source="verdict.sources", child=serializers.CharField())
    why = serializers.SerializerMethodField()
    wanted = serializers.SerializerMethodField()

    def get_instrument(self, line) -> str | None:
        return line.door.instrument.key if line.door.instrument_id else None

    @extend_schema_field(ReasonSerializer(many=True))
    def get_why(self, line):
        return [
            {"text": each.text, "source": each.source, "confidence": each.confidence}
            for each in explain(line.verdict.why)
        ]

    def get_wanted(self, line) -> list[str]:
        return [each.text for each in explain(line.verdict.wanted)]


class RatificationSerializer(serializers.ModelSerializer):
    instrument = serializers.SlugRelatedField(slug_field="key", read_only=True)
    name = serializers.CharField(source="instrument.name", read_only=True)
    kind = serializers.CharField(source="instrument.kind", read_only=True)

    class Meta:
        model = Ratification
        fields = (
            "instrument",
            "name",
            "kind",
            "status",
            "signed_on",
            "accepted_on",
            "accepted_year",
            "withdrawn_on",
            "act",
            "as_of",
            "confidence",
            "source",
            "note",
        )
