"""The rooms of a visit and of a session, as other programs see them. Days are local."""

from rest_framework import serializers

from core.api import ChangeSerializer
from engagements.enums import InputState, Raised, StopState

_TEXT = {"required": False, "allow_blank": True, "default": ""}


class LineInputSerializer(serializers.Serializer):
    """Something to hand over. `submission`: where it is written, if the reader sees that text."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    recipient = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=InputState.choices)
    submission = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_submission(self, row) -> int | None:
        return row.text.pk if row.text else None


class NewLineInputSerializer(serializers.Serializer):
    """`recipient` is a function, without an address or a number. `sent` is refused while a gate is shut."""

    title = serializers.CharField(max_length=200)
    recipient = serializers.CharField(max_length=200, **_TEXT)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    state = serializers.ChoiceField(choices=InputState.choices, default=InputState.TO_PREPARE)
    submission = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)


class ChangeLineInputSerializer(ChangeSerializer, NewLineInputSerializer):
    """`version` is the version that was read."""


class VisitStopSerializer(serializers.Serializer):
    """A place on the programme. `safety`: the note on what to heed, empty for whoever may not know it."""

    id = serializers.IntegerField()
    place = serializers.CharField()
    host = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    day_note = serializers.CharField()
    purpose = serializers.CharField()
    state = serializers.ChoiceField(choices=StopState.choices)
    safety = serializers.CharField()
    version = serializers.IntegerField()


class NewVisitStopSerializer(serializers.Serializer):
    """`host` is a function. `day_note` says when, if no day is known."""

    place = serializers.CharField(max_length=120)
    host = serializers.CharField(max_length=200, **_TEXT)
    on = serializers.DateField(required=False, allow_null=True, default=None)
    day_note = serializers.CharField(max_length=80, **_TEXT)
    purpose = serializers.CharField(max_length=300, **_TEXT)
    state = serializers.ChoiceField(choices=StopState.choices, default=StopState.PROPOSED)
    safety = serializers.CharField(max_length=4000, **_TEXT)


class ChangeVisitStopSerializer(ChangeSerializer, NewVisitStopSerializer):
    """`version` is the version that was read."""


class SessionConcernSerializer(serializers.Serializer):
    """A concern of the cluster, and whether it was raised."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    raised = serializers.ChoiceField(choices=Raised.choices)
    note = serializers.CharField()
    document = serializers.IntegerField(source="document_id", allow_null=True)
    citation = serializers.CharField()
    version = serializers.IntegerField()


class NewSessionConcernSerializer(serializers.Serializer):
    """`document` is one of the mechanism's in the catalogue."""

    text = serializers.CharField(max_length=300)
    raised = serializers.ChoiceField(choices=Raised.choices, default=Raised.OPEN)
    note = serializers.CharField(max_length=4000, **_TEXT)
    document = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)
    citation = serializers.CharField(max_length=120, **_TEXT)


class ChangeSessionConcernSerializer(ChangeSerializer, NewSessionConcernSerializer):
    """`version` is the version that was read."""


class LineReportSerializer(serializers.Serializer):
    """What came out and what next. `version` 0: nothing is written yet."""

    came_out = serializers.CharField(allow_blank=True, max_length=20_000)
    what_next = serializers.CharField(allow_blank=True, max_length=20_000)
    version = serializers.IntegerField(min_value=0)
