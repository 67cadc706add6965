"""The only place that asks what time it is. Pure rules take `today` as an argument instead."""

import datetime as dt
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


def day_of(person):
    """The present date by the clock of `person` (anyone with a `time_zone`; a zone that is not known counts as UTC). A
    day that a person says ("it came today") is judged by it: at one in the morning in Maputo, UTC has yesterday. Days
    that bind people of several zones are not hers to judge: access counts in UTC, answers until `LAST_ZONE`."""
    return today(known_zone(person.time_zone))


def local_day(instant, zone):
    """The date of the aware `instant` in the IANA `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def readings(local, zone):
    """The instants (UTC) at which the clocks of the IANA `zone` show the naive `local`: one; two, the earlier first,
    where they are put back and show it twice; none where they are put on and skip it."""
    place = ZoneInfo(zone)
    found = {local.replace(tzinfo=place, fold=fold).astimezone(dt.UTC) for fold in (0, 1)}
    return sorted(one for one in found if one.astimezone(place).replace(tzinfo=None) == local)


def reader_day(instant):
    """The date of the aware `instant` for whoever reads it now: in the zone of the person whose request this is."""
    return timezone.localtime(instant).date()


def known_zone(name):
    """`name`, or "UTC" for a zone that this machine does not know: an old import, a hand-made row, a table of zones
    that lost a name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name
