"""The mark that binds, as other programs see it."""

from rest_framework import serializers


class MarkField(serializers.CharField):
    """`mark` of what hangs on a plan line, beside its own `exposure`. Needs what the model's `mark` needs joined."""

    def __init__(self, **options):
        options.setdefault("help_text", "The mark that binds: its own (`exposure`), or a more closed one it hangs on.")
        super().__init__(read_only=True, **options)
