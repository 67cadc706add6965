"""Writes of the readers of procedure cards."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Stale
from mechanisms import queries
from mechanisms.models import CardReading


@transaction.atomic
def mark_card_read(*, key, fingerprint, by):
    """Record that `by` has read the procedure card of the mechanism `key` (MATRIX D009). Anyone with an account.

    `fingerprint` is that of the card on the page; raises `Stale` where the card says something else by now, and
    Http404 where there is no such mechanism. A second time on the same card writes nothing. Returns the reading."""
    page = queries.mechanism_detail(by, key)
    if page.fingerprint != fingerprint:
        raise Stale(_("The procedure card has changed meanwhile. Please read it again."))
    known = CardReading.objects.select_for_update().filter(mechanism=page.mechanism, person=by).first()
    if known is not None and known.fingerprint == fingerprint:
        return known
    reading, _is_new = CardReading.objects.update_or_create(
        mechanism=page.mechanism, person=by, defaults={"read_at": clock.now(), "fingerprint": fingerprint}
    )
    audit.record(verb="card.read", target=page.mechanism, by=by)
    return reading
