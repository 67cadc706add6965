"""Whether the Task Team keeps the calendar of a country, said in one line."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from calendar_app.enums import Publication
from calendar_app.models import CountryCalendar
from core import clock
from core.dates import day_text


@dataclass(frozen=True, slots=True)
class KeptLine:
    """`state` is "kept", "stale" or "not_kept"; `text` one sentence for every reader; `note` the Task Team's words."""

    state: str
    tone: str
    text: str
    note: str


def calendar_stale_days(calendar):
    return settings.HRE_CALENDAR_STALE_DAYS if calendar.stale_days is None else calendar.stale_days


def is_calendar_stale(calendar, today):
    """Whether a kept calendar was gone through longer ago than it may, or never."""
    if calendar.verified_at is None:
        return True
    return calendar.verified_at.date() < today - dt.timedelta(days=calendar_stale_days(calendar))


def kept_line(country_code, today):
    """The `KeptLine` of a country for whoever reads its calendar: a public fact. One query."""
    return line_of(CountryCalendar.objects.filter(pk=country_code).first(), today)


def line_of(calendar, today):
    """The `KeptLine` of a `CountryCalendar`, or of None: a country without a row is not kept."""
    if calendar is None or calendar.publication != Publication.PUBLISHED:
        return KeptLine("not_kept", "warn", _("Not kept yet: dates may be missing."), "")
    if calendar.verified_at is None:
        return KeptLine("stale", "warn", _("Kept by the Task Team; not gone through yet."), calendar.note)
    day = day_text(clock.reader_day(calendar.verified_at))
    if is_calendar_stale(calendar, today):
        text = _("Kept by the Task Team; last gone through on %(day)s, longer ago than it should be.") % {"day": day}
        return KeptLine("stale", "warn", text, calendar.note)
    text = _("Kept by the Task Team; last gone through on %(day)s.") % {"day": day}
    return KeptLine("kept", "ok", text, calendar.note)
