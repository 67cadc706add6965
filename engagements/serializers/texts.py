"""What belongs to a text beside its words, as other programs see it."""

from rest_framework import serializers

from core.api import ChangeSerializer
from engagements.enums import DetailLevel, EvidenceKind


class EvidenceNoteSerializer(serializers.Serializer):
    """Where a statement comes from. It never leaves the portal: programs show it to nobody who may not write the
    text. `paragraph` is how the paragraph begins; without `section` the note stands behind the whole text."""

    id = serializers.IntegerField()
    section = serializers.IntegerField(source="section_id", allow_null=True)
    paragraph = serializers.CharField()
    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    text = serializers.CharField()
    written_by = serializers.IntegerField(source="written_by_id", allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class NewEvidenceNoteSerializer(serializers.Serializer):
    """`paragraph`: the first words of it, kept only with a section."""

    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    text = serializers.CharField(max_length=5000)
    section = serializers.IntegerField(required=False, allow_null=True, default=None)
    paragraph = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)


class ChangeEvidenceNoteSerializer(ChangeSerializer, NewEvidenceNoteSerializer):
    pass


class ProposedRecommendationSerializer(serializers.Serializer):
    """A recommendation as the cluster would like to read it afterwards."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    detail = serializers.ChoiceField(choices=DetailLevel.choices)
    position = serializers.IntegerField()
    proposed_by = serializers.IntegerField(source="proposed_by_id", allow_null=True)
    version = serializers.IntegerField()


class NewProposedRecommendationSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=1000)
    detail = serializers.ChoiceField(choices=DetailLevel.choices)


class ChangeProposedRecommendationSerializer(ChangeSerializer, NewProposedRecommendationSerializer):
    pass


class WriteProposalsSerializer(serializers.Serializer):
    section = serializers.IntegerField()


class SubmittingOrganisationSerializer(serializers.Serializer):
    """An organisation that submits with others; `is_named`: it agreed to stand on the cover."""

    id = serializers.IntegerField()
    organisation = serializers.IntegerField(source="organisation_id")
    name = serializers.CharField(source="organisation")
    is_named = serializers.BooleanField()
    position = serializers.IntegerField()


class SubmittingListSerializer(serializers.Serializer):
    """Those who submit, in order, and what the cover says of them."""

    cover = serializers.CharField()
    organisations = SubmittingOrganisationSerializer(many=True)


class NewSubmittingOrganisationSerializer(serializers.Serializer):
    organisation = serializers.IntegerField()
    is_named = serializers.BooleanField(required=False, default=False)


class NameSubmittingOrganisationSerializer(serializers.Serializer):
    is_named = serializers.BooleanField()
