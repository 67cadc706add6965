"""Reports of sessions as other programs see them."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from calendar_app.models import Session
from clusters.models import Cluster
from core.api import ChangeSerializer
from knowledge.actions.session_reports import MOST_LINKS
from knowledge.enums import ReportReaders
from knowledge.models import SessionReport


class ReportLinkSerializer(serializers.Serializer):
    """A document that one can open."""

    title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    url = serializers.URLField(max_length=500)


class SessionReportSerializer(serializers.ModelSerializer):
    """What was said in a session. `clusters`: those among its clusters that the reader may know of; `sent_at` is null
    for a draft."""

    links = ReportLinkSerializer(many=True, read_only=True)
    clusters = serializers.SerializerMethodField()

    class Meta:
        model = SessionReport
        fields = ["id", "session", "said", "coming", "links", "readers", "language", "clusters", "sent_at", "version"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_clusters(self, report):
        return [cluster.pk for cluster in report.clusters]


class _ReportFieldsSerializer(serializers.Serializer):
    said = serializers.CharField(max_length=8000)
    coming = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    links = ReportLinkSerializer(many=True, required=False, default=list, max_length=MOST_LINKS)
    readers = serializers.ChoiceField(choices=ReportReaders.choices, required=False, default=ReportReaders.COORDINATORS)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False, default="en")
    clusters = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all(), many=True, allow_empty=False)


class NewSessionReportSerializer(_ReportFieldsSerializer):
    """A draft of a report of a session."""

    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.filter(publication="published"))


class ChangeSessionReportSerializer(ChangeSerializer, _ReportFieldsSerializer):
    """What to change in a report."""
