"""How the outbox is doing. Numbers only, for the health report and for staff."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from core import clock
from core.enums import DeliveryState
from core.models import Delivery

# Mails that may have arrived twice are reported for this long.
REPORTED_FOR = dt.timedelta(days=7)
UNSENT = (*DeliveryState.waiting(), DeliveryState.SENDING)
OF_INTEREST = (*UNSENT, DeliveryState.FAILED, DeliveryState.UNCONFIRMED)


@dataclass(frozen=True)
class Counts:
    unsent: int
    retrying: int
    failed: int
    unconfirmed: int
    # Since when the oldest mail waits that should have gone out; None when nothing is overdue.
    oldest_unsent_at: dt.datetime | None


def counts():
    """Unsent: due and not sent. Unconfirmed: a worker died over them in the last week, so they may arrive twice."""
    now = clock.now()
    unsent = Q(state__in=UNSENT, wanted_at__lte=now)
    row = Delivery.objects.filter(state__in=OF_INTEREST).aggregate(
        unsent=Count("pk", filter=unsent),
        retrying=Count("pk", filter=Q(state=DeliveryState.RETRY)),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
        unconfirmed=Count("pk", filter=Q(crashes__gt=0, claimed_at__gte=now - REPORTED_FOR)),
        oldest_unsent_at=Min("wanted_at", filter=unsent),
    )
    return Counts(**row)


def oldest_unsent_at():
    """Since when the oldest mail waits that should have gone out; None if none waits."""
    return counts().oldest_unsent_at
