"""Seats in the advisory group as other programs see them."""

from rest_framework import serializers

from clusters.models import AdvisorySeat, Organisation
from core.api import ChangeSerializer


class AdvisorySeatSerializer(serializers.ModelSerializer):
    """A recorded seat; people with the role of a SAG member hold theirs without one."""

    class Meta:
        model = AdvisorySeat
        fields = [
            "id",
            "cluster",
            "organisation",
            "body",
            "is_ohchr",
            "held_by",
            "starts_on",
            "ends_on",
            "version",
        ]
        read_only_fields = fields


class _SeatFieldsSerializer(serializers.Serializer):
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.all(), required=False, allow_null=True, default=None
    )
    body = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    is_ohchr = serializers.BooleanField(required=False, default=False)
    held_by = serializers.CharField(required=False, allow_blank=True, default="", max_length=150)
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class NewAdvisorySeatSerializer(_SeatFieldsSerializer):
    """An organisation of the portal or the name of a body; `held_by` is a function."""

    cluster = serializers.IntegerField(min_value=1)


class ChangeAdvisorySeatSerializer(ChangeSerializer, _SeatFieldsSerializer):
    """`version` is the version that was read."""
