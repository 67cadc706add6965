"""Resources to learn from as other programs see them."""

from django.conf import settings
from rest_framework import serializers

from core.api import ChangeSerializer
from knowledge.enums import Place, ResourceKind
from knowledge.models import Resource
from mechanisms.models import Theme


class ResourceSerializer(serializers.ModelSerializer):
    """A text of a few minutes, or a page elsewhere."""

    theme = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)
    documents = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Resource
        fields = [
            "id",
            "title",
            "kind",
            "minutes",
            "language",
            "theme",
            "producer",
            "places",
            "edition",
            "issued_on",
            "link",
            "text",
            "documents",
            "source",
            "is_retired",
            "version",
        ]
        read_only_fields = fields


class _ResourceFieldsSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=ResourceKind.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    minutes = serializers.IntegerField(min_value=1, max_value=600, required=False, allow_null=True)
    theme = serializers.SlugRelatedField(
        slug_field="key", queryset=Theme.objects.all(), required=False, allow_null=True
    )
    places = serializers.ListField(child=serializers.ChoiceField(choices=Place.choices), required=False)
    edition = serializers.CharField(max_length=60, required=False, allow_blank=True)
    issued_on = serializers.DateField(required=False, allow_null=True)
    producer = serializers.CharField(max_length=200, required=False, allow_blank=True)
    link = serializers.URLField(max_length=500, required=False, allow_blank=True)
    text = serializers.CharField(max_length=20_000, required=False, allow_blank=True)


class NewResourceSerializer(_ResourceFieldsSerializer):
    """It needs a text or an address; a learning bite says how many minutes it takes."""


class ChangeResourceSerializer(ChangeSerializer, _ResourceFieldsSerializer):
    """`version` is the version that was read."""


class RetireResourceSerializer(serializers.Serializer):
    """`is_retired`: offered no more, or again."""

    is_retired = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)
