"""Outcomes in the API."""

from rest_framework import serializers

from calendar_app.enums import OutcomeKind
from calendar_app.models import Outcome, Session
from clusters.models import Country
from mechanisms.models import Mechanism, Theme


class OutcomeSerializer(serializers.ModelSerializer):
    """Something a mechanism brought forth."""

    title = serializers.CharField(source="__str__", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    family = serializers.CharField(source="mechanism.family", read_only=True)
    countries = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    themes = serializers.SlugRelatedField(slug_field="key", many=True, read_only=True)

    class Meta:
        model = Outcome
        fields = [
            "id",
            "kind",
            "title",
            "mechanism",
            "family",
            "session",
            "countries",
            "themes",
            "symbol",
            "published_on",
            "url",
            "summary",
            "publication",
            "source",
            "confidence",
            "verified_at",
            "version",
        ]
        read_only_fields = fields


class NewOutcomeSerializer(serializers.Serializer):
    """An outcome to add; a draft unless `publish`."""

    kind = serializers.ChoiceField(choices=OutcomeKind.choices)
    title = serializers.CharField(max_length=300)
    title_fr = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title_es = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title_pt = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title_ar = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title_ru = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title_zh = serializers.CharField(max_length=300, required=False, allow_blank=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all())
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all(), required=False, allow_null=True)
    countries = serializers.PrimaryKeyRelatedField(queryset=Country.objects.all(), many=True, required=False)
    themes = serializers.SlugRelatedField(slug_field="key", queryset=Theme.objects.all(), many=True, required=False)
    symbol = serializers.CharField(max_length=60, required=False, allow_blank=True)
    published_on = serializers.DateField(required=False, allow_null=True)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    summary = serializers.CharField(required=False, allow_blank=True)
    source = serializers.CharField(required=False, allow_blank=True)
    publish = serializers.BooleanField(default=False)
