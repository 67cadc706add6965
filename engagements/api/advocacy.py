"""Issues, messages and findings for other programs. Same visibility, same actions as the pages."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions import advocacy as issue_actions
from engagements.actions import analysis as finding_actions
from engagements.actions import messages as message_actions
from engagements.api.common import MarkFilter
from engagements.models import AdvocacyIssue, AdvocacyMessage, AnalysisFinding
from engagements.queries import advocacy, analysis
from engagements.serializers.advocacy import (
    ChangeFindingSerializer,
    ChangeIssueSerializer,
    ChangeMessageSerializer,
    FindingSerializer,
    IssueSerializer,
    IssueStateSerializer,
    MessageSerializer,
    MessageStateSerializer,
    NewFindingSerializer,
    NewIssueSerializer,
    NewMessageSerializer,
)
from engagements.serializers.provisions import with_pairs
from mechanisms.models import Document
from recommendations.models import Recommendation


class _Marked(filters.FilterSet):
    country = filters.CharFilter(method="of_country")
    cluster = IdFilter()
    exposure = MarkFilter()

    def of_country(self, rows, name, value):
        return rows.filter(cluster__country=value.upper())


class IssueFilter(_Marked):
    class Meta:
        model = AdvocacyIssue
        fields = ["level", "state", "horizon"]


class MessageFilter(_Marked):
    class Meta:
        model = AdvocacyMessage
        fields = ["audience", "state", "language", "in_gallery", "document"]


class FindingFilter(_Marked):
    class Meta:
        model = AnalysisFinding
        fields = ["duty_bearer", "systematic"]


@extend_schema_view(
    list=extend_schema(summary="Advocacy issues the reader may see"),
    retrieve=extend_schema(summary="One advocacy issue"),
)
class IssueViewSet(ScopedRecords):
    """What clusters want changed, at which level it is raised and by whom."""

    policy = (AdvocacyIssue,)
    serializer_class = IssueSerializer
    filterset_class = IssueFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = AdvocacyIssue.objects.none()

    def get_queryset(self):
        return AdvocacyIssue.objects.visible_to(self.request.user).select_related("cluster", "plan_line")

    @extend_schema(
        summary="Raise an issue (coordinators)", request=NewIssueSerializer, responses={201: IssueSerializer}
    )
    def create(self, request):
        """Coordinators of the cluster only."""
        given = parsed(NewIssueSerializer, request)
        policy.check_can_advocate(request.user, given["cluster"].pk)
        issue = issue_actions.create_issue(**with_pairs(given, "instruments"), by=request.user)
        return Response(IssueSerializer(issue).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Change an issue (coordinators)", request=ChangeIssueSerializer, responses=IssueSerializer)
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        issue = self.get_object()
        policy.check_can_advocate(request.user, issue.cluster_id)
        given = parsed(ChangeIssueSerializer, request)
        issue = issue_actions.edit_issue(
            issue=issue, expected_version=given.pop("version"), by=request.user, **with_pairs(given, "instruments")
        )
        return Response(IssueSerializer(issue).data)

    @extend_schema(summary="State of an issue", request=IssueStateSerializer, responses=IssueSerializer)
    @action(detail=True, methods=["post"])
    def state(self, request, pk=None):
        """Open, paused or closed (coordinators)."""
        issue, given = self.get_object(), parsed(IssueStateSerializer, request)
        issue_actions.set_issue_state(
            issue=issue, state=given["state"], expected_version=given["version"], by=request.user
        )
        return Response(IssueSerializer(issue).data)


@extend_schema_view(
    list=extend_schema(summary="Messages the reader may see, those of the gallery included"),
    retrieve=extend_schema(summary="One message"),
)
class MessageViewSet(ScopedRecords):
    """Messages with the official words on which they rest."""

    policy = (AdvocacyMessage, AdvocacyIssue)
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    queryset = AdvocacyMessage.objects.none()

    def get_queryset(self):
        issues = AdvocacyIssue.objects.visible_to(self.request.user).filter(pk=OuterRef("issue_id"))
        found = AdvocacyMessage.objects.visible_to(self.request.user)
        found = found.select_related("cluster", "document", "issue__plan_line")
        return found.annotate(sees_issue=Exists(issues)).order_by("-updated_at", "-pk")

    @extend_schema(
        summary="Draft a message (people of the cluster)",
        request=NewMessageSerializer,
        responses={201: MessageSerializer},
    )
    def create(self, request):
        """Everybody of the cluster who sees the issue."""
        given = parsed(NewMessageSerializer, request)
        issue = advocacy.issue(request.user, given.pop("issue"))
        if issue is None:
            raise serializers.ValidationError({"issue": [_("This issue does not exist.")]})
        document = self._document(given.pop("document", None))
        given["recommendations"] = self._recommendations(given.get("recommendations", ()))
        message = message_actions.draft_message(issue=issue, document=document, by=request.user, **given)
        return Response(self._shown(message), status=status.HTTP_201_CREATED)

    def _recommendations(self, keys):
        found = Recommendation.objects.in_bulk(keys)
        if set(keys) - set(found):
            raise serializers.ValidationError({"recommendations": [_("This recommendation does not exist.")]})
        return [found[pk] for pk in keys]

    def _document(self, pk):
        if pk is None:
            return None
        document = Document.objects.filter(pk=pk).first()
        if document is None:
            raise serializers.ValidationError({"document": [_("This document does not exist.")]})
        return document

    def _shown(self, message):
        return MessageSerializer(self.get_queryset().get(pk=message.pk)).data

    @extend_schema(
        summary="Change a message (coordinators, its author while it is a draft)",
        request=ChangeMessageSerializer,
        responses=MessageSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        message = self.get_object()
        policy.check_can_edit(request.user, message)
        given = parsed(ChangeMessageSerializer, request)
        if "document" in given:
            given["document"] = self._document(given["document"])
        if "recommendations" in given:
            given["recommendations"] = self._recommendations(given["recommendations"])
        message_actions.edit_message(message=message, expected_version=given.pop("version"), by=request.user, **given)
        return Response(self._shown(message))

    @extend_schema(summary="State of a message", request=MessageStateSerializer, responses=MessageSerializer)
    @action(detail=True, methods=["post"])
    def state(self, request, pk=None):
        """Draft, agreed or used (coordinators)."""
        message, given = self.get_object(), parsed(MessageStateSerializer, request)
        version = given.pop("version")
        message_actions.set_message_state(message=message, expected_version=version, by=request.user, **given)
        return Response(self._shown(message))


@extend_schema_view(
    list=extend_schema(summary="Findings the reader may see"),
    retrieve=extend_schema(summary="One finding"),
)
class FindingViewSet(ScopedRecords):
    """Patterns of violations, matched with instruments."""

    policy = (AnalysisFinding,)
    serializer_class = FindingSerializer
    filterset_class = FindingFilter
    queryset = AnalysisFinding.objects.none()

    def get_queryset(self):
        return AnalysisFinding.objects.visible_to(self.request.user).select_related("cluster", "plan_line")

    def list(self, request):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self._shown(page, many=True))

    def retrieve(self, request, pk=None):
        return Response(self._shown(self.get_object()))

    def _shown(self, found, many=False):
        rows = list(found) if many else [found]
        context = {"provisions": analysis.provisions_of(self.request.user, rows)}
        return FindingSerializer(found, many=many, context=context).data

    @extend_schema(
        summary="Write down a finding (people of the cluster)",
        request=NewFindingSerializer,
        responses={201: FindingSerializer},
    )
    def create(self, request):
        """Everybody of the cluster."""
        given = parsed(NewFindingSerializer, request)
        policy.check_can_draft(request.user, given["cluster"].pk)
        finding = finding_actions.create_finding(**with_pairs(given, "provisions"), by=request.user)
        return Response(self._shown(finding), status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a finding (coordinators, and who wrote it)",
        request=ChangeFindingSerializer,
        responses=FindingSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        finding = self.get_object()
        policy.check_can_edit(request.user, finding)
        given = parsed(ChangeFindingSerializer, request)
        finding = finding_actions.edit_finding(
            finding=finding, expected_version=given.pop("version"), by=request.user, **with_pairs(given, "provisions")
        )
        return Response(self._shown(finding))
