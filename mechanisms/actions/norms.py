"""Domestic law on record: norms of a country that plans and analysis cite beside treaties (MATRIX E003, 000:89)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from core import audit
from core.enums import Confidence
from core.saving import change_version, save_version, stripped_of
from mechanisms import policy
from mechanisms.enums import InstrumentKind
from mechanisms.models import Instrument

FIELDS = ("kind", "short_name", "name", "year", "url", "source", "confidence")
# Behind the treaties of the catalogue.
_POSITION = 1000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _kept(row):
    return {name: None if getattr(row, name) is None else str(getattr(row, name)) for name in FIELDS}


def _validated(row):
    errors = {}
    if row.kind not in InstrumentKind.domestic():
        errors["kind"] = _("Choose a kind of domestic law.")
    if not row.source:
        errors["source"] = _("Say where this is known from.")
    if row.confidence == Confidence.CHECKED and not row.url:
        errors["url"] = _("What was checked has an address where others can check it.")
    if errors:
        raise ValidationError(errors)
    row.full_clean(exclude=["country", "key"])


@transaction.atomic
def record_norm(*, country, by, **values):
    """Put a norm of `country` on record: kind, short_name, name, year, url, source, confidence ("to be verified"
    unless said). Coordinators of a cluster of the country and the Task Team. Open to everybody with an account. Twice
    records two."""
    policy.check_keeps_norms(by, country.pk)
    key = f"{country.pk.lower()}-{get_random_string(12, _LETTERS)}"
    values = {"confidence": Confidence.MEMORY, **stripped_of(values, FIELDS)}
    row = Instrument(country=country, key=key, position=_POSITION, **values)
    _validated(row)
    row.save(force_insert=True)
    audit.record(verb="norm.recorded", target=row, by=by, after={"country": country.pk, **_kept(row)})
    return row


@transaction.atomic
def change_norm(*, norm, expected_version, by, **values):
    """Change what is on record of a norm. As `record_norm`; `Stale` when somebody was quicker; the same again changes
    nothing. What cites it says the new words."""
    policy.check_keeps_norms(by, norm.country_id)
    values, before = stripped_of(values, FIELDS), _kept(norm)
    if change_version(norm, values, expected_version, by, check=_validated):
        audit.record(verb="norm.changed", target=norm, by=by, before=before, after=_kept(norm))
    return norm


@transaction.atomic
def retire_norm(*, norm, is_retired, expected_version, by):
    """Offer it no more, as it was repealed or entered wrongly, or again. What cites it keeps it; the same again changes
    nothing."""
    policy.check_keeps_norms(by, norm.country_id)
    if norm.is_retired == is_retired:
        return norm
    save_version(norm, expected_version, by, is_retired=is_retired)
    audit.record(verb="norm.retired" if is_retired else "norm.restored", target=norm, by=by)
    return norm
