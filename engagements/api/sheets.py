"""What a cluster keeps lists of, for other programs. Same visibility, same actions as the pages."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions import sheets as actions
from engagements.models import (
    AdvocacyIssue,
    AdvocacyStrategy,
    HctBriefing,
    MonitoringTool,
    PlanLine,
    RegisterEntry,
    SharingRow,
)
from engagements.queries import plans, sheets
from engagements.serializers import sheets as shapes

# What rows point to by number.
_LINKED = {
    "issues": (AdvocacyIssue, gettext_lazy("This issue does not exist.")),
    "strategies": (AdvocacyStrategy, gettext_lazy("This strategy does not exist.")),
}


class _SheetFilter(filters.FilterSet):
    cluster = IdFilter()
    country = filters.CharFilter(method="of_country")

    def of_country(self, rows, name, value):
        return rows.filter(cluster__country=value.upper())


class RegisterFilter(_SheetFilter):
    class Meta:
        model = RegisterEntry
        fields = ["kind", "stage"]


class _Sheet(ScopedRecords):
    """One of the lists. `new` and `change` are the shapes of what is sent."""

    related = ("cluster", "plan_line")
    filterset_class = _SheetFilter
    new: type[serializers.Serializer]
    change: type[serializers.Serializer]

    def create(self, request):
        """Coordinators of the cluster only. Twice makes two."""
        given = parsed(self.new, request)
        policy.check_can_advocate(request.user, given["cluster"].pk)
        row = actions.create_sheet(model=type(self).queryset.model, by=request.user, **self._seen(given))
        return self._answer(row, status.HTTP_201_CREATED)

    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        row = self.get_object()
        policy.check_can_advocate(request.user, row.cluster_id)
        given = parsed(self.change, request)
        version = given.pop("version")
        actions.edit_sheet(record=row, expected_version=version, by=request.user, **self._seen(given))
        return self._answer(row)

    def _answer(self, row, code=status.HTTP_200_OK):
        return self.shown(self.get_queryset().get(pk=row.pk), code)

    def _seen(self, given):
        """The line and the issues named by number; who does not see one is told that there is none."""
        if given.get("plan_line") is not None:
            given["plan_line"] = plans.plan_line(self.request.user, given["plan_line"])
            if given["plan_line"] is None:
                raise serializers.ValidationError({"plan_line": [_("This plan line does not exist.")]})
        for name, (model, unknown) in _LINKED.items():
            if name in given:
                wanted = set(given[name])
                given[name] = list(model.objects.visible_to(self.request.user).filter(pk__in=wanted))
                if len(given[name]) != len(wanted):
                    raise serializers.ValidationError({name: [unknown]})
        return given


class _LinkedSheet(_Sheet):
    """One of the lists whose rows point to others. `linked(user, rows)` gives the rows with those that she sees."""

    linked: Callable

    def paginate_queryset(self, rows):
        return self.linked(self.request.user, super().paginate_queryset(rows))

    def get_object(self):
        return self.linked(self.request.user, [super().get_object()])[0]

    def _answer(self, row, code=status.HTTP_200_OK):
        return self.shown(self.linked(self.request.user, [self.get_queryset().get(pk=row.pk)])[0], code)


def _told(what, shape, new, change):
    """The schema of one list."""
    return extend_schema_view(
        list=extend_schema(summary=f"{what} that the reader may see"),
        retrieve=extend_schema(summary=f"One of the {what[0].lower()}{what[1:]}"),
        create=extend_schema(summary=f"{what}: a new one (coordinators)", request=new, responses={201: shape}),
        partial_update=extend_schema(summary=f"{what}: change one (coordinators)", request=change, responses=shape),
    )


@_told(
    "Monitoring tools",
    shapes.MonitoringToolSerializer,
    shapes.NewMonitoringToolSerializer,
    shapes.ChangeMonitoringToolSerializer,
)
class MonitoringToolViewSet(_Sheet):
    """Tools of protection monitoring in three linked parts."""

    policy = (MonitoringTool,)
    queryset = MonitoringTool.objects.none()
    serializer_class = shapes.MonitoringToolSerializer
    new, change = shapes.NewMonitoringToolSerializer, shapes.ChangeMonitoringToolSerializer


@_told(
    "Rows of the sharing matrix",
    shapes.SharingRowSerializer,
    shapes.NewSharingRowSerializer,
    shapes.ChangeSharingRowSerializer,
)
class SharingRowViewSet(_Sheet):
    """Which data goes to which mechanism."""

    policy = (SharingRow,)
    related = ("cluster", "plan_line", "mechanism")
    queryset = SharingRow.objects.none()
    serializer_class = shapes.SharingRowSerializer
    new, change = shapes.NewSharingRowSerializer, shapes.ChangeSharingRowSerializer


@_told("Strategies", shapes.StrategySerializer, shapes.NewStrategySerializer, shapes.ChangeStrategySerializer)
class StrategyViewSet(_Sheet):
    """Where the advocacy of clusters is written down."""

    policy = (AdvocacyStrategy,)
    queryset = AdvocacyStrategy.objects.none()
    serializer_class = shapes.StrategySerializer
    new, change = shapes.NewStrategySerializer, shapes.ChangeStrategySerializer


@_told("Briefings", shapes.BriefingSerializer, shapes.NewBriefingSerializer, shapes.ChangeBriefingSerializer)
class BriefingViewSet(_LinkedSheet):
    """Briefings of the humanitarian country team."""

    policy = (HctBriefing, AdvocacyIssue, PlanLine)
    queryset = HctBriefing.objects.none()
    serializer_class = shapes.BriefingSerializer
    new, change = shapes.NewBriefingSerializer, shapes.ChangeBriefingSerializer
    linked = staticmethod(sheets.with_issues)


@_told(
    "Entries of registers",
    shapes.RegisterEntrySerializer,
    shapes.NewRegisterEntrySerializer,
    shapes.ChangeRegisterEntrySerializer,
)
class RegisterEntryViewSet(_LinkedSheet):
    """Advice notes, laws and policies, programmes, products, work with other sectors, data cooperation."""

    policy = (RegisterEntry, AdvocacyStrategy, PlanLine)
    filterset_class = RegisterFilter
    queryset = RegisterEntry.objects.none()
    serializer_class = shapes.RegisterEntrySerializer
    new, change = shapes.NewRegisterEntrySerializer, shapes.ChangeRegisterEntrySerializer
    linked = staticmethod(sheets.with_strategies)
