"""Issues, messages and findings as other programs see them. Days are local, instants in UTC."""

from rest_framework import serializers

from clusters.models import Cluster
from core.api import ChangeSerializer
from core.documents.labels import LANGUAGE_NAMES
from engagements.enums import (
    AdvocacyLead,
    AdvocacyLevel,
    Audience,
    DutyBearer,
    Exposure,
    Horizon,
    IssueState,
    MessageChannel,
    MessageState,
    SourceKind,
    Systematic,
)
from engagements.models import AdvocacyIssue, AdvocacyMessage, AnalysisFinding
from engagements.serializers.marks import MarkField
from engagements.serializers.provisions import ProvisionSerializer

# Languages in which a document can be written, each by its own name.
LANGUAGE_CHOICES = list(LANGUAGE_NAMES.items())


class IssueSerializer(serializers.ModelSerializer):
    """An advocacy issue that the reader may see."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    country = serializers.CharField(source="cluster.country_id", read_only=True)
    mark = MarkField()

    class Meta:
        model = AdvocacyIssue
        fields = [
            "id",
            "cluster",
            "country",
            "title",
            "why",
            "level",
            "level_reason",
            "lead",
            "horizon",
            "state",
            "exposure",
            "mark",
            "updated_at",
            "version",
        ]
        read_only_fields = fields


class NewIssueSerializer(serializers.Serializer):
    """An issue to raise. Who leads and why at this level are mandatory."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    title = serializers.CharField(max_length=200)
    why = serializers.CharField(max_length=4000)
    level = serializers.ChoiceField(choices=AdvocacyLevel.choices)
    level_reason = serializers.CharField(max_length=300)
    lead = serializers.ChoiceField(choices=AdvocacyLead.choices)
    horizon = serializers.ChoiceField(choices=Horizon.choices, default=Horizon.SHORT)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.MEMBERS)
    instruments = ProvisionSerializer(many=True, required=False)


class ChangeIssueSerializer(ChangeSerializer, NewIssueSerializer):
    """`instruments` replaces the list."""

    cluster = None


class IssueStateSerializer(serializers.Serializer):
    """The version that was read; a stale one is answered with 409."""

    state = serializers.ChoiceField(choices=IssueState.choices)
    version = serializers.IntegerField()


class MessageSerializer(serializers.ModelSerializer):
    """A message that the reader may see. `issue` is null for who sees it in the gallery alone."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    country = serializers.CharField(source="cluster.country_id", read_only=True)
    issue = serializers.SerializerMethodField()
    document = serializers.IntegerField(source="document_id", read_only=True, allow_null=True)
    symbol = serializers.CharField(source="document.symbol", read_only=True, default="")
    mark = MarkField()

    class Meta:
        model = AdvocacyMessage
        fields = [
            "id",
            "cluster",
            "country",
            "issue",
            "audience",
            "audience_detail",
            "document",
            "symbol",
            "paragraph",
            "quote",
            "text",
            "language",
            "exposure",
            "mark",
            "state",
            "used_on",
            "used_channel",
            "in_gallery",
            "updated_at",
            "version",
        ]
        read_only_fields = fields

    def get_issue(self, message) -> int | None:
        return message.issue_id if message.sees_issue else None


class NewMessageSerializer(serializers.Serializer):
    """A draft for an issue: the official words (`document`, `paragraph`, `quote`) and what they mean here (`text`)."""

    issue = serializers.IntegerField(min_value=1)
    audience = serializers.ChoiceField(choices=Audience.choices)
    audience_detail = serializers.CharField(max_length=200, required=False, allow_blank=True)
    document = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    paragraph = serializers.CharField(max_length=60, required=False, allow_blank=True)
    quote = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    recommendations = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, max_length=30, help_text="Those it rests on."
    )
    text = serializers.CharField(max_length=4000)
    language = serializers.ChoiceField(choices=LANGUAGE_CHOICES, default="en")
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.MEMBERS)


class ChangeMessageSerializer(ChangeSerializer, NewMessageSerializer):
    """Other words make an agreed message a draft again; one that was used keeps its words."""

    issue = None


class MessageStateSerializer(serializers.Serializer):
    """`used` needs the day and the channel."""

    state = serializers.ChoiceField(choices=MessageState.choices)
    used_on = serializers.DateField(required=False, allow_null=True)
    used_channel = serializers.ChoiceField(choices=MessageChannel.choices, required=False, allow_blank=True)
    version = serializers.IntegerField()


class FindingSerializer(serializers.ModelSerializer):
    """A finding that the reader may see, with the instruments it names. Patterns only: no persons, no sources."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True)
    country = serializers.CharField(source="cluster.country_id", read_only=True)
    groups = serializers.ListField(child=serializers.CharField(), read_only=True)
    source_kinds = serializers.ListField(child=serializers.CharField(), read_only=True)
    provisions = serializers.SerializerMethodField()
    mark = MarkField()

    class Meta:
        model = AnalysisFinding
        fields = [
            "id",
            "cluster",
            "country",
            "title",
            "threat",
            "context",
            "effects",
            "capacities",
            "root_causes",
            "right",
            "duty_bearer",
            "duty_bearer_detail",
            "groups",
            "areas",
            "period_from",
            "period_to",
            "systematic",
            "systematic_how",
            "source_kinds",
            "provisions",
            "exposure",
            "mark",
            "updated_at",
            "version",
        ]
        read_only_fields = fields

    def get_provisions(self, finding) -> ProvisionSerializer(many=True):
        rows = self.context["provisions"].get(finding.pk, [])
        return [{"instrument": row.instrument.key, "article": row.article} for row in rows]


class NewFindingSerializer(serializers.Serializer):
    """A finding to write down."""

    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all())
    title = serializers.CharField(max_length=200)
    threat = serializers.CharField(max_length=6000)
    context = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    effects = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    capacities = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    root_causes = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    right = serializers.CharField(max_length=200, required=False, allow_blank=True)
    duty_bearer = serializers.ChoiceField(choices=DutyBearer.choices)
    duty_bearer_detail = serializers.CharField(max_length=200, required=False, allow_blank=True)
    groups = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    areas = serializers.CharField(max_length=300, required=False, allow_blank=True)
    period_from = serializers.DateField(required=False, allow_null=True)
    period_to = serializers.DateField(required=False, allow_null=True)
    systematic = serializers.ChoiceField(choices=Systematic.choices, default=Systematic.UNCLEAR)
    systematic_how = serializers.CharField(max_length=500, required=False, allow_blank=True)
    source_kinds = serializers.ListField(child=serializers.ChoiceField(choices=SourceKind.choices), required=False)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.MEMBERS)
    provisions = ProvisionSerializer(many=True, required=False)


class ChangeFindingSerializer(ChangeSerializer, NewFindingSerializer):
    """`provisions` replaces the list."""

    cluster = None
