"""Imports of dates for other programs: the same steps as on the pages: a file, its preview, writing, undoing."""

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from calendar_app import actions
from calendar_app.enums import EntryKind, ImportVerdict
from calendar_app.importing.files import check_size
from calendar_app.importing.problems import UnreadableFile
from calendar_app.models import ImportRun
from calendar_app.queries import reader_of
from calendar_app.queries.importing import all_lines, numbers_of
from clusters.models import Cluster, Country
from core.api import parsed
from core.parsers import WholeTextParser
from mechanisms.models import Mechanism


class ImportRunSerializer(serializers.ModelSerializer):
    """An import and how many of its lines do what."""

    cluster = serializers.IntegerField(source="cluster_id", read_only=True, allow_null=True)
    lines = serializers.SerializerMethodField()

    class Meta:
        model = ImportRun
        fields = ["id", "cluster", "file_name", "format", "digest", "reading", "state", "publication", "lines"]
        fields += ["created_at", "applied_at", "undone_at"]
        read_only_fields = fields

    def get_lines(self, run) -> dict[str, int]:
        return numbers_of(self.context["request"].user, run)


class ImportChangeSerializer(serializers.Serializer):
    label = serializers.CharField()
    old = serializers.CharField()
    new = serializers.CharField()


class ImportLineSerializer(serializers.Serializer):
    """A line of the file: what it does, what it changes, why it is broken. Texts are in the reader's language."""

    line = serializers.IntegerField(source="number")
    verdict = serializers.ChoiceField(choices=ImportVerdict.choices)
    title = serializers.CharField()
    country = serializers.CharField()
    when = serializers.CharField()
    entry = serializers.IntegerField(source="entry_pk", allow_null=True)
    changes = ImportChangeSerializer(many=True)
    problems = serializers.SerializerMethodField()

    def get_problems(self, line) -> list[dict[str, str]]:
        return [{"column": column, "cell": cell, "why": why} for column, cell, why in line.problems]


class ImportPreviewSerializer(ImportRunSerializer):
    """An import with all its lines."""

    rows = serializers.SerializerMethodField()

    class Meta(ImportRunSerializer.Meta):
        fields = [*ImportRunSerializer.Meta.fields, "rows"]
        read_only_fields = fields

    @extend_schema_field(ImportLineSerializer(many=True))
    def get_rows(self, run):
        return ImportLineSerializer(all_lines(self.context["request"].user, run), many=True).data


class NewImportSerializer(serializers.Serializer):
    """A file, and what holds where it says nothing. Without `cluster` it is read for the reference calendar."""

    file = serializers.FileField(allow_empty_file=True)
    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.none(), required=False)
    kind = serializers.ChoiceField(choices=EntryKind.choices, required=False)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all(), required=False)
    country = serializers.PrimaryKeyRelatedField(queryset=Country.objects.all(), required=False)

    def get_fields(self):
        fields = super().get_fields()
        request = self.context.get("request")
        # The schema is also written by a command, where nobody is logged in.
        is_known = request is not None and request.user.is_authenticated
        led = [cluster_id for cluster_id, *_rest in reader_of(request.user).led_clusters] if is_known else []
        fields["cluster"].queryset = Cluster.objects.filter(pk__in=led).select_related("country")
        return fields


class ApplySerializer(serializers.Serializer):
    """`good_only` leaves broken lines out; without it one broken line stops all. `publish`: new dates are no drafts."""

    good_only = serializers.BooleanField(default=False)
    publish = serializers.BooleanField(default=False)


class ImportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Lists of dates read from files. Reference calendar: Task Team; a cluster's own dates: its coordinators."""

    policy = (ImportRun,)
    serializer_class = ImportRunSerializer
    filter_backends: list = []
    # Sealed; only its class is looked at, by the schema.
    queryset = ImportRun.objects.none()
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self):
        return ImportRun.objects.visible_to(self.request.user).order_by("-created_at")

    def get_serializer_class(self):
        return ImportRunSerializer if self.action == "list" else ImportPreviewSerializer

    def get_parsers(self):
        return [MultiPartParser()] if self.request and self.action_map.get("post") == "create" else [WholeTextParser()]

    @extend_schema(request={"multipart/form-data": NewImportSerializer}, responses={201: ImportPreviewSerializer})
    def create(self, request):
        """Read a file and answer with what each line would do. Nothing is written to the calendar."""
        reader = reader_of(request.user)
        if not reader.is_task_team and not reader.led_clusters:
            raise Http404
        serializer = NewImportSerializer(data=request.data, context={"request": request})
        serializer.is_valid(raise_exception=True)
        new = dict(serializer.validated_data)
        file = new.pop("file")
        try:
            check_size(file.size)
            run = actions.read_import(content=file.read(), file_name=file.name, by=request.user, **new)
        except UnreadableFile as unreadable:
            return Response({"file": [str(unreadable.sentence)]}, status=unreadable.status)
        return Response(self._shown(run), status=status.HTTP_201_CREATED)

    @extend_schema(request=ApplySerializer, responses=ImportPreviewSerializer)
    @action(detail=True, methods=["post"])
    def apply(self, request, pk=None):
        """Write the preview. Applied already: nothing happens again."""
        run, said = self.get_object(), parsed(ApplySerializer, request)
        return Response(self._shown(actions.apply_import(run=run, **said, by=request.user)))

    @extend_schema(request=None, responses=ImportPreviewSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request, pk=None):
        """Take back what the import did; what people changed since stays."""
        return Response(self._shown(actions.undo_import(run=self.get_object(), by=request.user)))

    def _shown(self, run):
        return ImportPreviewSerializer(run, context=self.get_serializer_context()).data
