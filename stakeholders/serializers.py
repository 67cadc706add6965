"""Stakeholders as other programs see them. A protected one is its alias."""

from rest_framework import serializers

from clusters.enums import Aor
from clusters.models import Organisation
from core.api import ChangeSerializer
from stakeholders.enums import ActorFamily, Brings, Channels, Level, Relation, StakeholderKind, Stance, WayOfWorking
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderStanding


class StakeholderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Stakeholder
        fields = [
            "id",
            "cluster",
            "kind",
            "family",
            "level",
            "is_protected",
            "name",
            "alias",
            "brings",
            "ways",
            "areas",
            "deployed_from",
            "deployed_until",
            "relation",
            "channels",
            "is_archived",
            "version",
        ]
        read_only_fields = fields


class IndependenceSerializer(serializers.ModelSerializer):
    """What the coordinators think of the independence of a body."""

    class Meta:
        model = IndependenceNote
        fields = ["text", "may_drive_out", "updated_at", "version"]
        read_only_fields = fields


class StakeholderReaderSerializer(serializers.Serializer):
    """Somebody who may see a protected entry."""

    person = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user")


class StakeholderDetailSerializer(StakeholderSerializer):
    """With all its words; the note on independence and the people named are for the coordinators."""

    independence = IndependenceSerializer(allow_null=True)
    readers = StakeholderReaderSerializer(many=True)

    class Meta(StakeholderSerializer.Meta):
        fields = [
            *StakeholderSerializer.Meta.fields,
            "organisation",
            "contact",
            "brings_note",
            "obstacle",
            "independence",
            "readers",
        ]
        read_only_fields = fields


class _StakeholderFieldsSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=StakeholderKind.choices)
    family = serializers.ChoiceField(choices=ActorFamily.choices)
    level = serializers.ChoiceField(choices=Level.choices, required=False, allow_blank=True, default="")
    alias = serializers.CharField(required=False, allow_blank=True, default="", max_length=80)
    name = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    contact = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.all(), required=False, allow_null=True, default=None
    )
    brings = serializers.ListField(child=serializers.ChoiceField(choices=Brings.choices), required=False, default=list)
    brings_note = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    areas = serializers.ListField(child=serializers.ChoiceField(choices=Aor.choices), required=False, default=list)
    ways = serializers.ListField(
        child=serializers.ChoiceField(choices=WayOfWorking.choices), required=False, default=list
    )
    deployed_from = serializers.DateField(required=False, allow_null=True, default=None)
    deployed_until = serializers.DateField(required=False, allow_null=True, default=None)
    relation = serializers.ChoiceField(choices=Relation.choices, required=False, default=Relation.NOT_YET)
    obstacle = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    channels = serializers.ChoiceField(choices=Channels.choices, required=False, default=Channels.UNKNOWN)


class NewStakeholderSerializer(_StakeholderFieldsSerializer):
    """An actor for the register. With `is_protected` an alias alone."""

    cluster = serializers.IntegerField(min_value=1)
    is_protected = serializers.BooleanField(required=False, default=False)


class ChangeStakeholderSerializer(ChangeSerializer, _StakeholderFieldsSerializer):
    """`version` is the version that was read. Under an alias a name, a contact or an organisation is refused."""


class ProtectStakeholderSerializer(serializers.Serializer):
    """`version` is the version that was read."""

    alias = serializers.CharField(max_length=80)
    version = serializers.IntegerField(min_value=1)


class StandingSerializer(serializers.ModelSerializer):
    """A judgement of influence and interest (1 little to 5 much), the newest has the highest number."""

    class Meta:
        model = StakeholderStanding
        fields = ["number", "assessed_on", "influence", "interest", "stance", "note", "recorded_at"]
        read_only_fields = fields


class NewStandingSerializer(serializers.Serializer):
    """One more judgement. `number` is that of the newest that was read, 0 for none."""

    number = serializers.IntegerField(min_value=0)
    assessed_on = serializers.DateField()
    influence = serializers.IntegerField(min_value=1, max_value=5, required=False, allow_null=True, default=None)
    interest = serializers.IntegerField(min_value=1, max_value=5, required=False, allow_null=True, default=None)
    stance = serializers.ChoiceField(choices=Stance.choices, required=False, default=Stance.UNKNOWN)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class ArchiveStakeholderSerializer(serializers.Serializer):
    """`is_archived`: out of the register, or back into it."""

    is_archived = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)


class NameStakeholderReaderSerializer(serializers.Serializer):
    person = serializers.IntegerField(min_value=1)


class WriteIndependenceSerializer(serializers.Serializer):
    """`version` is that of the note that was read, 0 for the first."""

    text = serializers.CharField(max_length=3000)
    may_drive_out = serializers.BooleanField(required=False, default=False)
    version = serializers.IntegerField(min_value=0)
