"""What belongs to a text beside its words, for other programs: evidence, proposed recommendations, who submits."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api import ActSerializer, DirectionSerializer, parsed, path_parameter
from engagements import documents, policy
from engagements.actions import evidence as evidence_actions
from engagements.actions import joint as joint_actions
from engagements.actions import proposals as proposal_actions
from engagements.api.common import SUBMISSION, OfSubmission, organisation_in, section_in
from engagements.models import EvidenceNote, ProposedRecommendation, Section, Submission, SubmittingOrganisation
from engagements.queries import texts as queries
from engagements.serializers.submissions import SectionSerializer
from engagements.serializers.texts import (
    ChangeEvidenceNoteSerializer,
    ChangeProposedRecommendationSerializer,
    EvidenceNoteSerializer,
    NameSubmittingOrganisationSerializer,
    NewEvidenceNoteSerializer,
    NewProposedRecommendationSerializer,
    NewSubmittingOrganisationSerializer,
    ProposedRecommendationSerializer,
    SubmittingListSerializer,
    SubmittingOrganisationSerializer,
    WriteProposalsSerializer,
)

NOTE = path_parameter("note_pk", "Number of the note")
PROPOSAL = path_parameter("proposal_pk", "Number of the proposal")
ROW = path_parameter("row_pk", "Number of the entry on the list, not of the organisation")


class EvidenceViewSet(OfSubmission):
    """What stands behind a text: for those who may write it, also once it is closed. 403 for who only reads."""

    policy = (Submission, EvidenceNote, Section)

    def _text(self, pk):
        submission = self.submission(pk)
        policy.check_can_keep_evidence(self.request.user, submission)
        return submission

    def _note(self, pk, note_pk):
        submission = self.submission(pk)
        note = queries.evidence_note(self.request.user, submission, note_pk)
        policy.check_can_keep_evidence(self.request.user, submission)
        return note

    @extend_schema(
        summary="Evidence behind a text (writers)",
        responses=EvidenceNoteSerializer(many=True),
        parameters=[SUBMISSION],
    )
    def list(self, request, pk=None):
        rows = queries.evidence_of(request.user, self._text(pk))
        return Response(EvidenceNoteSerializer(rows, many=True).data)

    @extend_schema(
        summary="Note what stands behind a text (writers)",
        request=NewEvidenceNoteSerializer,
        responses={201: EvidenceNoteSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """Twice makes two."""
        submission = self._text(pk)
        given = parsed(NewEvidenceNoteSerializer, request)
        given["section"] = section_in(request.user, submission, given["section"])
        note = evidence_actions.add_evidence(submission=submission, by=request.user, **given)
        return Response(EvidenceNoteSerializer(note).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a note (writers)",
        request=ChangeEvidenceNoteSerializer,
        responses=EvidenceNoteSerializer,
        parameters=[SUBMISSION, NOTE],
    )
    def partial_update(self, request, pk=None, note_pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        note = self._note(pk, note_pk)
        given = parsed(ChangeEvidenceNoteSerializer, request)
        section = note.section
        if "section" in given:
            section = section_in(request.user, note.submission, given["section"])
        evidence_actions.change_evidence(
            note=note,
            kind=given.get("kind", note.kind),
            text=given.get("text", note.text),
            section=section,
            paragraph=given.get("paragraph", note.paragraph),
            expected_version=given["version"],
            by=request.user,
        )
        fresh = queries.evidence_note(request.user, note.submission, note_pk)
        return Response(EvidenceNoteSerializer(fresh).data)

    @extend_schema(
        summary="Take a note away for good (writers)",
        request=ActSerializer,
        responses={204: None},
        parameters=[SUBMISSION, NOTE],
    )
    def remove(self, request, pk=None, note_pk=None):
        note, given = self._note(pk, note_pk), parsed(ActSerializer, request)
        evidence_actions.remove_evidence(note=note, expected_version=given["version"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProposalViewSet(OfSubmission):
    """Recommendations that a text asks a mechanism to make, in order."""

    policy = (Submission, ProposedRecommendation, Section)

    def _row(self, pk, proposal_pk):
        return queries.proposal(self.request.user, self.submission(pk), proposal_pk)

    def _all(self, submission, code=status.HTTP_200_OK):
        rows = queries.proposals_of(self.request.user, submission)
        return Response(ProposedRecommendationSerializer(rows, many=True).data, status=code)

    @extend_schema(
        summary="Recommendations that a text proposes",
        responses=ProposedRecommendationSerializer(many=True),
        parameters=[SUBMISSION],
    )
    def list(self, request, pk=None):
        return self._all(self.submission(pk))

    @extend_schema(
        summary="Propose a recommendation (writers)",
        request=NewProposedRecommendationSerializer,
        responses={201: ProposedRecommendationSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """At the end of the list. Twice makes two."""
        submission, given = self.submission(pk), parsed(NewProposedRecommendationSerializer, request)
        row = proposal_actions.add_proposal(submission=submission, by=request.user, **given)
        return Response(ProposedRecommendationSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a proposal (writers)",
        request=ChangeProposedRecommendationSerializer,
        responses=ProposedRecommendationSerializer,
        parameters=[SUBMISSION, PROPOSAL],
    )
    def partial_update(self, request, pk=None, proposal_pk=None):
        """Only the fields given change; what was put into a section already stays. A stale `version`: 409."""
        row, given = self._row(pk, proposal_pk), parsed(ChangeProposedRecommendationSerializer, request)
        proposal_actions.change_proposal(
            proposal=row,
            text=given.get("text", row.text),
            detail=given.get("detail", row.detail),
            expected_version=given["version"],
            by=request.user,
        )
        fresh = queries.proposal(request.user, row.submission, proposal_pk)
        return Response(ProposedRecommendationSerializer(fresh).data)

    @extend_schema(
        summary="Move a proposal up or down (writers)",
        request=DirectionSerializer,
        responses=ProposedRecommendationSerializer(many=True),
        parameters=[SUBMISSION, PROPOSAL],
    )
    def move(self, request, pk=None, proposal_pk=None):
        """Answers with the whole list. At the edge nothing happens."""
        row, given = self._row(pk, proposal_pk), parsed(DirectionSerializer, request)
        proposal_actions.move_proposal(proposal=row, direction=given["direction"], by=request.user)
        return self._all(row.submission)

    @extend_schema(
        summary="Take a proposal off the list (writers)",
        request=ActSerializer,
        responses={204: None},
        parameters=[SUBMISSION, PROPOSAL],
    )
    def remove(self, request, pk=None, proposal_pk=None):
        row, given = self._row(pk, proposal_pk), parsed(ActSerializer, request)
        proposal_actions.remove_proposal(proposal=row, expected_version=given["version"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Put the proposals below the text of a section (writers)",
        request=WriteProposalsSerializer,
        responses=SectionSerializer,
        parameters=[SUBMISSION],
    )
    def write(self, request, pk=None):
        """Those that do not stand there yet. 403 where all of them do."""
        submission, given = self.submission(pk), parsed(WriteProposalsSerializer, request)
        policy.check_can_write(request.user, submission)
        section = section_in(request.user, submission, given["section"])
        return Response(SectionSerializer(proposal_actions.write_proposals(section=section, by=request.user)).data)


class SubmittingViewSet(OfSubmission):
    """Organisations that submit a joint text. Coordinators keep the list while the text is open; an organisation may
    leave it until the last day."""

    policy = (Submission, SubmittingOrganisation)

    def _row(self, pk, row_pk):
        return queries.submitting_organisation(self.request.user, self.submission(pk), row_pk)

    def _all(self, submission, code=status.HTTP_200_OK):
        rows = queries.submitting_organisations(self.request.user, submission)
        cover = documents.submitted_by(submission.plan_line.cluster, rows, submission.language)
        return Response(SubmittingListSerializer({"cover": cover, "organisations": rows}).data, status=code)

    @extend_schema(
        summary="Who submits, and what the cover says", responses=SubmittingListSerializer, parameters=[SUBMISSION]
    )
    def list(self, request, pk=None):
        return self._all(self.submission(pk))

    @extend_schema(
        summary="Put an organisation on the list (coordinators)",
        request=NewSubmittingOrganisationSerializer,
        responses={201: SubmittingListSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """Twice is refused. What was signed no longer counts: the cover changed."""
        submission, given = self.submission(pk), parsed(NewSubmittingOrganisationSerializer, request)
        policy.check_can_list_organisations(request.user, submission)
        given["organisation"] = organisation_in(request.user, submission, given["organisation"])
        joint_actions.add_submitting_organisation(submission=submission, by=request.user, **given)
        return self._all(submission, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Name an organisation on the cover, or not (coordinators)",
        request=NameSubmittingOrganisationSerializer,
        responses=SubmittingOrganisationSerializer,
        parameters=[SUBMISSION, ROW],
    )
    def say_named(self, request, pk=None, row_pk=None):
        row, given = self._row(pk, row_pk), parsed(NameSubmittingOrganisationSerializer, request)
        named = joint_actions.name_submitting_organisation(row=row, is_named=given["is_named"], by=request.user)
        return Response(SubmittingOrganisationSerializer(named).data)

    @extend_schema(
        summary="Move an organisation up or down (coordinators)",
        request=DirectionSerializer,
        responses=SubmittingListSerializer,
        parameters=[SUBMISSION, ROW],
    )
    def move(self, request, pk=None, row_pk=None):
        row, given = self._row(pk, row_pk), parsed(DirectionSerializer, request)
        joint_actions.move_submitting_organisation(row=row, direction=given["direction"], by=request.user)
        return self._all(row.submission)

    @extend_schema(
        summary="Take an organisation off the list (coordinators)",
        request=None,
        responses={204: None},
        parameters=[SUBMISSION, ROW],
    )
    def remove(self, request, pk=None, row_pk=None):
        joint_actions.remove_submitting_organisation(row=self._row(pk, row_pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
