"""What the views of texts share: the text an address names, and what a body names of it."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework import serializers, viewsets

from clusters.queries import member_organisations
from core.api import path_parameter
from core.errors import Stale
from core.found import found_or_404
from engagements.enums import Exposure
from engagements.models import Section
from engagements.queries import plans, positions, submissions

LINE = path_parameter("line_pk", "Number of the plan line")
SUBMISSION = path_parameter("pk", "Number of the submission")
SECTION = path_parameter("section_pk", "Number of the section")


class MarkFilter(filters.MultipleChoiceFilter):
    """By the mark that binds, which answers show as `mark`: that of what it hangs on, where that is more closed."""

    def __init__(self, **options):
        options.setdefault("help_text", "By `mark`, the one that binds. Several may be given.")
        super().__init__(choices=Exposure.choices, **options)

    def filter(self, rows, values):
        return rows.filter(rows.model.marked(values)) if values else rows


class OfLine(viewsets.ViewSet):
    """Something on a plan line; who does not see the line gets 404 whatever she sends."""

    def line(self, line_pk):
        return found_or_404(plans.plan_line(self.request.user, int(line_pk)))


class OfSubmission(viewsets.ViewSet):
    """Something that belongs to a text; who does not see the text gets 404 whatever she sends."""

    def submission(self, pk):
        return submissions.submission_detail(self.request.user, pk)


def section_in(user, submission, number):
    """The section that a body names, or None for none; 400 where the text has no such section."""
    if number is None:
        return None
    section = Section.objects.visible_to(user).filter(submission=submission, pk=number).first()
    if section is None:
        raise serializers.ValidationError({"section": [_("This text has no such section.")]})
    section.submission = submission
    return section


def organisation_in(user, submission, number):
    """The organisation of the cluster that a body names, or None for none; 400 for any other, known or not."""
    if number is None:
        return None
    found = member_organisations(user, submission.plan_line.cluster).filter(pk=number).first()
    if found is None:
        raise serializers.ValidationError(
            {"organisation": [_("Nobody of this organisation holds a role in the cluster.")]}
        )
    return found


def version_of(user, line, given):
    """The newest version of the text that a body names by `submission` and `text_version` (both are taken out of
    `given`), or None for none. What is said about a version is said about the one that was read: `Stale` where the text
    has another one by now."""
    submission_pk, number = given.pop("submission", None), given.pop("text_version", None)
    if submission_pk is None:
        return None
    submission, version = positions.text_on(user, line, submission_pk)
    if submission is None or version is None:
        raise serializers.ValidationError({"submission": [_("This text has no version yet.")]})
    if version.number != number:
        raise Stale
    version.submission = submission
    return version
