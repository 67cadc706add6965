"""Begin a text, say what it is and who may know, for other programs. Same actions as the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from clusters.models import User
from core.api import parsed, path_parameter
from core.found import one_or_404
from engagements import policy
from engagements.actions import submissions as actions
from engagements.api.common import SUBMISSION
from engagements.queries import plans
from engagements.queries import submissions as queries
from engagements.serializers.submissions import SubmissionDetailSerializer
from engagements.serializers.writing import (
    ChangeSubmissionSerializer,
    MarkSerializer,
    NameReaderSerializer,
    NewSubmissionSerializer,
    SubmissionReaderSerializer,
)

PERSON = path_parameter("user_pk", "Number of the person")


class WritingActions:
    """Part of the view of submissions; `_detail(user, pk)` comes from there."""

    @extend_schema(
        summary="Begin a text on a plan line (coordinators)",
        request=NewSubmissionSerializer,
        responses={201: SubmissionDetailSerializer},
    )
    def create(self, request):
        """With the outline of its kind in the language of the document. Twice begins two."""
        given = parsed(NewSubmissionSerializer, request)
        line = plans.plan_line(request.user, given.pop("plan_line"))
        if line is None:
            raise serializers.ValidationError({"plan_line": [_("This plan line does not exist.")]})
        # Before anything else is looked up: a refusal must not depend on what exists.
        policy.check_can_plan(request.user, line.cluster_id)
        people = list(policy.nameable_people(line.cluster).filter(pk__in=given["readers"]))
        if len(people) != len(set(given["readers"])):
            sentence = _("Only people of this cluster and its OHCHR partner can be named.")
            raise serializers.ValidationError({"readers": [sentence]})
        made = actions.create_submission(plan_line=line, by=request.user, **{**given, "readers": people})
        return Response(self._detail(request.user, made.pk), status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change what a text is (writers)",
        request=ChangeSubmissionSerializer,
        responses=SubmissionDetailSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409. Its words are changed by section."""
        submission = queries.submission_detail(request.user, pk)
        policy.check_can_write(request.user, submission)
        given = parsed(ChangeSubmissionSerializer, request)
        version, requirement = given.pop("version"), given.get("requirement")
        if requirement is not None and requirement.mechanism_id != submission.plan_line.mechanism_id:
            raise serializers.ValidationError({"requirement": [_("This belongs to another mechanism.")]})
        if given.get("speaking_minutes") is not None and not submission.is_spoken:
            raise serializers.ValidationError({"speaking_minutes": [_("This text is not spoken.")]})
        actions.edit_submission(submission=submission, expected_version=version, by=request.user, **given)
        return Response(self._detail(request.user, pk))

    @extend_schema(
        summary="Say who may know (coordinators)", request=MarkSerializer, responses=SubmissionDetailSerializer
    )
    @action(detail=True, methods=["post"])
    def mark(self, request, pk=None):
        """Whoever closes a text is named on it; nobody shuts herself out. A sign-off does not survive the change."""
        submission = queries.submission_detail(request.user, pk)
        given = parsed(MarkSerializer, request)
        actions.change_submission_mark(
            submission=submission, exposure=given["exposure"], expected_version=given["version"], by=request.user
        )
        return Response(self._detail(request.user, pk))

    def _people(self, submission, code=status.HTTP_200_OK):
        named = queries.readers(self.request.user, submission)
        return Response(SubmissionReaderSerializer(named, many=True).data, status=code)

    @extend_schema(
        methods=["get"],
        summary="People named on a text, the author first",
        responses=SubmissionReaderSerializer(many=True),
        filters=False,
    )
    @extend_schema(
        methods=["post"],
        summary="Name somebody on a text (coordinators)",
        request=NameReaderSerializer,
        responses={201: SubmissionReaderSerializer(many=True)},
    )
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def people(self, request, pk=None):
        """Who is named may read, and write with `may_write`. Naming again only changes that."""
        submission = queries.submission_detail(request.user, pk)
        if request.method != "POST":
            return self._people(submission)
        given = parsed(NameReaderSerializer, request)
        policy.check_can_lead_submission(request.user, submission)
        person = policy.nameable_people(submission.plan_line.cluster).filter(pk=given["person"]).first()
        if person is None:
            sentence = _("Only people of this cluster and its OHCHR partner can be named.")
            raise serializers.ValidationError({"person": [sentence]})
        actions.name_submission_person(
            submission=submission, person=person, may_write=given["may_write"], by=request.user
        )
        return self._people(submission, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Take a name off a text (coordinators)",
        request=None,
        responses=SubmissionReaderSerializer(many=True),
        parameters=[SUBMISSION, PERSON],
        filters=False,
    )
    @action(
        detail=True,
        methods=["post"],
        url_path=r"people/(?P<user_pk>[0-9]{1,9})/remove",
        url_name="people-remove",
        pagination_class=None,
    )
    def people_remove(self, request, pk=None, user_pk=None):
        """Never the author's, and never so that whoever asks loses sight herself."""
        submission = queries.submission_detail(request.user, pk)
        policy.check_can_lead_submission(request.user, submission)
        person = one_or_404(User.objects, user_pk)
        actions.unname_submission_person(submission=submission, person=person, by=request.user)
        return self._people(submission)
