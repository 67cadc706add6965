"""Tables of official days off, from the `holidays` library, for the zones in which mechanisms sit.

Outside the pure engine, which takes any container of dates. A zone without a table has weekends only.
"""

from functools import lru_cache

import holidays

# Geneva, Washington, Banjul, Arusha, San José: seats of the mechanisms of the catalogue.
_TABLES = {
    "Europe/Zurich": ("CH", "GE"),
    "America/New_York": ("US", "DC"),
    "Africa/Banjul": ("GM", None),
    "Africa/Dar_es_Salaam": ("TZ", None),
    "America/Costa_Rica": ("CR", None),
}


@lru_cache(maxsize=16)
def days_off(zone):
    """The days off of the seat in the IANA `zone`; any date can be asked with `in`, years are added as needed."""
    place = _TABLES.get(zone)
    if place is None:
        return frozenset()
    country, subdivision = place
    return holidays.country_holidays(country, subdiv=subdivision)
