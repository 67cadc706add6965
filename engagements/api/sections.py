"""The words of a text for other programs: its sections one by one, and the versions that are kept of it."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api import ActSerializer, DirectionSerializer, parsed, path_parameter
from engagements import policy
from engagements.actions import joint as joint_actions
from engagements.actions import sections as actions
from engagements.actions import versions as version_actions
from engagements.actions.quotations import quote_recommendation
from engagements.api.common import SECTION, SUBMISSION, OfSubmission, organisation_in
from engagements.models import Section, Submission, Version
from engagements.queries import submissions as queries
from engagements.serializers.submissions import FrozenVersionSerializer, SectionSerializer
from engagements.serializers.writing import (
    ChangeSectionSerializer,
    FreezeSerializer,
    NewSectionSerializer,
    QuoteSerializer,
    SectionAuthorSerializer,
)

VERSION = path_parameter("version_pk", "Number of the frozen version")


class SectionViewSet(OfSubmission):
    """Sections in the order of the document. Each has its own version: two people in different ones never meet."""

    policy = (Submission, Section)

    def _section(self, pk, section_pk):
        return queries.section_detail(self.request.user, self.submission(pk), section_pk)

    def _all(self, submission):
        rows = queries.sections_with_text(self.request.user, submission)
        return Response(SectionSerializer(rows, many=True).data)

    @extend_schema(
        summary="Sections of a text with their words", responses=SectionSerializer(many=True), parameters=[SUBMISSION]
    )
    def list(self, request, pk=None):
        return self._all(self.submission(pk))

    @extend_schema(
        summary="Add an empty section at the end (writers)",
        request=NewSectionSerializer,
        responses={201: SectionSerializer},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        submission, given = self.submission(pk), parsed(NewSectionSerializer, request)
        made = actions.add_section(submission=submission, by=request.user, **given)
        return Response(SectionSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Save a section (writers)",
        request=ChangeSectionSerializer,
        responses=SectionSerializer,
        parameters=[SUBMISSION, SECTION],
    )
    def partial_update(self, request, pk=None, section_pk=None):
        """Only the fields given change. 409 where somebody saved this section since `version`: read it again, put both
        texts together, send once more. Saving what stands there already changes nothing."""
        section, given = self._section(pk, section_pk), parsed(ChangeSectionSerializer, request)
        saved = actions.save_section(
            section=section,
            heading=given.get("heading", section.heading),
            body=given.get("body", section.body),
            expected_version=given["version"],
            by=request.user,
        )
        return Response(SectionSerializer(saved).data)

    @extend_schema(
        summary="Move a section up or down (writers)",
        request=DirectionSerializer,
        responses=SectionSerializer(many=True),
        parameters=[SUBMISSION, SECTION],
    )
    def move(self, request, pk=None, section_pk=None):
        """Answers with all sections. At the edge nothing happens."""
        section, given = self._section(pk, section_pk), parsed(DirectionSerializer, request)
        actions.move_section(section=section, direction=given["direction"], by=request.user)
        return self._all(section.submission)

    @extend_schema(
        summary="Take a section out (writers)",
        request=ActSerializer,
        responses={204: None},
        parameters=[SUBMISSION, SECTION],
    )
    def remove(self, request, pk=None, section_pk=None):
        """If it holds text, the whole text is kept as a version first."""
        section, given = self._section(pk, section_pk), parsed(ActSerializer, request)
        actions.remove_section(section=section, expected_version=given["version"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Quote a recommendation at the end of a section (writers)",
        request=QuoteSerializer,
        responses=SectionSerializer,
        parameters=[SUBMISSION, SECTION],
    )
    def quote(self, request, pk=None, section_pk=None):
        """Twice quotes it twice."""
        section, given = self._section(pk, section_pk), parsed(QuoteSerializer, request)
        quoted = quote_recommendation(
            section=section,
            recommendation_id=given["recommendation"],
            expected_version=given["version"],
            by=request.user,
        )
        return Response(SectionSerializer(quoted).data)

    @extend_schema(
        summary="Say which organisation wrote a section (writers)",
        request=SectionAuthorSerializer,
        responses=SectionSerializer,
        parameters=[SUBMISSION, SECTION],
    )
    def author(self, request, pk=None, section_pk=None):
        """Printed only where the text names its authors."""
        section, given = self._section(pk, section_pk), parsed(SectionAuthorSerializer, request)
        policy.check_can_write(request.user, section.submission)
        organisation = organisation_in(request.user, section.submission, given["organisation"])
        noted = joint_actions.say_who_wrote(section=section, organisation=organisation, by=request.user)
        return Response(SectionSerializer(noted).data)


class VersionViewSet(OfSubmission):
    """Versions that are kept of a text, newest first; they never change."""

    policy = (Submission, Version)

    def _all(self, submission, code=status.HTTP_200_OK):
        rows = queries.version_list(self.request.user, submission)
        return Response(FrozenVersionSerializer(rows, many=True).data, status=code)

    @extend_schema(
        summary="Versions kept of a text", responses=FrozenVersionSerializer(many=True), parameters=[SUBMISSION]
    )
    def list(self, request, pk=None):
        return self._all(self.submission(pk))

    @extend_schema(
        summary="Keep the text as it stands (writers)",
        request=FreezeSerializer,
        responses={201: FrozenVersionSerializer(many=True)},
        parameters=[SUBMISSION],
    )
    def create(self, request, pk=None):
        """403 where nothing changed since the newest version, 409 where the text was changed since `version`."""
        submission, given = self.submission(pk), parsed(FreezeSerializer, request)
        version_actions.freeze_version(
            submission=submission, note=given["note"], expected_version=given["version"], by=request.user
        )
        return self._all(submission, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Bring a version back (writers)",
        request=ActSerializer,
        responses=FrozenVersionSerializer(many=True),
        parameters=[SUBMISSION, VERSION],
    )
    def restore(self, request, pk=None, version_pk=None):
        """What stands there now is kept first, so nothing is lost. `version` is that of the submission."""
        submission = self.submission(pk)
        version = queries.version_detail(request.user, submission, version_pk)
        given = parsed(ActSerializer, request)
        version_actions.restore_version(
            submission=submission, version=version, expected_version=given["version"], by=request.user
        )
        return self._all(self.submission(pk))
