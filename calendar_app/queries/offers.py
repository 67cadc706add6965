"""Who can contribute data to a call for input."""

from dataclasses import dataclass

from calendar_app.enums import EntryKind, EntryState
from calendar_app.models import DataOffer
from clusters.enums import INSIDE_ROLES
from clusters.queries import running_memberships


@dataclass(frozen=True, slots=True)
class OfferCard:
    """Offers that the reader may see (her own; as coordinator those of her members), and the cluster for which she may
    offer herself, or None."""

    offers: list
    own: object
    cluster: object


def offer_card(user, entry):
    """The `OfferCard` of a call for input or a day of general discussion, or None for other dates and for readers
    outside every cluster. One query."""
    if entry.kind not in (EntryKind.CALL_FOR_INPUT, EntryKind.THEMATIC_DAY):
        return None
    held = [each.cluster for each in running_memberships(user) if each.role in INSIDE_ROLES]
    clusters = [cluster for cluster in held if entry.country_id in (None, cluster.country_id)]
    if not clusters:
        return None
    rows = list(DataOffer.objects.visible_to(user).filter(entry=entry).select_related("user", "cluster"))
    own = next((row for row in rows if row.user_id == user.pk), None)
    cluster = clusters[0] if entry.state == EntryState.OPEN else None
    return OfferCard(offers=[row for row in rows if row is not own], own=own, cluster=cluster)
