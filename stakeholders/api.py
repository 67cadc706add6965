"""The register for other programs. Same visibility, same actions as the pages."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed, path_parameter
from core.api_views import ScopedRecords
from core.found import found_or_404, one_or_404
from stakeholders import actions, policy, queries
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader, StakeholderStanding
from stakeholders.serializers import (
    ArchiveStakeholderSerializer,
    ChangeStakeholderSerializer,
    NameStakeholderReaderSerializer,
    NewStakeholderSerializer,
    NewStandingSerializer,
    ProtectStakeholderSerializer,
    StakeholderDetailSerializer,
    StakeholderSerializer,
    StandingSerializer,
    WriteIndependenceSerializer,
)

PERSON = path_parameter("user_pk", "Number of the person")


class StakeholderFilter(filters.FilterSet):
    class Meta:
        model = Stakeholder
        fields = ["cluster", "kind", "family", "relation"]


@extend_schema_view(list=extend_schema(summary="Stakeholders the reader may see"))
class StakeholderViewSet(ScopedRecords):
    """The register of a cluster. Protected ones are seen by coordinators and the people they name."""

    policy = (Stakeholder, StakeholderReader, StakeholderStanding, IndependenceNote)
    serializer_class = StakeholderSerializer
    filterset_class = StakeholderFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Stakeholder.objects.none()

    def get_queryset(self):
        return super().get_queryset().filter(is_archived=False)

    def _found(self, pk):
        return found_or_404(queries.stakeholder(self.request.user, int(pk)))

    def _kept(self, pk):
        """The entry, for who keeps the register; 403 for who only reads it."""
        found = self._found(pk)
        policy.check_keeps_register(self.request.user, found.cluster_id)
        return found

    def _shown(self, pk, code=status.HTTP_200_OK):
        user, found = self.request.user, self._found(pk)
        found.independence = queries.independence_of(user, found)
        found.readers = queries.readers_of(user, found) if found.is_protected else []
        return Response(StakeholderDetailSerializer(found).data, status=code)

    @extend_schema(summary="One stakeholder", responses=StakeholderDetailSerializer)
    def retrieve(self, request, pk=None):
        return self._shown(pk)

    @extend_schema(
        summary="Add a stakeholder (coordinators)",
        request=NewStakeholderSerializer,
        responses={201: StakeholderDetailSerializer},
    )
    def create(self, request):
        """404 for a cluster whose register the caller does not see, 400 for a name under an alias."""
        data = parsed(NewStakeholderSerializer, request)
        cluster = one_or_404(policy.clusters_with_register(request.user), data.pop("cluster"))
        made = actions.add_stakeholder(cluster=cluster, by=request.user, **data)
        return self._shown(made.pk, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change an entry (coordinators)",
        request=ChangeStakeholderSerializer,
        responses=StakeholderDetailSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        found, data = self._kept(pk), parsed(ChangeStakeholderSerializer, request)
        version = data.pop("version")
        actions.change_stakeholder(stakeholder=found, expected_version=version, by=request.user, **data)
        return self._shown(pk)

    @extend_schema(
        summary="Keep an alias alone from now on (coordinators)",
        request=ProtectStakeholderSerializer,
        responses={200: StakeholderDetailSerializer},
    )
    @action(detail=True, methods=["post"])
    def protect(self, request, pk=None):
        """Wipes name, contact and organisation. 409 for a stale version."""
        found, data = self._found(pk), parsed(ProtectStakeholderSerializer, request)
        actions.protect_stakeholder(
            stakeholder=found, alias=data["alias"], expected_version=data["version"], by=request.user
        )
        return self._shown(pk)

    @extend_schema(
        summary="Out of the register, or back into it (coordinators)",
        request=ArchiveStakeholderSerializer,
        responses={200: StakeholderDetailSerializer},
    )
    @action(detail=True, methods=["post"])
    def archive(self, request, pk=None):
        """What was recorded with them stays. The same again changes nothing."""
        found, data = self._found(pk), parsed(ArchiveStakeholderSerializer, request)
        actions.archive_stakeholder(
            stakeholder=found, is_archived=data["is_archived"], expected_version=data["version"], by=request.user
        )
        return self._shown(pk)

    @extend_schema(
        summary="Let somebody see a protected entry (coordinators)",
        request=NameStakeholderReaderSerializer,
        responses={201: StakeholderDetailSerializer},
    )
    @action(detail=True, methods=["post"])
    def readers(self, request, pk=None):
        """People of the cluster. Naming again changes nothing."""
        found, data = self._kept(pk), parsed(NameStakeholderReaderSerializer, request)
        person = policy.nameable_people(found.cluster).filter(pk=data["person"]).first()
        if person is None:
            raise serializers.ValidationError({"person": [_("Only people of this cluster can be named.")]})
        actions.name_reader(stakeholder=found, person=person, by=request.user)
        return self._shown(pk, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Take a named reader off (coordinators)",
        request=None,
        responses={200: StakeholderDetailSerializer},
        parameters=[PERSON],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path=r"readers/(?P<user_pk>[0-9]{1,9})/remove",
        url_name="reader-remove",
    )
    def reader_remove(self, request, pk=None, user_pk=None):
        """Nothing happens where nobody is named."""
        actions.remove_reader(stakeholder=self._kept(pk), person_id=int(user_pk), by=request.user)
        return self._shown(pk)

    @extend_schema(
        summary="Write how independent a body is (coordinators)",
        request=WriteIndependenceSerializer,
        responses={200: StakeholderDetailSerializer},
    )
    @action(detail=True, methods=["post"])
    def independence(self, request, pk=None):
        """Read by the coordinators alone. A stale `version` is answered with 409."""
        found, data = self._kept(pk), parsed(WriteIndependenceSerializer, request)
        version = data.pop("version")
        actions.write_independence(stakeholder=found, expected_version=version, by=request.user, **data)
        return self._shown(pk)

    @extend_schema(summary="Judgements of influence and interest", responses={200: StandingSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def standings(self, request, pk=None):
        """The newest first; what moved shows from one to the next."""
        lines = queries.standings_of(request.user, self._found(pk))
        return Response(StandingSerializer([line.row for line in lines], many=True).data)

    @extend_schema(
        summary="Judge influence and interest (coordinators)",
        request=NewStandingSerializer,
        responses={201: StandingSerializer},
    )
    @standings.mapping.post
    def judge(self, request, pk=None):
        """One more row; 409 where somebody was quicker."""
        found, data = self._found(pk), parsed(NewStandingSerializer, request)
        number = data.pop("number")
        row = actions.record_standing(stakeholder=found, expected_number=number, by=request.user, **data)
        return Response(StandingSerializer(row).data, status=201)
