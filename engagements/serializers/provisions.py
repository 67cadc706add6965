"""Instruments and articles, as other programs cite them."""

from rest_framework import serializers

from mechanisms.models import Instrument


class ProvisionSerializer(serializers.Serializer):
    """An instrument (a treaty, or a norm of domestic law), and its article where known."""

    instrument = serializers.SlugRelatedField(slug_field="key", queryset=Instrument.objects.all())
    article = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


def with_pairs(given, name):
    """The list of instruments as pairs, where it is given at all."""
    if name in given:
        given[name] = [(row["instrument"], row["article"]) for row in given[name]]
    return given
