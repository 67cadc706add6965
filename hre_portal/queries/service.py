"""How the portal itself is doing, for those who run it: notices waiting, failed, and where to look."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from core import clock
from core.enums import DeliveryState
from core.models import Delivery
from hre_portal.addresses import address

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ServiceHome:
    waiting: int
    oldest: dt.datetime | None
    failed: int
    sent: int
    links: list


def service_home():
    """Numbers only, never whom a notice goes to. For Task Team and administrators. One query."""
    week_ago = clock.now() - WEEK
    waiting = Q(state__in=DeliveryState.waiting())
    facts = Delivery.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min("created_at", filter=waiting & Q(not_before__lte=clock.now())),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
        sent=Count("pk", filter=Q(state=DeliveryState.SENT, sent_at__gte=week_ago)),
    )
    links = [
        ("people", _("People and roles"), address("clusters:people")),
        ("history", _("Audit trail"), address("clusters:audit")),
        ("settings", _("Administration"), address("admin:index")),
        ("shield", _("State of the service"), address("readyz")),
        ("link", _("API"), address("api-docs")),
    ]
    return ServiceHome(links=[link for link in links if link[2]], **facts)
