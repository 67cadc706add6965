"""What the calendar's address asks for. Filters live in the address, so that it can be shared and means the same
tomorrow."""

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, EntryKind, EntryState, Precision
from calendar_app.queries.concern import of_country
from calendar_app.queries.wording import SEASON_DAYS
from mechanisms.enums import Family

ALL = "all"
AGENDA, MONTH = "agenda", "month"
ORDER = ("country", "world", "family", "kind", "certainty", "range", "q", "view", "month")
__all__ = ["ALL", "NO_FILTER", "CalendarFilter", "Range", "not_over", "of_country", "read_filter", "within"]


class Range(models.TextChoices):
    COMING = "coming", _("Coming")
    YEAR = "year", _("Next 12 months")
    PAST = "past", _("Past")


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """`country` is an ISO code, "all", or empty for the reader's own. `world` "all": every date of the whole world
    beside the country's, not only those that concern it. Unknown values are named in `ignored`."""

    country: str = ""
    world: str = ""
    family: str = ""
    kind: str = ""
    certainty: str = ""
    range: str = Range.COMING
    q: str = ""
    view: str = AGENDA
    month: dt.date | None = None
    ignored: tuple = ()

    def address(self, **changes):
        """The query string with `changes` made; what equals the default is left out. Paging starts anew."""
        chosen = replace(self, **changes)
        pairs = [
            ("country", chosen.country),
            ("world", chosen.world),
            ("family", chosen.family),
            ("kind", chosen.kind),
            ("certainty", chosen.certainty),
            ("range", "" if chosen.range == Range.COMING else chosen.range),
            ("q", chosen.q),
            ("view", "" if chosen.view == AGENDA else chosen.view),
            ("month", f"{chosen.month:%Y-%m}" if chosen.month and chosen.view == MONTH else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    @property
    def narrows(self):
        """Whether anything but the country and the span of time is filtered."""
        return bool(self.family or self.kind or self.certainty or self.q)

    def applied(self, entries):
        """`entries` (already opened for a person) narrowed by family, kind, certainty and words."""
        if self.family:
            entries = entries.filter(mechanism__family=self.family)
        if self.kind:
            entries = entries.filter(kind=self.kind)
        if self.certainty:
            entries = entries.filter(certainty=self.certainty)
        for word in self.q.split():
            entries = entries.filter(
                Q(title__icontains=word)
                | Q(title_fr__icontains=word)
                | Q(title_ar__icontains=word)
                | Q(mechanism__name__icontains=word)
                | Q(mechanism__short_name__icontains=word)
            )
        return entries


NO_FILTER = CalendarFilter()


def read_filter(query):
    """A `CalendarFilter` from a QueryDict. Nothing raises: an unknown value is ignored and named."""
    ignored = []

    def one_of(name, allowed, default=""):
        value = query.get(name, "").strip()
        if not value or value in allowed:
            return value or default
        ignored.append(value[:40])
        return default

    month = None
    if query.get("month"):
        try:
            month = dt.date.fromisoformat(f"{query['month']}-01")
        except ValueError:
            ignored.append(query["month"][:40])
    if month and not 1950 <= month.year <= 2100:
        ignored.append(query["month"][:40])
        month = None
    country = query.get("country", "").strip()
    return CalendarFilter(
        country=ALL if country.lower() == ALL else country.upper()[:3],
        world=one_of("world", (ALL,)),
        family=one_of("family", Family.values),
        kind=one_of("kind", EntryKind.values),
        certainty=one_of("certainty", Certainty.values),
        range=one_of("range", Range.values, Range.COMING),
        q=" ".join(query.get("q", "").replace("\x00", "").split())[:80],
        view=one_of("view", (AGENDA, MONTH), AGENDA),
        month=month,
        ignored=tuple(ignored),
    )


def not_over(today):
    """Dates that still lie ahead on `today`: a month or season is over only when it has wholly passed."""
    return (
        Q(due_on__gte=today)
        | Q(due_on__gte=today.replace(day=1), precision=Precision.MONTH)
        | Q(due_on__gte=today - dt.timedelta(days=SEASON_DAYS), precision=Precision.SEASON)
        | Q(due_on=None)
    )


def within(choice, today):
    """The span of time of a `Range`, seen from `today`. A cancelled date that never had a day has nothing to tell."""
    if choice == Range.PAST:
        return ~not_over(today) & Q(due_on__isnull=False)
    ahead = not_over(today) & ~Q(state=EntryState.CANCELLED, due_on__isnull=True)
    if choice == Range.YEAR:
        try:
            end = today.replace(year=today.year + 1)
        except ValueError:  # 29 February
            end = today.replace(year=today.year + 1, day=28)
        return ahead & (Q(begins_on__lte=end) | Q(begins_on=None, due_on__lte=end) | Q(due_on=None))
    return ahead
