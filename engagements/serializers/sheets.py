"""What a cluster keeps lists of, as other programs see it. Days are local, instants in UTC."""

from rest_framework import serializers

from clusters.models import Cluster
from core.api import ChangeSerializer
from engagements.models import AdvocacyStrategy, HctBriefing, MonitoringTool, RegisterEntry, SharingRow
from engagements.serializers.marks import MarkField
from mechanisms.models import Mechanism

_TOOL = [
    "name",
    "depth",
    "has_violations",
    "monitoring",
    "analysis",
    "advocacy",
    "can_analyse",
    "can_follow_up",
    "can_scale_up",
    "exposure",
]
_SHARING = ["data", "mechanism", "recipient", "form", "rhythm", "condition", "exposure"]
_STRATEGY = [
    "place",
    "kind",
    "status",
    "title",
    "has_rights_section",
    "approach",
    "resource",
    "guidance",
    "adopted_on",
    "note",
    "exposure",
]
_BRIEFING = [
    "subject",
    "held_on",
    "forum",
    "presenters",
    "issues",
    "asked",
    "taken",
    "next_on",
    "plan_line",
    "exposure",
]
_REGISTER = [
    "title",
    "stage",
    "on",
    "who",
    "role",
    "strategies",
    "marks",
    "reference",
    "text",
    "plan_line",
    "exposure",
]


def _shown(*names):
    return ["id", "cluster", "country", *names, "mark", "updated_at", "version"]


class _RowSerializer(serializers.ModelSerializer):
    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    country = serializers.CharField(source="cluster.country_id", read_only=True)
    mark = MarkField()


class _NewRowSerializer(serializers.ModelSerializer):
    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())


class _NewRowOnLineSerializer(_NewRowSerializer):
    plan_line = serializers.IntegerField(required=False, allow_null=True, min_value=1)


class MonitoringToolSerializer(_RowSerializer):
    """A tool of protection monitoring. `can_...`: the cluster's own judgement, 1 (hardly) to 4 (well), null: none."""

    class Meta:
        model = MonitoringTool
        fields = _shown(*_TOOL)
        read_only_fields = fields


class NewMonitoringToolSerializer(_NewRowSerializer):
    class Meta:
        model = MonitoringTool
        fields = ["cluster", *_TOOL]


class ChangeMonitoringToolSerializer(ChangeSerializer, NewMonitoringToolSerializer):
    cluster = None

    class Meta:
        model = MonitoringTool
        fields = ["version", *_TOOL]


class SharingRowSerializer(_RowSerializer):
    """Which data goes to which mechanism, or to whom else, in what form."""

    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = SharingRow
        fields = _shown(*_SHARING)
        read_only_fields = fields


class NewSharingRowSerializer(_NewRowSerializer):
    """With `mechanism` or `recipient`."""

    mechanism = serializers.SlugRelatedField(
        slug_field="key", queryset=Mechanism.objects.exclude(kind="family"), required=False, allow_null=True
    )

    class Meta:
        model = SharingRow
        fields = ["cluster", *_SHARING]


class ChangeSharingRowSerializer(ChangeSerializer, NewSharingRowSerializer):
    cluster = None

    class Meta:
        model = SharingRow
        fields = ["version", *_SHARING]


class StrategySerializer(_RowSerializer):
    """Where the cluster's advocacy is written down, or that it is not (`kind` none). `resource`: the guidance of the
    portal that was used, `resource_version` what it called itself then."""

    class Meta:
        model = AdvocacyStrategy
        fields = _shown(*_STRATEGY, "resource_version")
        read_only_fields = fields


class NewStrategySerializer(_NewRowSerializer):
    class Meta:
        model = AdvocacyStrategy
        fields = ["cluster", *_STRATEGY]


class ChangeStrategySerializer(ChangeSerializer, NewStrategySerializer):
    cluster = None

    class Meta:
        model = AdvocacyStrategy
        fields = ["version", *_STRATEGY]


class BriefingSerializer(_RowSerializer):
    """A briefing of the humanitarian country team. `issues`: those brought up that the reader sees."""

    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    issues = serializers.SerializerMethodField()

    class Meta:
        model = HctBriefing
        fields = _shown(*_BRIEFING)
        read_only_fields = fields

    def get_issues(self, row) -> list[int]:
        return [issue.pk for issue in row.issues]


class NewBriefingSerializer(_NewRowOnLineSerializer):
    """`presenters` are functions, never names."""

    issues = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False, max_length=100)

    class Meta:
        model = HctBriefing
        fields = ["cluster", *_BRIEFING]


class ChangeBriefingSerializer(ChangeSerializer, NewBriefingSerializer):
    """`issues` replaces the list."""

    cluster = None

    class Meta:
        model = HctBriefing
        fields = ["version", *_BRIEFING]


class RegisterEntrySerializer(_RowSerializer):
    """An entry of one of the registers. What the columns mean depends on `kind`. `strategies`: those that an advice
    note bears on and the reader sees."""

    plan_line = serializers.IntegerField(source="plan_line_id", read_only=True, allow_null=True)
    strategies = serializers.SerializerMethodField()
    marks = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = RegisterEntry
        fields = _shown("kind", *_REGISTER)
        read_only_fields = fields

    def get_strategies(self, row) -> list[int]:
        return [one.pk for one in row.strategies]


class NewRegisterEntrySerializer(_NewRowOnLineSerializer):
    """`marks`: points of that register; an unknown one is refused. `strategies`: of an advice note alone."""

    strategies = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False, max_length=100)

    marks = serializers.ListField(child=serializers.CharField(max_length=40), required=False, max_length=40)

    class Meta:
        model = RegisterEntry
        fields = ["cluster", "kind", *_REGISTER]


class ChangeRegisterEntrySerializer(ChangeSerializer, NewRegisterEntrySerializer):
    """An entry stays in its register. `strategies` replaces the list."""

    cluster = None

    class Meta:
        model = RegisterEntry
        fields = ["version", *_REGISTER]
