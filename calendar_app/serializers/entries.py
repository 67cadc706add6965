"""What the API tells and takes. Texts are in the reader's language, instants in UTC, dates local to `time_zone`."""

from rest_framework import serializers

from calendar_app.enums import (
    Audience,
    Certainty,
    EntryKind,
    Precision,
    Publication,
    VisitStage,
)
from calendar_app.models import Entry, Session
from calendar_app.queries.staleness import is_stale
from calendar_app.rules import explain
from clusters.models import Cluster, Country
from core import clock
from mechanisms.enums import AuthorType, Obligation
from mechanisms.models import Mechanism, Theme


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
    parent = serializers.SerializerMethodField()
    themes = serializers.SerializerMethodField()
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
            "parent",
            "stage",
            "place",
            "themes",
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

    def get_parent(self, entry) -> int | None:
        """Only where the reader may see that date too: `visible_parents` is what the view has looked up."""
        return entry.parent_id if entry.parent_id in self.context.get("visible_parents", ()) else None

    def get_themes(self, entry) -> list[str]:
        return self.context.get("themes", {}).get(entry.pk, [])

    def get_explanation(self, entry) -> list[dict]:
        return [
            {"text": line.text, "source": line.source, "confidence": line.confidence}
            for line in explain(entry.explanation)
        ]


class VisibleEntryField(serializers.PrimaryKeyRelatedField):
    """A date that the caller may see; any other is answered as one that does not exist."""

    def __init__(self, **options):
        super().__init__(queryset=Entry.objects.none(), **options)

    def get_queryset(self):
        request = self.context.get("request")
        return Entry.objects.visible_to(request.user) if request else Entry.objects.none()


class NewEntrySerializer(serializers.Serializer):
    """A date to add by hand. `at` is the hour in `time_zone` (default: the mechanism's)."""

    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField(max_length=250)
    title_fr = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_es = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_pt = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_ar = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_ru = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_zh = serializers.CharField(max_length=250, required=False, allow_blank=True)
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
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all(), required=False, allow_null=True)
    parent = VisibleEntryField(required=False, allow_null=True)
    stage = serializers.ChoiceField(choices=VisitStage.choices, required=False, allow_blank=True)
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)
    themes = serializers.SlugRelatedField(slug_field="key", queryset=Theme.objects.all(), many=True, required=False)
    confirmed_sharing = serializers.BooleanField(default=False, help_text="Show a visit that is not confirmed.")


class ChangedEntrySerializer(serializers.Serializer):
    """What to change; what is not named stays. `reason` is needed where the date itself changes."""

    title = serializers.CharField(max_length=250, required=False)
    title_fr = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_es = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_pt = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_ar = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_ru = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_zh = serializers.CharField(max_length=250, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=EntryKind.choices, required=False)
    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all(), required=False)
    country = serializers.PrimaryKeyRelatedField(queryset=Country.objects.all(), required=False, allow_null=True)
    begins_on = serializers.DateField(required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    at = serializers.TimeField(required=False, allow_null=True)
    time_zone = serializers.CharField(max_length=64, required=False)
    precision = serializers.ChoiceField(choices=Precision.choices, required=False)
    about_text = serializers.CharField(max_length=80, required=False, allow_blank=True)
    certainty = serializers.ChoiceField(choices=Certainty.choices, required=False)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)
    author_type = serializers.ChoiceField(choices=AuthorType.choices, required=False)
    obligation = serializers.ChoiceField(choices=Obligation.choices, required=False)
    source = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all(), required=False, allow_null=True)
    parent = VisibleEntryField(required=False, allow_null=True)
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)
    themes = serializers.SlugRelatedField(slug_field="key", queryset=Theme.objects.all(), many=True, required=False)
    confirmed_sharing = serializers.BooleanField(required=False, help_text="Show a visit that is not confirmed.")
    reason = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class StageSerializer(serializers.Serializer):
    """The next stage of a visit, with new days where they changed."""

    stage = serializers.ChoiceField(choices=VisitStage.choices)
    begins_on = serializers.DateField(required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(choices=Precision.choices, required=False)
    source = serializers.CharField(required=False, allow_blank=True)
    reason = serializers.CharField(required=False, allow_blank=True)
    confirmed_sharing = serializers.BooleanField(default=False)
    version = serializers.IntegerField(required=False)


class ReasonForSerializer(serializers.Serializer):
    """Why, and the version that was read (a stale one is answered with 409)."""

    reason = serializers.CharField()
    version = serializers.IntegerField(required=False)


class VerifySerializer(serializers.Serializer):
    """The address of the proof, if it is another than before."""

    source = serializers.CharField(required=False, allow_blank=True)
