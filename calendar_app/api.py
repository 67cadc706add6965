"""Events, deadlines and sessions for other programs. Same visibility and same actions as the pages."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status, views, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from calendar_app import actions, documents
from calendar_app.actions import outcomes as outcome_actions
from calendar_app.enums import DEADLINE_KINDS, Certainty, EntryKind, EntryState, OutcomeKind
from calendar_app.models import Entry, Outcome
from calendar_app.queries import read_filter, reader_of
from calendar_app.queries.concern import of_country
from calendar_app.queries.export import export_of, too_long_text
from calendar_app.queries.filters import of_session, of_theme, with_words
from calendar_app.queries.outcomes import visible_outcomes
from calendar_app.queries.parts import links_of
from calendar_app.serializers import (
    ChangedEntrySerializer,
    EntrySerializer,
    NewEntrySerializer,
    NewOutcomeSerializer,
    OutcomeSerializer,
    ReasonForSerializer,
    StageSerializer,
    VerifySerializer,
)
from core import files
from core.api import IdFilter, parsed
from mechanisms.enums import Family

EVENT_KINDS = frozenset(EntryKind) - DEADLINE_KINDS


class EntryFilter(filters.FilterSet):
    """`from` and `to` keep every date or period that touches the span, both days included."""

    country = filters.CharFilter(
        method="of_country", label="ISO code; with the dates of the whole world that concern the country"
    )
    mechanism = filters.CharFilter(field_name="mechanism__key")
    family = filters.MultipleChoiceFilter(field_name="mechanism__family", choices=Family.choices)
    kind = filters.MultipleChoiceFilter(choices=EntryKind.choices)
    certainty = filters.MultipleChoiceFilter(choices=Certainty.choices)
    state = filters.MultipleChoiceFilter(choices=EntryState.choices)
    session = IdFilter(method="of_session", label="Dates of the session and of the reviews it holds")
    theme = filters.CharFilter(method="of_theme", label="Key of a theme that the date or its mandate carries")
    q = filters.CharFilter(method="with_words", label="Words in the title or the name of the mechanism")
    to = filters.DateFilter(method="until")

    class Meta:
        model = Entry
        fields = []

    def of_country(self, rows, name, value):
        return rows.filter(of_country(value.upper()[:3], self.request.user))

    def of_session(self, rows, name, value):
        return rows.filter(of_session(value))

    def of_theme(self, rows, name, value):
        return rows.filter(of_theme(rows, value[:80]))

    def with_words(self, rows, name, value):
        return with_words(rows, value.replace("\x00", "")[:80])

    def until(self, rows, name, value):
        return rows.annotate(starts=Coalesce("begins_on", "due_on")).filter(starts__lte=value)


# "from" is a word of the language and cannot be an attribute.
EntryFilter.base_filters["from"] = filters.DateFilter(field_name="due_on", lookup_expr="gte")


class EntryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    """Dates of the calendar that the reader may see, nearest first, those not announced last."""

    policy = (Entry,)
    kinds = frozenset(EntryKind)
    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = Entry.objects.none()

    def get_queryset(self):
        rows = Entry.objects.visible_to(self.request.user).filter(kind__in=sorted(self.kinds))
        return rows.select_related("mechanism", "country").order_by(F("due_on").asc(nulls_last=True), "pk")

    def list(self, request, *args, **kwargs):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(EntrySerializer(page, many=True, context=self._context(page)).data)

    def retrieve(self, request, *args, **kwargs):
        return Response(self._shown(self.get_object()))

    @extend_schema(request=NewEntrySerializer, responses={201: EntrySerializer})
    def create(self, request):
        """Add a date by hand: Task Team, or for a cluster of one's own its coordinators."""
        new = parsed(NewEntrySerializer, request)
        if new["kind"] not in self.kinds:
            return Response({"kind": [f"Not one of: {', '.join(sorted(self.kinds))}."]}, status=400)
        entry = actions.create_entry(**new, by=request.user)
        return Response(self._shown(entry), status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangedEntrySerializer, responses=EntrySerializer)
    def partial_update(self, request, pk=None):
        """Change what is named and nothing else; a change of the date itself needs a reason."""
        entry, said = self.get_object(), parsed(ChangedEntrySerializer, request)
        version = said.pop("version", None)
        entry = actions.edit_entry(entry=entry, expected_version=version, by=request.user, **said)
        return Response(self._shown(entry))

    @extend_schema(request=StageSerializer, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def stage(self, request, pk=None):
        """Bring a country visit to its next stage."""
        entry, said = self.get_object(), parsed(StageSerializer, request)
        version = said.pop("version", None)
        entry = actions.set_visit_stage(entry=entry, expected_version=version, by=request.user, **said)
        return Response(self._shown(entry))

    @extend_schema(request=VerifySerializer, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request, pk=None):
        """Say "I looked, this is right"."""
        entry, said = self.get_object(), parsed(VerifySerializer, request)
        return Response(self._shown(actions.verify_entry(entry=entry, **said, by=request.user)))

    @extend_schema(request=None, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """Show a draft to its audience."""
        return Response(self._shown(actions.publish_entry(entry=self.get_object(), by=request.user)))

    @extend_schema(request=ReasonForSerializer, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """The date will not take place; it stays visible as cancelled."""
        entry, said = self.get_object(), parsed(ReasonForSerializer, request)
        entry = actions.cancel_entry(
            entry=entry, reason=said["reason"], expected_version=said.get("version"), by=request.user
        )
        return Response(self._shown(entry))

    def _shown(self, entry):
        return EntrySerializer(entry, context=self._context([entry])).data

    def _context(self, entries):
        return {**self.get_serializer_context(), **links_of(self.request.user, entries)}


@extend_schema_view(
    list=extend_schema(summary="Sessions, reviews, adoptions, visits and other events"),
    retrieve=extend_schema(summary="One event"),
)
class EventViewSet(EntryViewSet):
    kinds = EVENT_KINDS


@extend_schema_view(
    list=extend_schema(summary="Dates by which something must be handed in"),
    retrieve=extend_schema(summary="One deadline"),
)
class DeadlineViewSet(EntryViewSet):
    kinds = DEADLINE_KINDS

    @extend_schema(request=None, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def met(self, request, pk=None):
        """The deadline is met: it never moves again and reminds nobody."""
        return Response(self._shown(actions.mark_met(entry=self.get_object(), by=request.user)))


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"csv": ("text/csv; charset=utf-8", documents.csv_bytes), "xlsx": (XLSX, documents.xlsx_bytes)}


class CalendarExportView(views.APIView):
    """The dates that an address of the calendar's page shows, as a file."""

    policy = (Entry,)

    @extend_schema(
        summary="The dates of the calendar as CSV or XLSX",
        description="Takes what the address of the calendar's page takes (country, family, mechanism, theme, kind, "
        "certainty, session, q, range, view, month, year, world). Drafts are left out.",
        parameters=[OpenApiParameter("form", enum=sorted(FORMS), description="csv (default) or xlsx")],
        responses={(200, "text/csv"): OpenApiTypes.BINARY, (200, XLSX): OpenApiTypes.BINARY},
    )
    def get(self, request):
        form = request.query_params.get("form", "csv")
        if form not in FORMS:
            return Response({"form": [f"Not one of: {', '.join(sorted(FORMS))}."]}, status=400)
        chosen = read_filter(request.query_params)
        export = export_of(reader_of(request.user), chosen)
        if export is None:
            raise Http404
        if export.is_too_long:
            return Response({"detail": too_long_text(export)}, status=422)
        media_type, made = FORMS[form]
        content = made(export)
        actions.record_export(
            form=form,
            code=export.code,
            total=export.total,
            restricted=export.restricted,
            asked=chosen.address(),
            by=request.user,
        )
        return files.download(content, file_name=f"{export.file_name}.{form}", media_type=media_type)


class OutcomeFilter(filters.FilterSet):
    country = filters.CharFilter(method="of_country", label="ISO code")
    mechanism = filters.CharFilter(field_name="mechanism__key")
    family = filters.MultipleChoiceFilter(field_name="mechanism__family", choices=Family.choices)
    kind = filters.MultipleChoiceFilter(choices=OutcomeKind.choices)
    session = IdFilter()

    class Meta:
        model = Outcome
        fields = []

    def of_country(self, rows, name, value):
        return rows.filter(countries=value.upper())


class OutcomeViewSet(mixins.CreateModelMixin, viewsets.ReadOnlyModelViewSet):
    """What the mechanisms brought forth, newest first. Drafts are the Task Team's."""

    policy = ()  # public facts; drafts are left out by the query
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter
    queryset = Outcome.objects.none()

    def get_queryset(self):
        return visible_outcomes(self.request.user).prefetch_related("countries", "themes")

    @extend_schema(request=NewOutcomeSerializer, responses={201: OutcomeSerializer})
    def create(self, request):
        """Add an outcome (Task Team)."""
        new = parsed(NewOutcomeSerializer, request)
        outcome = outcome_actions.create_outcome(**new, by=request.user)
        return Response(OutcomeSerializer(outcome).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=OutcomeSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """Show a draft to everyone; coordinators of its countries are told once."""
        outcome = outcome_actions.publish_outcome(outcome=self.get_object(), by=request.user)
        return Response(OutcomeSerializer(outcome).data)
