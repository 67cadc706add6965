"""Participation by kind of organisation as other programs see it: numbers, no names."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from engagements.queries.participation import WAYS


class TookPartSerializer(serializers.Serializer):
    """How many organisations of the kind took part in the year, by way."""

    contributions = serializers.IntegerField()
    inputs = serializers.IntegerField()
    statements = serializers.IntegerField()
    positions = serializers.IntegerField()
    meetings = serializers.IntegerField()


class KindRowSerializer(serializers.Serializer):
    """One kind; `kind` is empty where nobody has recorded it. `took_part` is null for who may not see it."""

    kind = serializers.CharField(allow_blank=True)
    members = serializers.SerializerMethodField()
    took_part = serializers.SerializerMethodField()

    def get_members(self, row) -> int:
        return len(row.members)

    def get_took_part(self, row) -> TookPartSerializer(allow_null=True):
        if not self.context["is_counted"]:
            return None
        return dict(zip(WAYS, row.cells, strict=True))


# Who may take part in the work of a mechanism has that name in the schema already.
@extend_schema_serializer(component_name="ClusterParticipation")
class ParticipationSerializer(serializers.Serializer):
    cluster = serializers.IntegerField()
    year = serializers.IntegerField()
    rows = serializers.SerializerMethodField()

    def get_rows(self, given) -> KindRowSerializer(many=True):
        found = given["found"]
        return KindRowSerializer(found.rows, many=True, context={"is_counted": found.is_counted}).data
