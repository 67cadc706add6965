"""Files of a text that the worker makes, as other programs see them."""

from rest_framework import serializers
from rest_framework.reverse import reverse

from engagements.enums import FileKind, RenderFailure, RenderState, RenderStep


class RenderingSerializer(serializers.Serializer):
    """A file that was asked for: for whoever asked, alone, until `expires_at`. Ask `address` again until `state` is
    `done`; then `file` is where it lies."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=FileKind.choices)
    version = serializers.IntegerField(source="version_id", allow_null=True)
    state = serializers.ChoiceField(choices=RenderState.choices)
    step = serializers.ChoiceField(choices=RenderStep.choices)
    failure = serializers.ChoiceField(choices=[("", ""), *RenderFailure.choices])
    why_not = serializers.CharField(source="get_failure_display")
    asked_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    is_expired = serializers.BooleanField()
    sha256 = serializers.CharField(source="file.sha256", default="")
    address = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()

    def get_address(self, row) -> str:
        return self._of("api-submission-file", row)

    def get_file(self, row) -> str:
        return self._of("api-submission-file-content", row) if row.file_id and not row.is_expired else ""

    def _of(self, name, row):
        return reverse(name, args=[row.submission_id, row.pk], request=self.context.get("request"))


class AskFileSerializer(serializers.Serializer):
    """`version`: the number of a frozen version; left out: the text as it stands. `read`, the copy to read from, there
    is of spoken texts as they stand."""

    kind = serializers.ChoiceField(choices=FileKind.choices)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)
