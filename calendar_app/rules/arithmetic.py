"""Days and hours. Dates are shifted first, the hour of the mechanism's zone is attached last."""

import calendar
import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from mechanisms.enums import Roll

SATURDAY = 5
# No rule of the field moves a date by more days off in a row than a long holiday week.
LONGEST_PAUSE = 31


def shift_months(day, months):
    """The same day `months` later (negative: earlier); the 31st clamps to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_day_off(day, days_off):
    """Saturdays, Sundays and what the table `days_off` (any container of dates) holds."""
    return day.weekday() >= SATURDAY or day in days_off


def roll_day(day, roll, days_off):
    """`day` itself, or the working day before or after it as `roll` says."""
    if roll == Roll.NONE:
        return day
    step = dt.timedelta(days=1 if roll == Roll.FORWARD else -1)
    rolled = day
    for _day in range(LONGEST_PAUSE):
        if not is_day_off(rolled, days_off):
            return rolled
        rolled += step
    raise ValueError(f"No working day within {LONGEST_PAUSE} days of {day}: the table of days off cannot be right.")


@lru_cache(maxsize=64)
def zone_of(name):
    return ZoneInfo(name)


def instant(day, hour, zone):
    """The instant (UTC) at which it is `hour` of `day` in the IANA `zone`. An hour that a clock change makes occur
    twice, or not at all, is read in the earlier of its two readings, so that nobody who trusts it is late."""
    local = dt.datetime.combine(day, hour, tzinfo=zone_of(zone))
    readings = (local.replace(fold=0).astimezone(dt.UTC), local.replace(fold=1).astimezone(dt.UTC))
    return min(readings)
