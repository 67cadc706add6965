"""Peer exchanges as other programs see them: never who takes part, never who said something."""

from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import ChangeSerializer
from knowledge.enums import ExchangeKind, Reply
from knowledge.models import ExchangeConcern, PeerExchange


class ExchangeConcernSerializer(serializers.ModelSerializer):
    """A concern without an author, and its answer."""

    class Meta:
        model = ExchangeConcern
        fields = ["id", "text", "raised_on", "answer", "answered_at", "version"]
        read_only_fields = fields


class PeerExchangeSerializer(serializers.ModelSerializer):
    """A meeting of coordinators and those whom they invited. `my_reply` is the caller's own."""

    my_reply = serializers.CharField(read_only=True)

    class Meta:
        model = PeerExchange
        fields = [
            "id",
            "title",
            "series",
            "kind",
            "starts_at",
            "time_zone",
            "minutes",
            "language",
            "place",
            "questions",
            "with_ohchr",
            "state",
            "reason",
            "attendance",
            "notes",
            "my_reply",
            "version",
        ]
        read_only_fields = fields


class GuestSerializer(serializers.Serializer):
    """Somebody to whom the caller passed her invitation on."""

    id = serializers.IntegerField()
    person = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user")
    cluster = serializers.IntegerField(source="cluster_id")
    invited_at = serializers.DateTimeField()


class PeerExchangeDetailSerializer(PeerExchangeSerializer):
    """With its concerns, the caller's own guests and, for the organisers alone, who takes part."""

    concerns = ExchangeConcernSerializer(many=True)
    guests = GuestSerializer(many=True)
    coming = serializers.ListField(child=serializers.CharField())

    class Meta(PeerExchangeSerializer.Meta):
        fields = [*PeerExchangeSerializer.Meta.fields, "concerns", "guests", "coming"]
        read_only_fields = fields


class _ExchangeFieldsSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=ExchangeKind.choices)
    series = serializers.CharField(max_length=120, required=False, allow_blank=True)
    starts_at = serializers.DateTimeField()
    time_zone = serializers.CharField(max_length=64)
    minutes = serializers.IntegerField(min_value=10, max_value=600)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    place = serializers.CharField(max_length=300, required=False, allow_blank=True)
    questions = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    with_ohchr = serializers.BooleanField(required=False)

    def validate_time_zone(self, zone):
        if zone not in available_timezones():
            raise serializers.ValidationError(_("This time zone is not known."))
        return zone


class NewExchangeSerializer(_ExchangeFieldsSerializer):
    """An exchange to plan."""


class ChangeExchangeSerializer(ChangeSerializer, _ExchangeFieldsSerializer):
    """`version` is the version that was read."""


class CallOffSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=300)
    version = serializers.IntegerField(min_value=1)


class ExchangeNotesSerializer(serializers.Serializer):
    """`names_nobody`: whoever wrote has read the notes again; no speaker and no affiliation stands in them."""

    notes = serializers.CharField(max_length=20_000, allow_blank=True)
    attendance = serializers.IntegerField(min_value=0, max_value=2000)
    names_nobody = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)


class ReplySerializer(serializers.Serializer):
    reply = serializers.ChoiceField(choices=Reply.choices)


class InviteGuestSerializer(serializers.Serializer):
    person = serializers.IntegerField(min_value=1)


class NewExchangeConcernSerializer(serializers.Serializer):
    """Who says it is kept nowhere."""

    text = serializers.CharField(max_length=1000)


class AnswerExchangeConcernSerializer(serializers.Serializer):
    """`version` is that of the concern that was read."""

    answer = serializers.CharField(max_length=2000)
    version = serializers.IntegerField(min_value=1)
