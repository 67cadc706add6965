"""The process of an engagement as other programs see it."""

from rest_framework import serializers

from engagements.enums import ComponentAct
from engagements.rules.process import LEAST_WEIGHT, MOST_WEIGHT


class LineComponentSerializer(serializers.Serializer):
    """A component on a line. `lock` goes back with a move, as `version`; 0 where it never moved."""

    key = serializers.SlugField(source="component.key")
    name = serializers.CharField(source="component")
    holds = serializers.CharField(source="component.holds")
    is_derived = serializers.BooleanField(source="component.is_derived")
    is_active = serializers.BooleanField(source="component.is_active")
    state = serializers.CharField()
    changed_at = serializers.DateTimeField(allow_null=True)
    weight = serializers.IntegerField()
    lock = serializers.IntegerField()
    versions = serializers.SerializerMethodField()

    def get_versions(self, part) -> list[int]:
        return sorted(version.number for version in part.kept)


class ProcessSerializer(serializers.Serializer):
    """All components of a line as weighed in a quarter. `weighed_in`: the quarter whose weights hold, or null;
    `weights_lock` goes back with new weights, as `version`."""

    quarter = serializers.CharField(source="weighing.quarter.code")
    weighed_in = serializers.SerializerMethodField()
    weights_lock = serializers.IntegerField()
    components = LineComponentSerializer(source="parts", many=True)

    def get_weighed_in(self, process) -> str | None:
        return process.weighing.since.code if process.weighing.since else None


class ComponentMoveSerializer(serializers.Serializer):
    """A move of a component; a cause that the reader may not see is left out."""

    at = serializers.DateTimeField()
    act = serializers.CharField()
    why = serializers.CharField()
    because_component = serializers.CharField(source="because_component.key", default=None, allow_null=True)
    because_outcome = serializers.SerializerMethodField()
    because_line = serializers.SerializerMethodField()

    def get_because_outcome(self, move) -> int | None:
        outcome = getattr(move, "outcome_seen", move.because_outcome)
        return outcome.pk if outcome else None

    def get_because_line(self, move) -> int | None:
        line = getattr(move, "line_seen", None)
        return line.pk if line else None


class ComponentVersionSerializer(serializers.Serializer):
    """A dated text with its rows; without `kept_at` it is in writing."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    rows = serializers.ListField(child=serializers.DictField())
    note = serializers.CharField()
    kept_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class ComponentDetailSerializer(LineComponentSerializer):
    """The same with its moves and the texts of its versions, oldest first."""

    moves = serializers.SerializerMethodField()
    texts = serializers.SerializerMethodField()

    def get_moves(self, part) -> ComponentMoveSerializer(many=True):
        return ComponentMoveSerializer(self.context["moves"], many=True).data

    def get_texts(self, part) -> ComponentVersionSerializer(many=True):
        return ComponentVersionSerializer(self.context["texts"], many=True).data


class NewComponentMoveSerializer(serializers.Serializer):
    """Open, close or reopen. Name one cause at most."""

    act = serializers.ChoiceField(choices=ComponentAct.choices)
    why = serializers.CharField(max_length=500)
    version = serializers.IntegerField(min_value=0)
    because_component = serializers.SlugField(required=False)
    because_outcome = serializers.IntegerField(required=False, min_value=1)
    because_line = serializers.IntegerField(required=False, min_value=1)


class WriteVersionSerializer(serializers.Serializer):
    """Writes into the version in writing, which is begun from the last one where there is none. `version`: the lock of
    the version in writing that was read; leave it out to begin one. `keep`: from now on it stays as it is."""

    text = serializers.CharField(allow_blank=True, max_length=40_000)
    rows = serializers.ListField(child=serializers.DictField(), required=False)
    note = serializers.CharField(allow_blank=True, max_length=200, required=False)
    version = serializers.IntegerField(required=False, min_value=1)
    keep = serializers.BooleanField(default=False)


class WeightsSerializer(serializers.Serializer):
    """What each component weighs, by key, from 1 to 5."""

    quarter = serializers.RegexField(r"^\d{4}-[1-4]$")
    weights = serializers.DictField(
        child=serializers.IntegerField(min_value=LEAST_WEIGHT, max_value=MOST_WEIGHT), allow_empty=False
    )
    version = serializers.IntegerField(min_value=0)
