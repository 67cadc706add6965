"""Agendas, notes and invitations of meetings for other programs. Same visibility, same actions as the pages."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from core.api import ActSerializer, DirectionSerializer, parsed, parsed_query, path_parameter
from core.found import found_or_404
from engagements.actions import agenda as agenda_actions
from engagements.actions import invitations as invitation_actions
from engagements.actions import meeting_notes as note_actions
from engagements.models import (
    AdvocacyIssue,
    AgendaItem,
    HctBriefing,
    Interaction,
    LetterStep,
    MeetingInvitation,
    MeetingNote,
)
from engagements.queries import interactions
from engagements.queries import meetings as queries
from engagements.serializers.letter import LetterStepSerializer
from engagements.serializers.meetings import (
    AgendaItemSerializer,
    AnswerInvitationSerializer,
    ChangeAgendaItemSerializer,
    ChangeMeetingNoteSerializer,
    InvitationToMeetingSerializer,
    InviteSerializer,
    MeetingNoteSerializer,
    NewAgendaItemSerializer,
    NewMeetingNoteSerializer,
    PushPointSerializer,
)
from stakeholders.models import Stakeholder

MEETING = path_parameter("pk", "Number of the interaction")
ITEM = path_parameter("item_pk", "Number of the item")
NOTE = path_parameter("minute_pk", "Number of the note")
INVITATION = path_parameter("invitation_pk", "Number of the invitation")


class OfMeeting(viewsets.ViewSet):
    """Something of a meeting; who does not see the meeting gets 404 whatever she sends."""

    def meeting(self, pk):
        return found_or_404(interactions.interaction(self.request.user, int(pk)))

    def found(self, row):
        if row is None:
            raise Http404
        return row


class AgendaViewSet(OfMeeting):
    """The agenda; the coordinators and whoever recorded the meeting keep it."""

    policy = (Interaction, AgendaItem, LetterStep)

    def _item(self, pk, item_pk):
        return self.found(queries.agenda_item(self.request.user, self.meeting(pk), item_pk))

    def _all(self, meeting, code=status.HTTP_200_OK):
        rows = queries.agenda_of(self.request.user, meeting)
        return Response(AgendaItemSerializer(rows, many=True).data, status=code)

    @extend_schema(summary="The agenda of a meeting", responses=AgendaItemSerializer(many=True), parameters=[MEETING])
    def list(self, request, pk=None):
        return self._all(self.meeting(pk))

    @extend_schema(
        summary="Put an item at the end of an agenda",
        request=NewAgendaItemSerializer,
        responses={201: AgendaItemSerializer(many=True)},
        parameters=[MEETING],
    )
    def create(self, request, pk=None):
        meeting = self.meeting(pk)
        given = parsed(NewAgendaItemSerializer, request)
        agenda_actions.add_agenda_item(interaction=meeting, by=request.user, **given)
        return self._all(meeting, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change an item of an agenda",
        request=ChangeAgendaItemSerializer,
        responses=AgendaItemSerializer,
        parameters=[MEETING, ITEM],
    )
    def partial_update(self, request, pk=None, item_pk=None):
        """A stale `version` is answered with 409."""
        item, given = self._item(pk, item_pk), parsed(ChangeAgendaItemSerializer, request)
        version = given.pop("version")
        agenda_actions.edit_agenda_item(item=item, expected_version=version, by=request.user, **given)
        return Response(AgendaItemSerializer(item).data)

    @extend_schema(
        summary="Move an item of an agenda",
        request=DirectionSerializer,
        responses=AgendaItemSerializer(many=True),
        parameters=[MEETING, ITEM],
    )
    def move(self, request, pk=None, item_pk=None):
        item, given = self._item(pk, item_pk), parsed(DirectionSerializer, request)
        agenda_actions.move_agenda_item(item=item, direction=given["direction"], by=request.user)
        return self._all(item.interaction)

    @extend_schema(
        summary="Take an item off an agenda",
        request=None,
        responses={204: None},
        parameters=[MEETING, ITEM, ActSerializer],
    )
    def destroy(self, request, pk=None, item_pk=None):
        """`version` stands in the address; a stale one is answered with 409."""
        item, given = self._item(pk, item_pk), parsed_query(ActSerializer, request)
        agenda_actions.remove_agenda_item(item=item, expected_version=given["version"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Put a meeting among the evidence of the letter's step on agendas (coordinators)",
        request=None,
        responses=LetterStepSerializer,
        parameters=[MEETING],
    )
    def to_letter(self, request, pk=None):
        """There already, not held, or nothing on human rights: 403."""
        row = agenda_actions.cite_in_letter(interaction=self.meeting(pk), by=request.user)
        return Response(LetterStepSerializer(row).data)


class MeetingNoteViewSet(OfMeeting):
    """Notes and advocacy points, each by its own mark."""

    policy = (Interaction, MeetingNote, AdvocacyIssue, HctBriefing)

    def _shown(self, notes):
        user = self.request.user
        seen = {
            "issues": set(queries.seen_of(AdvocacyIssue, user, {one.issue_id for one in notes})),
            "briefings": set(queries.seen_of(HctBriefing, user, {one.briefing_id for one in notes})),
        }
        return [MeetingNoteSerializer(one, context=seen).data for one in notes]

    def _note(self, pk, minute_pk):
        return self.found(queries.note_of(self.request.user, self.meeting(pk), minute_pk))

    @extend_schema(
        summary="Notes and advocacy points of a meeting",
        responses=MeetingNoteSerializer(many=True),
        parameters=[MEETING],
    )
    def list(self, request, pk=None):
        meeting = self.meeting(pk)
        notes = MeetingNote.objects.visible_to(request.user).filter(interaction=meeting)
        notes = notes.select_related("interaction__plan_line").order_by("pk")
        return Response(self._shown(list(notes)))

    @extend_schema(
        summary="Write a note or an advocacy point",
        request=NewMeetingNoteSerializer,
        responses={201: MeetingNoteSerializer},
        parameters=[MEETING],
    )
    def create(self, request, pk=None):
        """The coordinators, and whoever recorded the meeting."""
        meeting, given = self.meeting(pk), parsed(NewMeetingNoteSerializer, request)
        note = note_actions.write_note(interaction=meeting, by=request.user, **given)
        return Response(self._shown([note])[0], status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a note of a meeting",
        request=ChangeMeetingNoteSerializer,
        responses=MeetingNoteSerializer,
        parameters=[MEETING, NOTE],
    )
    def partial_update(self, request, pk=None, minute_pk=None):
        """The coordinators, and whoever wrote it. A stale `version` is answered with 409."""
        note, given = self._note(pk, minute_pk), parsed(ChangeMeetingNoteSerializer, request)
        version = given.pop("version")
        note_actions.edit_note(note=note, expected_version=version, by=request.user, **given)
        return Response(self._shown([note])[0])

    @extend_schema(
        summary="Bring an advocacy point to the country team (coordinators)",
        request=PushPointSerializer,
        responses=MeetingNoteSerializer,
        parameters=[MEETING, NOTE],
    )
    def push(self, request, pk=None, minute_pk=None):
        """There already, or seen by more people than the point: 403."""
        note, given = self._note(pk, minute_pk), parsed(PushPointSerializer, request)
        lock = {"note": note, "expected_version": given["version"], "by": request.user}
        if "issue" in given and "briefing" in given:
            raise serializers.ValidationError({"briefing": [_("Choose one of the two.")]})
        if "briefing" in given:
            briefing = queries.briefing_of(request.user, given["briefing"])
            if briefing is None:
                raise serializers.ValidationError({"briefing": [_("This does not exist.")]})
            note_actions.push_to_briefing(**lock, briefing=briefing)
        else:
            issue = queries.issue_of(request.user, given["issue"]) if "issue" in given else None
            if "issue" in given and issue is None:
                raise serializers.ValidationError({"issue": [_("This does not exist.")]})
            note_actions.push_to_issue(**lock, issue=issue)
        return Response(self._shown([note])[0])


class InvitationViewSet(OfMeeting):
    """Who of the register is invited; of somebody under an alias only who sees them learns anything."""

    policy = (Interaction, MeetingInvitation, Stakeholder)

    def _all(self, meeting, code=status.HTTP_200_OK):
        rows = queries.invitations(self.request.user, meeting).rows
        return Response(InvitationToMeetingSerializer(rows, many=True).data, status=code)

    @extend_schema(
        summary="The invitation list of a meeting, local and national actors first",
        responses=InvitationToMeetingSerializer(many=True),
        parameters=[MEETING],
    )
    def list(self, request, pk=None):
        return self._all(self.meeting(pk))

    @extend_schema(
        summary="Put actors of the register on the list",
        request=InviteSerializer,
        responses={201: InvitationToMeetingSerializer(many=True)},
        parameters=[MEETING],
    )
    def create(self, request, pk=None):
        """The coordinators, and whoever recorded the meeting. Any that she does not see: 400, known or not."""
        meeting, given = self.meeting(pk), parsed(InviteSerializer, request)
        wanted = set(given["stakeholders"])
        rows = list(Stakeholder.objects.visible_to(request.user).filter(pk__in=wanted))
        if len(rows) != len(wanted):
            raise serializers.ValidationError(
                {"stakeholders": [_("This entry is not in the register of the cluster.")]}
            )
        invitation_actions.invite(interaction=meeting, stakeholders=rows, by=request.user)
        return self._all(meeting, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Note the answer to an invitation",
        request=AnswerInvitationSerializer,
        responses=InvitationToMeetingSerializer,
        parameters=[MEETING, INVITATION],
    )
    def answer(self, request, pk=None, invitation_pk=None):
        """Already so: 403; a stale `version`: 409."""
        row = self.found(queries.invitation(request.user, self.meeting(pk), invitation_pk))
        given = parsed(AnswerInvitationSerializer, request)
        invitation_actions.answer_invitation(
            invitation=row, answer=given["answer"], expected_version=given["version"], by=request.user
        )
        return Response(InvitationToMeetingSerializer(row).data)
