"""The plan of a year by purpose as other programs see it."""

from rest_framework import serializers

from engagements.rules.spans import FIRST_YEAR, LAST_YEAR
from engagements.serializers.plans import StepSerializer


class OfYearSerializer(serializers.Serializer):
    """Whose plan, and for which year."""

    cluster = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)


class PurposeRowSerializer(serializers.Serializer):
    plan_line = serializers.IntegerField(source="line.pk")
    title = serializers.CharField(source="line.title")
    objective = serializers.CharField()
    step = StepSerializer(allow_null=True)


class PurposePartSerializer(serializers.Serializer):
    """`purpose` is empty, empower, advocate or duty_bearers."""

    purpose = serializers.CharField(source="value")
    label = serializers.CharField()
    objectives = serializers.ListField(child=serializers.CharField())
    rows = serializers.SerializerMethodField()

    def get_rows(self, part) -> PurposeRowSerializer(many=True):
        return PurposeRowSerializer([*part.rows, *part.idle], many=True).data
