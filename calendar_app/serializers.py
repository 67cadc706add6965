"""What the API tells and takes. Texts are in the reader's language, instants in UTC, dates local to `time_zone`."""

from rest_framework import serializers

from calendar_app.enums import Audience, Certainty, EntryKind, OutcomeKind, Precision, Publication
from calendar_app.models import Entry, Outcome, Session
from calendar_app.queries.staleness import is_stale
from calendar_app.rules import explain
from clusters.models import Cluster, Country
from core import clock
from mechanisms.enums import AuthorType, Obligation
from mechanisms.models import Mechanism

# How exactly the dates of a session can be known.
MOVABLE = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON})


class ReasonSerializer(serializers.Serializer):
    """One line of "Why this date?"."""

    text = serializers.CharField()
    source = serializers.CharField()
    confidence = serializers.CharField()


class EntrySerializer(serializers.ModelSerializer):
    """A date of the calendar as the reader may see it."""

    title = serializers.CharField(source="__str__", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    family = serializers.CharField(source="mechanism.family", read_only=True)
    country = serializers.CharField(source="country_id", read_only=True, allow_null=True)
    country_name = serializers.CharField(source="country", read_only=True, allow_null=True)
    cluster = serializers.IntegerField(source="cluster_id", read_only=True, allow_null=True)
    session = serializers.IntegerField(source="session_id", read_only=True, allow_null=True)
    review = serializers.IntegerField(source="review_id", read_only=True, allow_null=True)
    explanation = serializers.SerializerMethodField()
    verified_at = serializers.DateTimeField(read_only=True)
    is_stale = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            "id",
            "uid",
            "kind",
            "title",
            "mechanism",
            "family",
            "country",
            "country_name",
            "cluster",
            "session",
            "review",
            "begins_on",
            "due_on",
            "due_at",
            "time_zone",
            "precision",
            "about_text",
            "certainty",
            "origin",
            "obligation",
            "author_type",
            "state",
            "anchor_moved",
            "audience",
            "publication",
            "explanation",
            "source",
            "confidence",
            "verified_at",
            "is_stale",
            "sequence",
            "version",
        ]
        read_only_fields = fields

    def get_is_stale(self, entry) -> bool:
        """Verified longer ago than its kind allows; false for a date that was never verified."""
        return is_stale(entry, clock.today())

    def get_explanation(self, entry) -> list[dict]:
        return [
            {"text": line.text, "source": line.source, "confidence": line.confidence}
            for line in explain(entry.explanation)
        ]


class NewEntrySerializer(serializers.Serializer):
    """A date to add by hand. `at` is the hour in `time_zone` (default: the mechanism's)."""

    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField(max_length=250)
    title_fr = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_ar = serializers.CharField(max_length=250, required=False, allow_blank=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all())
    country = serializers.PrimaryKeyRelatedField(queryset=Country.objects.all(), required=False, allow_null=True)
    cluster = serializers.PrimaryKeyRelatedField(queryset=Cluster.objects.all(), required=False, allow_null=True)
    begins_on = serializers.DateField(required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    at = serializers.TimeField(required=False, allow_null=True)
    time_zone = serializers.CharField(max_length=64, required=False, allow_blank=True)
    precision = serializers.ChoiceField(choices=Precision.choices, required=False, allow_null=True)
    about_text = serializers.CharField(max_length=80, required=False, allow_blank=True)
    certainty = serializers.ChoiceField(choices=Certainty.choices, default=Certainty.CONFIRMED)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False, allow_null=True)
    author_type = serializers.ChoiceField(choices=AuthorType.choices, default=AuthorType.ANY)
    obligation = serializers.ChoiceField(choices=Obligation.choices, default=Obligation.NONE)
    source = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)
    publication = serializers.ChoiceField(choices=Publication.choices, default=Publication.DRAFT)


class ReasonForSerializer(serializers.Serializer):
    """Why, and the version that was read (a stale one is answered with 409)."""

    reason = serializers.CharField()
    version = serializers.IntegerField(required=False)


class VerifySerializer(serializers.Serializer):
    """The address of the proof, if it is another than before."""

    source = serializers.CharField(required=False, allow_blank=True)


class SessionSerializer(serializers.ModelSerializer):
    """A session of a mechanism."""

    name = serializers.CharField(source="__str__", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = Session
        fields = [
            "id",
            "name",
            "mechanism",
            "number",
            "kind",
            "cycle",
            "place",
            "opens_on",
            "closes_on",
            "about_on",
            "about_text",
            "precision",
            "certainty",
            "state",
            "source",
            "confidence",
            "verified_at",
            "version",
        ]
        read_only_fields = fields


class MoveSerializer(ReasonForSerializer):
    """The new dates of a session. With precision "month" or "season" `opens_on` is any day of the month."""

    opens_on = serializers.DateField()
    closes_on = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(
        choices=[(name, label) for name, label in Precision.choices if name in MOVABLE],
        default=Precision.DAY,
    )
    certainty = serializers.ChoiceField(
        choices=[choice for choice in Certainty.choices if choice[0] != Certainty.NOT_ANNOUNCED], required=False
    )
    source = serializers.CharField(required=False, allow_blank=True)
    dry_run = serializers.BooleanField(default=False, help_text="Answer with what would move and write nothing.")


class PlannedMoveSerializer(serializers.Serializer):
    """One date: where it stood, where it stands after the move, or why it stays."""

    id = serializers.IntegerField(source="entry.pk", allow_null=True)
    title = serializers.CharField(source="entry.__str__")
    country = serializers.CharField(source="entry.country_id", allow_null=True)
    old_on = serializers.DateField(allow_null=True)
    new_on = serializers.DateField(allow_null=True)
    stays = serializers.CharField(allow_blank=True)


class OutcomeSerializer(serializers.ModelSerializer):
    """Something a mechanism brought forth."""

    title = serializers.CharField(source="__str__", read_only=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", read_only=True)
    family = serializers.CharField(source="mechanism.family", read_only=True)
    countries = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Outcome
        fields = [
            "id",
            "kind",
            "title",
            "mechanism",
            "family",
            "session",
            "countries",
            "symbol",
            "published_on",
            "url",
            "summary",
            "publication",
            "source",
            "confidence",
            "verified_at",
            "version",
        ]
        read_only_fields = fields


class NewOutcomeSerializer(serializers.Serializer):
    """An outcome to add; a draft unless `publish`."""

    kind = serializers.ChoiceField(choices=OutcomeKind.choices)
    title = serializers.CharField(max_length=300)
    title_fr = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title_ar = serializers.CharField(max_length=300, required=False, allow_blank=True)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all())
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all(), required=False, allow_null=True)
    countries = serializers.PrimaryKeyRelatedField(queryset=Country.objects.all(), many=True, required=False)
    symbol = serializers.CharField(max_length=60, required=False, allow_blank=True)
    published_on = serializers.DateField(required=False, allow_null=True)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    summary = serializers.CharField(required=False, allow_blank=True)
    source = serializers.CharField(required=False, allow_blank=True)
    publish = serializers.BooleanField(default=False)
