"""Consultations in confidence for other programs. Only coordinators who see the line have these addresses."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from core.api import parsed, path_parameter
from core.found import found_or_404
from engagements import policy
from engagements.actions import blind as actions
from engagements.api.common import LINE, OfLine
from engagements.models import BlindAnswer, BlindConsultation, PlanLine
from engagements.queries import blind as queries
from engagements.serializers.blind import (
    BlindAnswerSerializer,
    BlindConsultationDetailSerializer,
    BlindConsultationSerializer,
    CloseConsultationSerializer,
    NewConsultationSerializer,
    NoteAskedSerializer,
    RecordAnswerSerializer,
)
from stakeholders.queries import to_choose

CONSULTATION = path_parameter("consultation_pk", "Number of the consultation")
ANSWER = path_parameter("answer_pk", "Number of the entry of whom was asked")


class BlindViewSet(OfLine):
    """Several are asked the same, each alone. Who does not plan on the line does not learn that anybody was: 404."""

    policy = (PlanLine, BlindConsultation, BlindAnswer)

    def _led(self, line_pk):
        line = self.line(line_pk)
        if not policy.can_plan(policy.roles_in(self.request.user, line.cluster)):
            raise Http404
        return line

    def _found(self, line_pk, consultation_pk):
        line = self._led(line_pk)
        return found_or_404(queries.consultation(self.request.user, line.pk, consultation_pk))

    def _shown(self, line_pk, pk, code=status.HTTP_200_OK):
        found = self._found(line_pk, pk)
        found.answers = queries.answers(self.request.user, found)
        found.asked = len(found.answers)
        found.answered = sum(row.answered_on is not None for row in found.answers)
        return Response(BlindConsultationDetailSerializer(found).data, status=code)

    @extend_schema(
        summary="Consultations in confidence on a line (coordinators)",
        responses=BlindConsultationSerializer(many=True),
        parameters=[LINE],
    )
    def list(self, request, line_pk=None):
        rows = queries.consultations(request.user, self._led(line_pk))
        return Response(BlindConsultationSerializer(rows, many=True).data)

    @extend_schema(
        summary="Write down the one question (coordinators)",
        request=NewConsultationSerializer,
        responses={201: BlindConsultationDetailSerializer},
        parameters=[LINE],
    )
    def create(self, request, line_pk=None):
        """Words that could give a person away are refused. Twice begins two."""
        line, given = self._led(line_pk), parsed(NewConsultationSerializer, request)
        made = actions.begin_consultation(plan_line=line, by=request.user, **given)
        return self._shown(line_pk, made.pk, status.HTTP_201_CREATED)

    @extend_schema(
        summary="One consultation with what was answered (coordinators)",
        responses=BlindConsultationDetailSerializer,
        parameters=[LINE, CONSULTATION],
    )
    def retrieve(self, request, line_pk=None, consultation_pk=None):
        return self._shown(line_pk, consultation_pk)

    @extend_schema(
        summary="Note that one more was asked (coordinators)",
        request=NoteAskedSerializer,
        responses={201: BlindAnswerSerializer},
        parameters=[LINE, CONSULTATION],
    )
    def asked(self, request, line_pk=None, consultation_pk=None):
        """The same one twice is refused."""
        found, given = self._found(line_pk, consultation_pk), parsed(NoteAskedSerializer, request)
        register = to_choose(request.user, found.plan_line.cluster)
        given["stakeholder"] = register.filter(pk=given["stakeholder"]).first()
        if given["stakeholder"] is None:
            sentence = _("This entry is not in the register of the cluster.")
            raise serializers.ValidationError({"stakeholder": [sentence]})
        row = actions.note_asked(consultation=found, by=request.user, **given)
        return Response(BlindAnswerSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Write down what one of them answered (coordinators)",
        request=RecordAnswerSerializer,
        responses=BlindAnswerSerializer,
        parameters=[LINE, CONSULTATION, ANSWER],
    )
    def answer(self, request, line_pk=None, consultation_pk=None, answer_pk=None):
        """It can be put right while the consultation is open. A stale `version`: 409."""
        self._found(line_pk, consultation_pk)
        row = found_or_404(queries.answer(request.user, line_pk, consultation_pk, answer_pk))
        given = parsed(RecordAnswerSerializer, request)
        version = given.pop("version")
        actions.record_answer(answer_row=row, expected_version=version, by=request.user, **given)
        return Response(BlindAnswerSerializer(row).data)

    @extend_schema(
        summary="Keep what follows, and close it (coordinators)",
        request=CloseConsultationSerializer,
        responses=BlindConsultationDetailSerializer,
        parameters=[LINE, CONSULTATION],
    )
    def close(self, request, line_pk=None, consultation_pk=None):
        """Then nothing is added any more. A stale `version`: 409."""
        found, given = self._found(line_pk, consultation_pk), parsed(CloseConsultationSerializer, request)
        version = given.pop("version")
        actions.close_consultation(consultation=found, expected_version=version, by=request.user, **given)
        return self._shown(line_pk, found.pk)
