"""Sign-offs, findings of the do-no-harm check and spelling-only changes as other programs see them."""

from rest_framework import serializers

from engagements.enums import Decision, PersonalData, SignRole


class SignStateSerializer(serializers.Serializer):
    """What one role said, for which version, and whether it counts for the text as it stands."""

    role = serializers.CharField()
    decision = serializers.CharField(source="sign_off.decision", default="")
    comment = serializers.CharField(source="sign_off.comment", default="")
    by = serializers.CharField(source="sign_off.by", default="")
    at = serializers.DateTimeField(source="sign_off.at", default=None, allow_null=True)
    counts_for = serializers.IntegerField(source="version_number", allow_null=True)
    given_for = serializers.IntegerField(source="sign_off.given_number", default=None, allow_null=True)
    is_carried = serializers.SerializerMethodField()
    counts = serializers.BooleanField()

    def get_is_carried(self, state) -> bool:
        return state.carried is not None


class SignOffSerializer(serializers.Serializer):
    """One's own decision on one version. `signed_version` is the id of the frozen version that was read."""

    role = serializers.ChoiceField(choices=SignRole.choices)
    decision = serializers.ChoiceField(choices=Decision.choices)
    signed_version = serializers.IntegerField(min_value=1)
    comment = serializers.CharField(required=False, allow_blank=True, default="", max_length=4000)


class HarmFindingSerializer(serializers.Serializer):
    """Something in the text that could give a person away. `reason` is empty as long as nobody has justified it."""

    fingerprint = serializers.CharField()
    kind = serializers.ChoiceField(choices=PersonalData.choices)
    words = serializers.CharField()
    why = serializers.CharField()
    section = serializers.IntegerField(source="section.pk", default=None, allow_null=True)
    paragraph = serializers.IntegerField(allow_null=True)
    times = serializers.IntegerField()
    reason = serializers.CharField(source="answer.reason", default="")
    # The number of the justification, to take it back by.
    answer = serializers.IntegerField(source="answer.pk", default=None, allow_null=True)


class JustifyFindingSerializer(serializers.Serializer):
    fingerprint = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=2000)


class ReopenFindingSerializer(serializers.Serializer):
    """`answer`: the number of the justification."""

    answer = serializers.IntegerField(min_value=1)


class SpellingChangeSerializer(serializers.Serializer):
    """A change after sign-off that was declared as spelling only."""

    id = serializers.IntegerField()
    from_version = serializers.IntegerField(source="from_number")
    to_version = serializers.IntegerField(source="to_number")
    reason = serializers.CharField()
    words = serializers.IntegerField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    object_until = serializers.DateTimeField()
    objected_at = serializers.DateTimeField(allow_null=True)
    objection = serializers.CharField()


class DeclareSpellingSerializer(serializers.Serializer):
    """`version` is the version of the submission that was read."""

    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000)


class ObjectSpellingSerializer(serializers.Serializer):
    change = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000)
