"""Pure rules about people's settings."""

import zoneinfo

# Names that tzdata lists and that mean nothing to anybody else.
NO_PLACES = frozenset({"localtime", "Factory", "posixrules"})


def is_time_zone(name):
    """Whether `name` is an IANA time zone that means the same on every machine."""
    return name not in NO_PLACES and name in zoneinfo.available_timezones()
