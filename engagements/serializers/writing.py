"""How a text is begun, written and kept by other programs."""

from decimal import Decimal

from rest_framework import serializers

from core.api import ChangeSerializer
from core.documents.labels import LANGUAGE_NAMES
from engagements.enums import Drafting, Exposure, SignRole, SubmissionKind
from mechanisms.models import SubmissionRequirement

_LANGUAGES = list(LANGUAGE_NAMES.items())


def _requirement():
    return serializers.PrimaryKeyRelatedField(
        queryset=SubmissionRequirement.objects.all(), required=False, allow_null=True, default=None
    )


class NewSubmissionSerializer(serializers.Serializer):
    """A text to begin on a plan line. `requirement`: what the mechanism takes; it gives the limit."""

    plan_line = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=SubmissionKind.choices)
    title = serializers.CharField(max_length=200)
    language = serializers.ChoiceField(choices=_LANGUAGES)
    exposure = serializers.ChoiceField(choices=Exposure.choices, default=Exposure.RESTRICTED)
    requirement = _requirement()
    required_sign_offs = serializers.MultipleChoiceField(
        choices=SignRole.choices, default=[SignRole.COORDINATOR], allow_empty=False
    )
    readers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, default=list, max_length=200
    )


class _SubmissionFieldsSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    language = serializers.ChoiceField(choices=_LANGUAGES)
    requirement = _requirement()
    required_sign_offs = serializers.MultipleChoiceField(choices=SignRole.choices, allow_empty=False)
    drafting = serializers.ChoiceField(choices=Drafting.choices)
    draft_of = serializers.CharField(max_length=200, allow_blank=True)
    speaking_minutes = serializers.DecimalField(
        min_value=Decimal("0.5"), max_value=120, max_digits=4, decimal_places=1, allow_null=True
    )
    names_authors = serializers.BooleanField()


class ChangeSubmissionSerializer(ChangeSerializer, _SubmissionFieldsSerializer):
    """`version` is the version of the submission that was read."""


class MarkSerializer(serializers.Serializer):
    exposure = serializers.ChoiceField(choices=Exposure.choices)
    version = serializers.IntegerField(min_value=1)


class SubmissionReaderSerializer(serializers.Serializer):
    """Somebody named on a text."""

    person = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user")
    may_write = serializers.BooleanField()


class NameReaderSerializer(serializers.Serializer):
    person = serializers.IntegerField()
    may_write = serializers.BooleanField(required=False, default=False)


class NewSectionSerializer(serializers.Serializer):
    """`is_sent`: false for a section that stays in the portal."""

    heading = serializers.CharField(max_length=200)
    is_sent = serializers.BooleanField(required=False, default=True)


class _SectionFieldsSerializer(serializers.Serializer):
    heading = serializers.CharField(max_length=200)
    body = serializers.CharField(allow_blank=True, trim_whitespace=False)


class ChangeSectionSerializer(ChangeSerializer, _SectionFieldsSerializer):
    """`version` is the version of the section that was read."""


class QuoteSerializer(serializers.Serializer):
    """`version` is the version of the section that was read."""

    recommendation = serializers.IntegerField(min_value=1)
    version = serializers.IntegerField(min_value=1)


class SectionAuthorSerializer(serializers.Serializer):
    """`organisation`: null takes the note off."""

    organisation = serializers.IntegerField(allow_null=True)


class FreezeSerializer(serializers.Serializer):
    """`version` is the version of the submission that was read."""

    version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
