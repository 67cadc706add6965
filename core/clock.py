"""The only place that asks what time it is. Pure rules take `today` as an argument instead."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

# Where a day ends last. A day until which people of any country may answer is over when it is over there.
LAST_ZONE = "Etc/GMT+12"


def now():
    """The present instant, aware, in UTC."""
    return timezone.now()


def today(zone="UTC"):
    """The present date in the IANA `zone` (a reader in Maputo may already have tomorrow)."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def local_day(instant, zone):
    """The date of the aware `instant` in the IANA `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def known_zone(name):
    """`name`, or "UTC" for a zone that this machine does not know: an old import, a hand-made row, a table of zones
    that lost a name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name
