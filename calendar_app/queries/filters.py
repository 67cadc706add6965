"""What the calendar's address asks for. Filters live in the address, so that it can be shared and means the same
tomorrow."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, EntryKind, EntryState, Precision
from calendar_app.models import Entry
from calendar_app.queries.concern import of_country
from calendar_app.queries.wording import SEASON_DAYS, month_end
from core.texts import english_of
from mechanisms.enums import Family
from mechanisms.models import Mechanism

ALL = "all"
AGENDA, MONTH, YEAR, TIMELINE = "agenda", "month", "year", "timeline"
VIEWS = (AGENDA, MONTH, YEAR, TIMELINE)
TIMELINE_MONTHS = 24
# No calendar of the portal reaches further; also keeps a wrong figure in an address from asking for the year 1.
FIRST_YEAR, LAST_YEAR = 1950, 2100
_KEY = re.compile(r"[a-z0-9_-]{1,80}")
__all__ = [
    "AGENDA",
    "ALL",
    "MONTH",
    "NO_FILTER",
    "TIMELINE",
    "YEAR",
    "CalendarFilter",
    "Range",
    "between",
    "not_over",
    "of_country",
    "of_session",
    "of_theme",
    "read_filter",
    "shown",
    "span_of",
    "with_words",
    "within",
]


class Range(models.TextChoices):
    COMING = "coming", _("Coming")
    YEAR = "year", _("Next 12 months")
    PAST = "past", _("Past")


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """`country` is an ISO code, "all", or empty for the reader's own. `world` "all": every date of the whole world
    beside the country's, not only those that concern it. `mechanism` and `theme` are keys, `session` is a number of
    the portal; one that does not exist finds nothing. `month` and `year` place the views of those names; the timeline
    begins in the month of `month`, else in the present one. Unknown values are named in `ignored`."""

    country: str = ""
    world: str = ""
    family: str = ""
    kind: str = ""
    certainty: str = ""
    mechanism: str = ""
    theme: str = ""
    session: int | None = None
    range: str = Range.COMING
    q: str = ""
    view: str = AGENDA
    month: dt.date | None = None
    year: int | None = None
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
            ("mechanism", chosen.mechanism),
            ("theme", chosen.theme),
            ("session", chosen.session),
            ("range", "" if chosen.range == Range.COMING else chosen.range),
            ("q", chosen.q),
            ("view", "" if chosen.view == AGENDA else chosen.view),
            ("month", f"{chosen.month:%Y-%m}" if chosen.month and chosen.view in (MONTH, TIMELINE) else ""),
            ("year", chosen.year if chosen.view == YEAR else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    @property
    def narrows(self):
        """Whether anything but the country and the span of time is filtered."""
        return bool(
            self.family or self.kind or self.certainty or self.q or self.mechanism or self.theme or self.session
        )

    def applied(self, entries):
        """`entries` (already opened for a person) narrowed by everything but country and span of time."""
        if self.family:
            entries = entries.filter(mechanism__family=self.family)
        if self.kind:
            entries = entries.filter(kind=self.kind)
        if self.certainty:
            entries = entries.filter(certainty=self.certainty)
        if self.mechanism:
            entries = entries.filter(mechanism__key=self.mechanism)
        if self.session:
            entries = entries.filter(of_session(self.session))
        if self.theme:
            entries = entries.filter(of_theme(entries, self.theme))
        return with_words(entries, self.q)


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

    def key(name):
        value = query.get(name, "").strip().lower()
        if not value or _KEY.fullmatch(value):
            return value
        ignored.append(value[:40])
        return ""

    def number(name, least, most):
        value = query.get(name, "").strip()
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most:
            return int(value)
        ignored.append(value[:40])
        return None

    month = None
    if query.get("month"):
        try:
            month = dt.date.fromisoformat(f"{query['month']}-01")
        except ValueError:
            ignored.append(query["month"][:40])
    if month and not FIRST_YEAR <= month.year <= LAST_YEAR:
        ignored.append(query["month"][:40])
        month = None
    country = query.get("country", "").strip()
    return CalendarFilter(
        country=ALL if country.lower() == ALL else country.upper()[:3],
        world=one_of("world", (ALL,)),
        family=one_of("family", Family.values),
        kind=one_of("kind", EntryKind.values),
        certainty=one_of("certainty", Certainty.values),
        mechanism=key("mechanism"),
        theme=key("theme"),
        session=number("session", 1, 2**31 - 1),
        range=one_of("range", Range.values, Range.COMING),
        q=" ".join(query.get("q", "").replace("\x00", "").split())[:80],
        view=one_of("view", VIEWS, AGENDA),
        month=month,
        year=number("year", FIRST_YEAR, LAST_YEAR),
        ignored=tuple(ignored),
    )


def of_session(pk):
    """The condition "of this session": its own dates, and those of the reviews it holds."""
    return Q(session=pk) | Q(review__session=pk)


def in_title(word):
    """The condition that the title of a date or an outcome holds `word`, in any language."""
    found = Q()
    for column in Entry.TITLES:
        found |= Q(**{f"{column}__icontains": word})
    return found


def with_words(entries, text):
    """`entries` whose title, in any language, or whose mechanism holds each word of `text`."""
    for word in text.split():
        entries = entries.filter(
            in_title(word)
            | Q(mechanism__name__icontains=word)
            | Q(mechanism__name__in=english_of(word))
            | Q(mechanism__short_name__icontains=word)
        )
    return entries


def of_theme(entries, key):
    """The condition "of this theme": dates that carry it, and dates of mandates that do. `entries` are open already."""
    carried = entries.order_by().filter(themes__key=key).values("pk")
    return Q(pk__in=carried) | Q(mechanism__in=Mechanism.objects.order_by().filter(themes__key=key).values("pk"))


def not_over(today):
    """Dates that still lie ahead on `today`: a month is over when it has wholly passed, "about a month" in the middle
    of the season that it means, so that rough dates of months gone by do not stand before the near ones."""
    return (
        Q(due_on__gte=today)
        | Q(due_on__gte=today.replace(day=1), precision=Precision.MONTH)
        | Q(due_on__gte=today - dt.timedelta(days=SEASON_DAYS), precision=Precision.SEASON)
        | Q(due_on=None)
    )


def span_of(chosen, today):
    """(first day, last day) of what month, year and timeline show; None for the agenda, which has a `Range`."""
    if chosen.view == MONTH:
        first = (chosen.month or today).replace(day=1)
        return first, month_end(first)
    if chosen.view == YEAR:
        year = chosen.year or today.year
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if chosen.view == TIMELINE:
        first = (chosen.month or today).replace(day=1)
        return first, months_after(first, TIMELINE_MONTHS) - dt.timedelta(days=1)
    return None


def months_after(first, months):
    """The first day of the month `months` after the one that begins on `first`."""
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def between(first, last):
    """Dates and periods that touch the days from `first` to `last`. What is not announced touches none."""
    return Q(due_on__gte=first) & (Q(begins_on__lte=last) | Q(begins_on=None, due_on__lte=last))


def shown(chosen, today):
    """The condition of what the view of the filter shows: by `span_of`, in the agenda by its `Range`."""
    span = span_of(chosen, today)
    return between(*span) if span else within(chosen.range, today)


def within(choice, today):
    """The span of time of a `Range`, seen from `today`. What is done and never had a day is past; a cancelled date that
    never had one has nothing to tell."""
    undated = Q(due_on__isnull=True)
    if choice == Range.PAST:
        return (~not_over(today) & ~undated) | (undated & Q(state=EntryState.MET))
    ahead = not_over(today) & ~(undated & ~Q(state=EntryState.OPEN))
    if choice == Range.YEAR:
        try:
            end = today.replace(year=today.year + 1)
        except ValueError:  # 29 February
            end = today.replace(year=today.year + 1, day=28)
        return ahead & (Q(begins_on__lte=end) | Q(begins_on=None, due_on__lte=end) | Q(due_on=None))
    return ahead
