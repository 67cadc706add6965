"""Reads of domestic law on record, and of what may be cited."""

from django.db.models import Q

from mechanisms.models import Instrument


def norms(user, country=None):
    """Domestic law on record, of one country or of all; what is no longer offered at the end."""
    if not user.is_authenticated:
        return Instrument.objects.none()
    rows = Instrument.objects.filter(country__isnull=False).select_related("country")
    rows = rows.filter(country=country) if country is not None else rows
    return rows.order_by("country__name", "is_retired", "position", "year", "short_name", "pk")


def norm(user, pk):
    """One norm with its country, or None."""
    return norms(user).filter(pk=pk).first()


def citable(country_id, *, also=()):
    """What a cluster of the country may cite: treaties and the like, and its domestic law; `also`: ids of what a record
    cites already."""
    offered = Q(country=None) | Q(country=country_id, is_retired=False) | Q(pk__in=list(also))
    return Instrument.objects.filter(offered).select_related("parent").order_by("position", "short_name", "pk")
