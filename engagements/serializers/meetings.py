"""Agendas, notes and invitations of meetings as other programs see them."""

from rest_framework import serializers

from core.api import ActSerializer, ChangeSerializer
from engagements.enums import Exposure, InvitationAnswer, NoteKind
from engagements.models import AgendaItem, MeetingInvitation, MeetingNote
from engagements.serializers.marks import MarkField


class AgendaItemSerializer(serializers.ModelSerializer):
    """An item of the agenda, in its place."""

    class Meta:
        model = AgendaItem
        fields = ["id", "position", "text", "is_rights", "has_findings", "version"]
        read_only_fields = fields


class NewAgendaItemSerializer(serializers.Serializer):
    """An item to put at the end; one with findings presented is one on human rights."""

    text = serializers.CharField(max_length=300)
    is_rights = serializers.BooleanField(default=False)
    has_findings = serializers.BooleanField(default=False)


class ChangeAgendaItemSerializer(ChangeSerializer, NewAgendaItemSerializer):
    """Other words or tags."""


class MeetingNoteSerializer(serializers.ModelSerializer):
    """A note or an advocacy point that the reader may see. Where it went: null too where she may not see that."""

    issue = serializers.SerializerMethodField()
    briefing = serializers.SerializerMethodField()
    mark = MarkField()

    class Meta:
        model = MeetingNote
        fields = ["id", "kind", "text", "exposure", "mark", "issue", "issue_at", "briefing", "briefing_at", "version"]
        read_only_fields = fields

    def get_issue(self, note) -> int | None:
        return note.issue_id if note.issue_id in self.context["issues"] else None

    def get_briefing(self, note) -> int | None:
        return note.briefing_id if note.briefing_id in self.context["briefings"] else None


class NewMeetingNoteSerializer(serializers.Serializer):
    """Restricted unless said otherwise."""

    kind = serializers.ChoiceField(choices=NoteKind.choices, default=NoteKind.NOTE)
    text = serializers.CharField(max_length=4000)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.RESTRICTED)


class ChangeMeetingNoteSerializer(ChangeSerializer, NewMeetingNoteSerializer):
    """A point that has gone on keeps its words."""


class PushPointSerializer(ActSerializer):
    """Where an advocacy point goes: to a `briefing`, to an `issue` that is there; without either, to a new issue."""

    issue = serializers.IntegerField(required=False, min_value=1)
    briefing = serializers.IntegerField(required=False, min_value=1)


class InvitationToMeetingSerializer(serializers.ModelSerializer):
    """An actor of the register who is invited, by the number in the register, and their answer."""

    stakeholder = serializers.IntegerField(source="stakeholder_id", read_only=True)
    level = serializers.CharField(source="stakeholder.level", read_only=True)

    class Meta:
        model = MeetingInvitation
        fields = ["id", "stakeholder", "level", "answer", "invited_at", "answered_at", "version"]
        read_only_fields = fields


class InviteSerializer(serializers.Serializer):
    """Numbers of the register; who is on the list already stays as they are."""

    stakeholders = serializers.ListField(child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=200)


class AnswerInvitationSerializer(ActSerializer):
    answer = serializers.ChoiceField(choices=InvitationAnswer.choices)
