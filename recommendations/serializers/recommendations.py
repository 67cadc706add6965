"""Recommendations as other programs read them."""

from rest_framework import serializers

from clusters.enums import Aor
from recommendations.models import OtherText, Recommendation


class OtherTextSerializer(serializers.ModelSerializer):
    class Meta:
        model = OtherText
        fields = ["language", "text", "source"]


class RecommendationSerializer(serializers.ModelSerializer):
    """`recommending` lists ISO codes; `themes` keys of the portal's themes; `labels` what the source called them;
    `humanitarian_law` is "source" where the source labels it so, "people" where somebody marked it, else empty."""

    reference = serializers.CharField(source="reference_text", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    recommending = serializers.ListField(source="recommending_codes", child=serializers.CharField(), read_only=True)
    sdgs = serializers.ListField(source="sdg_numbers", child=serializers.CharField(), read_only=True)
    themes = serializers.SlugRelatedField(slug_field="key", many=True, read_only=True)
    other_texts = OtherTextSerializer(many=True, read_only=True)
    areas = serializers.ListField(source="area_keys", child=serializers.CharField(), read_only=True)
    goals = serializers.ListField(child=serializers.IntegerField(), read_only=True)
    address = serializers.CharField(read_only=True)
    humanitarian_law = serializers.SerializerMethodField()

    class Meta:
        model = Recommendation
        fields = [
            "id",
            "reference",
            "country",
            "mechanism",
            "kind",
            "symbol",
            "paragraph",
            "text",
            "language",
            "wording",
            "other_texts",
            "position",
            "position_on",
            "position_source",
            "recommending",
            "review",
            "session",
            "cycle",
            "themes",
            "humanitarian_law",
            "labels",
            "sdgs",
            "goals",
            "areas",
            "articles",
            "published_on",
            "annotation_id",
            "address",
            "as_of",
            "confidence",
            "source",
            "note",
            "updated_at",
        ]
        read_only_fields = fields

    def get_humanitarian_law(self, row) -> str:
        if row.labelled_humanitarian_law:
            return "source"
        return "people" if row.is_marked else ""


class HumanitarianLawSerializer(serializers.Serializer):
    """Whether people mark it as about humanitarian law."""

    is_marked = serializers.BooleanField()


class AreasSerializer(serializers.Serializer):
    """The areas of responsibility that a recommendation concerns."""

    areas = serializers.ListField(child=serializers.ChoiceField(choices=Aor.choices))
