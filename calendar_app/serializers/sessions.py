"""Sessions and reviews in the API."""

from rest_framework import serializers

from calendar_app.enums import (
    Certainty,
    Precision,
    Publication,
    ReviewBasis,
    ReviewDocumentKind,
    SessionState,
)
from calendar_app.models import Review, ReviewDocument, Session
from calendar_app.serializers.entries import ReasonForSerializer
from mechanisms.models import Mechanism

# How exactly the dates of a session can be known.
MOVABLE = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON})
MOVABLE_CHOICES = [(name, label) for name, label in Precision.choices if name in MOVABLE]


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
    precision = serializers.ChoiceField(choices=MOVABLE_CHOICES, default=Precision.DAY)
    certainty = serializers.ChoiceField(
        choices=[choice for choice in Certainty.choices if choice[0] != Certainty.NOT_ANNOUNCED], required=False
    )
    source = serializers.CharField(required=False, allow_blank=True)
    dry_run = serializers.BooleanField(default=False, help_text="Answer with what would move and write nothing.")


class NewSessionSerializer(serializers.Serializer):
    """A session to add. With precision "month" or "season" `opens_on` is any day of the month."""

    mechanism = serializers.SlugRelatedField(slug_field="key", queryset=Mechanism.objects.all())
    number = serializers.CharField(max_length=20, required=False, allow_blank=True)
    kind = serializers.CharField(max_length=60, required=False, allow_blank=True)
    place = serializers.CharField(max_length=80, required=False, allow_blank=True)
    cycle = serializers.IntegerField(min_value=1, max_value=99, required=False, allow_null=True)
    opens_on = serializers.DateField(required=False, allow_null=True)
    closes_on = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(choices=MOVABLE_CHOICES, default=Precision.DAY)
    about_text = serializers.CharField(max_length=80, required=False, allow_blank=True)
    certainty = serializers.ChoiceField(choices=Certainty.choices, default=Certainty.PROVISIONAL)
    source = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)


class ChangedSessionSerializer(serializers.Serializer):
    """What to change; what is not named stays."""

    number = serializers.CharField(max_length=20, required=False, allow_blank=True)
    kind = serializers.CharField(max_length=60, required=False, allow_blank=True)
    place = serializers.CharField(max_length=80, required=False, allow_blank=True)
    cycle = serializers.IntegerField(min_value=1, max_value=99, required=False, allow_null=True)
    certainty = serializers.ChoiceField(choices=Certainty.choices, required=False)
    state = serializers.ChoiceField(choices=SessionState.choices, required=False)
    publication = serializers.ChoiceField(choices=Publication.choices, required=False)
    source = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class ShortenSerializer(ReasonForSerializer):
    closes_on = serializers.DateField()
    source = serializers.CharField(required=False, allow_blank=True)


class ReviewDocumentSerializer(serializers.ModelSerializer):
    """One of the documents a UPR review rests on."""

    class Meta:
        model = ReviewDocument
        fields = ["kind", "symbol", "received_on", "url", "source", "confidence", "verified_at"]
        read_only_fields = fields


class ReviewSerializer(serializers.ModelSerializer):
    """The review of a country in a session."""

    country = serializers.CharField(source="country_id", read_only=True)
    mechanism = serializers.CharField(source="session.mechanism.key", read_only=True)
    session_name = serializers.CharField(source="session.__str__", read_only=True)
    documents = ReviewDocumentSerializer(many=True, read_only=True)

    class Meta:
        model = Review
        fields = [
            "id",
            "country",
            "mechanism",
            "session",
            "session_name",
            "basis",
            "review_on",
            "report_due_on",
            "list_adopted_on",
            "adoption_session",
            "adopted_on",
            "symbol",
            "documents",
            "source",
            "confidence",
            "verified_at",
        ]
        read_only_fields = fields


class MoveReviewSerializer(serializers.Serializer):
    """Another session for a review, and why."""

    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.select_related("mechanism"))
    review_on = serializers.DateField(required=False, allow_null=True)
    basis = serializers.ChoiceField(choices=ReviewBasis.choices, default=ReviewBasis.CONFIRMED)
    adoption_session = serializers.PrimaryKeyRelatedField(
        queryset=Session.objects.select_related("mechanism"), required=False, allow_null=True
    )
    reason = serializers.CharField()
    dry_run = serializers.BooleanField(default=False, help_text="Answer with what would move and write nothing.")


class ReviewDatesSerializer(serializers.Serializer):
    """Days of a review; those that are not named stay."""

    review_on = serializers.DateField(required=False, allow_null=True)
    report_due_on = serializers.DateField(required=False, allow_null=True)
    list_adopted_on = serializers.DateField(required=False, allow_null=True)
    adoption_session = serializers.PrimaryKeyRelatedField(
        queryset=Session.objects.select_related("mechanism"), required=False, allow_null=True
    )
    adopted_on = serializers.DateField(required=False, allow_null=True)
    source = serializers.CharField(required=False, allow_blank=True)


class NewReviewDocumentSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=ReviewDocumentKind.choices)
    symbol = serializers.CharField(max_length=40, required=False, allow_blank=True)
    received_on = serializers.DateField(required=False, allow_null=True)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    source = serializers.CharField(required=False, allow_blank=True)


class PlannedMoveSerializer(serializers.Serializer):
    """One date: where it stood, where it stands after the move, or why it stays."""

    id = serializers.IntegerField(source="entry.pk", allow_null=True)
    title = serializers.CharField(source="entry.__str__")
    country = serializers.CharField(source="entry.country_id", allow_null=True)
    old_on = serializers.DateField(allow_null=True)
    new_on = serializers.DateField(allow_null=True)
    stays = serializers.CharField(allow_blank=True)
