"""The rules of sharing for other programs: protocol, signatures, exceptions, strategy. Same visibility, same actions as
the pages. Individual cases and the log of reprisals have no API; what the cluster does about them is a rule."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action

from core.api import parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions import sharing as actions
from engagements.actions.reprisals import record_reprisal_protocol
from engagements.models import (
    PlanLine,
    ProtocolSignature,
    ReprisalProtocol,
    SharingException,
    SharingProtocol,
    SharingStrategy,
)
from engagements.queries import plans
from engagements.serializers.sharing import (
    NewProtocolSignatureSerializer,
    NewReprisalProtocolSerializer,
    NewSharingExceptionSerializer,
    NewSharingProtocolSerializer,
    NewSharingStrategySerializer,
    ProtocolSignatureSerializer,
    ReprisalProtocolSerializer,
    SharingExceptionSerializer,
    SharingProtocolSerializer,
    SharingStrategySerializer,
)


class _Rules(ScopedRecords):
    """Read by the circle of the cluster, written by its coordinators."""

    order = ("-pk",)
    filterset_fields = ["cluster"]

    def given(self, serializer_class):
        """What is to be recorded, by one of those who may."""
        given = parsed(serializer_class, self.request)
        policy.check_can_lead_sharing(self.request.user, given["cluster"].pk)
        return given

    def shown(self, row, code=status.HTTP_200_OK):
        return super().shown(self.get_queryset().get(pk=row.pk), code)


@extend_schema_view(
    list=extend_schema(summary="Versions of information-sharing protocols, the newest first"),
    retrieve=extend_schema(summary="One version of a protocol"),
)
class SharingProtocolViewSet(_Rules):
    """Versions of the information-sharing protocol of a cluster."""

    policy = (SharingProtocol,)
    serializer_class = SharingProtocolSerializer
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = SharingProtocol.objects.none()

    @extend_schema(
        summary="Put the next version of the protocol on record (coordinators)",
        request=NewSharingProtocolSerializer,
        responses={201: SharingProtocolSerializer},
    )
    def create(self, request):
        """Signatures of the version before go on unless `signatures_end`."""
        row = actions.record_protocol(**self.given(NewSharingProtocolSerializer), by=request.user)
        return self.shown(row, status.HTTP_201_CREATED)


@extend_schema_view(
    list=extend_schema(summary="Versions of safe-sharing strategies, the newest first"),
    retrieve=extend_schema(summary="One version of a safe-sharing strategy"),
)
class SharingStrategyViewSet(_Rules):
    """Versions of the safe-sharing strategy of a cluster. Nothing closed is shared before there is one."""

    policy = (SharingStrategy,)
    serializer_class = SharingStrategySerializer
    queryset = SharingStrategy.objects.none()

    @extend_schema(
        summary="Put the next version of the strategy on record (coordinators)",
        request=NewSharingStrategySerializer,
        responses={201: SharingStrategySerializer},
    )
    def create(self, request):
        """Every part is needed."""
        row = actions.record_strategy(**self.given(NewSharingStrategySerializer), by=request.user)
        return self.shown(row, status.HTTP_201_CREATED)


@extend_schema_view(
    list=extend_schema(summary="Who has signed the protocol"), retrieve=extend_schema(summary="One signature")
)
class ProtocolSignatureViewSet(_Rules):
    """Organisations that have signed, from when and until when."""

    policy = (ProtocolSignature,)
    serializer_class = ProtocolSignatureSerializer
    queryset = ProtocolSignature.objects.none()

    def get_queryset(self):
        return super().get_queryset().select_related("protocol", "organisation", "cluster")

    @extend_schema(
        summary="Note that an organisation has signed (coordinators)",
        request=NewProtocolSignatureSerializer,
        responses={201: ProtocolSignatureSerializer},
    )
    def create(self, request):
        """Signed already: 400. No protocol on record: 403."""
        row = actions.record_signature(**self.given(NewProtocolSignatureSerializer), by=request.user)
        return self.shown(row, status.HTTP_201_CREATED)

    @extend_schema(summary="End a signature (coordinators)", request=None, responses=ProtocolSignatureSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Now: what people saw through it is shut at their next request. Ended already: 403."""
        return self.shown(actions.end_signature(signature=self.get_object(), by=request.user))


@extend_schema_view(
    list=extend_schema(summary="The log of exceptions from the protocol"),
    retrieve=extend_schema(summary="One exception"),
)
class SharingExceptionViewSet(_Rules):
    """What went to organisations that have not signed, why and until when. The cluster reads it."""

    policy = (SharingException, PlanLine)
    serializer_class = SharingExceptionSerializer
    queryset = SharingException.objects.none()

    def get_queryset(self):
        lines = PlanLine.objects.visible_to(self.request.user).filter(pk=OuterRef("plan_line_id")).order_by()
        rows = super().get_queryset().select_related("organisation", "cluster")
        return rows.annotate(line_seen=Subquery(lines.values("pk")[:1]))

    @extend_schema(
        summary="Grant an exception (coordinators)",
        request=NewSharingExceptionSerializer,
        responses={201: SharingExceptionSerializer},
    )
    def create(self, request):
        """On a plan line that the coordinator sees, or for all that is described."""
        given = self.given(NewSharingExceptionSerializer)
        if given.get("plan_line") is not None:
            given["plan_line"] = plans.plan_line(request.user, given["plan_line"])
            if given["plan_line"] is None:
                raise serializers.ValidationError({"plan_line": [_("This plan line does not exist.")]})
        return self.shown(actions.grant_exception(**given, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(summary="End an exception (coordinators)", request=None, responses=SharingExceptionSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Before its day: access through it is shut at the next request. Ended already: 403."""
        return self.shown(actions.end_exception(exception=self.get_object(), by=request.user))


@extend_schema_view(
    list=extend_schema(summary="Versions of protocols on reprisals, the newest first"),
    retrieve=extend_schema(summary="One version of a protocol on reprisals"),
)
class ReprisalProtocolViewSet(_Rules):
    """What a cluster does when somebody is harmed for cooperating. What was reported has no API."""

    policy = (ReprisalProtocol,)
    serializer_class = ReprisalProtocolSerializer
    queryset = ReprisalProtocol.objects.none()

    @extend_schema(
        summary="Put the next version on record (coordinators and the circle for reprisals)",
        request=NewReprisalProtocolSerializer,
        responses={201: ReprisalProtocolSerializer},
    )
    def create(self, request):
        """`expected_number`: the newest version that you know (0: none); another one since is a conflict."""
        given = parsed(NewReprisalProtocolSerializer, request)
        return self.shown(record_reprisal_protocol(**given, by=request.user), status.HTTP_201_CREATED)
