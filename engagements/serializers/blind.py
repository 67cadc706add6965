"""Consultations in confidence as other programs see them: for the coordinators who see the line, nobody else."""

from rest_framework import serializers

from engagements.enums.blind import AskedBy


class BlindConsultationSerializer(serializers.Serializer):
    """One question, asked of several, each alone. `asked` and `answered` count whom."""

    id = serializers.IntegerField()
    question = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    conclusion = serializers.CharField()
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    version = serializers.IntegerField()


class BlindAnswerSerializer(serializers.Serializer):
    """One of those asked, by the entry of the register: under protection its alias."""

    id = serializers.IntegerField()
    stakeholder = serializers.IntegerField(source="stakeholder_id")
    called = serializers.CharField(source="stakeholder.called")
    asked_on = serializers.DateField()
    asked_how = serializers.ChoiceField(choices=AskedBy.choices)
    answered_on = serializers.DateField(allow_null=True)
    answered_how = serializers.CharField()
    answer = serializers.CharField()
    version = serializers.IntegerField()


class BlindConsultationDetailSerializer(BlindConsultationSerializer):
    answers = BlindAnswerSerializer(many=True)


class _NamesNobodySerializer(serializers.Serializer):
    """`names_nobody`: read again; what looks like a person is none. Without it such words are refused."""

    names_nobody = serializers.BooleanField(required=False, default=False)


class NewConsultationSerializer(_NamesNobodySerializer):
    """The one question."""

    question = serializers.CharField(max_length=2000)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class NoteAskedSerializer(serializers.Serializer):
    """One more was asked. `stakeholder`: an entry of the register of the cluster."""

    stakeholder = serializers.IntegerField(min_value=1)
    asked_on = serializers.DateField()
    asked_how = serializers.ChoiceField(choices=AskedBy.choices)


class RecordAnswerSerializer(_NamesNobodySerializer):
    """What one of them said. `version` is that of the answer that was read."""

    answer = serializers.CharField(max_length=4000)
    answered_on = serializers.DateField()
    answered_how = serializers.ChoiceField(choices=AskedBy.choices)
    version = serializers.IntegerField(min_value=1)


class CloseConsultationSerializer(_NamesNobodySerializer):
    """What follows from all answers. `version` is that of the consultation that was read."""

    conclusion = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(min_value=1)
