"""Whose a delivery is: one conditional UPDATE decides, however many workers ask at once."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q

from core import clock
from core.enums import DeliveryState
from core.models import Delivery
from core.outbox import kinds


def open_for_claim(now):
    """The rows that any worker may claim at the instant `now`."""
    return Delivery.objects.filter(state__in=DeliveryState.waiting(), not_before__lte=now)


def claim(delivery_id):
    """The rows that are ours now; none if another worker was quicker or the hour has not come."""
    now = clock.now()
    row = open_for_claim(now).filter(pk=delivery_id).select_related("recipient").first()
    if row is None:
        return []
    digest = kinds.digest_of(row.kind, row.recipient)
    if row.batch is not None or digest:
        return _claim_digest(row, digest, now)
    return mark_claimed([row], open_for_claim(now).filter(pk=delivery_id), now)


def _claim_digest(head, digest, now):
    """With `head` all waiting rows for the same person that may share a mail. A batch once tried keeps its rows: the
    same Message-ID must not carry other news the second time."""
    if head.batch is not None:
        together = Q(batch=head.batch)
    else:
        together = Q(batch=None, kind__in=kinds.kinds_in_digest(digest, head.recipient))
    with transaction.atomic():
        # Two workers with two rows of one digest: the second waits here and then finds nothing left.
        list(get_user_model().objects.select_for_update().filter(pk=head.recipient_id).values_list("pk"))
        claimable = open_for_claim(now).filter(together, recipient_id=head.recipient_id)
        rows = list(claimable.select_related("recipient").order_by("due_on", "pk"))
        if head.pk not in {row.pk for row in rows}:
            return []
        return mark_claimed(rows, claimable.filter(pk__in=[row.pk for row in rows]), now, batch=head.batch or head.pk)


def mark_claimed(rows, claimable, now, **changes):
    """The claim itself: one conditional UPDATE, the only thing that decides whose the rows are."""
    changed = claimable.update(state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1, **changes)
    if changed != len(rows):
        # Somebody was quicker with some of them.
        ours = set(
            Delivery.objects.filter(
                pk__in=[row.pk for row in rows], claimed_at=now, state=DeliveryState.SENDING
            ).values_list("pk", flat=True)
            if changed
            else ()
        )
        rows = [row for row in rows if row.pk in ours]
    for row in rows:
        row.state, row.claimed_at, row.attempts = DeliveryState.SENDING, now, row.attempts + 1
        row.batch = changes.get("batch", row.batch)
    return rows
