"""Support requests as other programs see them."""

from django.conf import settings
from rest_framework import serializers

from knowledge.enums import Audience, SupportKind, SupportProvider, SupportVerb
from knowledge.models import SupportRequest
from mechanisms.models import Obstacle


class SupportRequestSerializer(serializers.ModelSerializer):
    """A request and where it stands. `origin` is the kind of the page it was asked from."""

    obstacle = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = SupportRequest
        fields = [
            "id",
            "cluster",
            "kind",
            "is_tailored",
            "wanted_on",
            "language",
            "audience",
            "people_expected",
            "text",
            "obstacle",
            "provider",
            "origin",
            "state",
            "asked_at",
            "taken_at",
            "delivered_on",
            "evidence",
            "attendance",
            "reason",
            "ended_at",
            "version",
        ]
        read_only_fields = fields


class NewSupportRequestSerializer(serializers.Serializer):
    """What the coordinators ask for."""

    cluster = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=SupportKind.choices)
    text = serializers.CharField(max_length=4000)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    audience = serializers.ChoiceField(choices=Audience.choices)
    wanted_on = serializers.DateField(required=False, allow_null=True, default=None)
    people_expected = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=5000
    )
    is_tailored = serializers.BooleanField(required=False, default=True)
    provider = serializers.ChoiceField(choices=SupportProvider.choices, required=False, allow_blank=True, default="")
    obstacle = serializers.SlugRelatedField(
        slug_field="key",
        queryset=Obstacle.objects.filter(is_active=True),
        required=False,
        allow_null=True,
        default=None,
    )


class SupportMoveSerializer(serializers.Serializer):
    """One step further. `version` is the version that was read; a reason for declining, withdrawing and handing back;
    the other fields for what was delivered."""

    verb = serializers.ChoiceField(choices=SupportVerb.choices)
    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    delivered_on = serializers.DateField(required=False, allow_null=True, default=None)
    evidence = serializers.CharField(required=False, allow_blank=True, default="", max_length=4000)
    attendance = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=0, max_value=5000)
