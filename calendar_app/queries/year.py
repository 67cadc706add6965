"""A year of a country for its document: twelve months, whichever they begin with, and what is not announced yet."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from calendar_app.enums import EntryState, Publication
from calendar_app.queries.agenda import calendar_entries, in_order
from calendar_app.queries.choosers import choices
from calendar_app.queries.export import asked_words, is_restricted_q
from calendar_app.queries.filters import AGENDA, ALL, YEAR, between, months_after
from calendar_app.queries.kept import kept_line
from calendar_app.queries.span import close_together, in_time, nearest_to_country, points

# About forty pages. A year of one country has some two hundred dates.
MOST = 1000
MOST_DRAWN = 120
MOST_UNDATED = 100


@dataclass(frozen=True, slots=True)
class CountryYear:
    """Published dates of the twelve months from `first` to `last`; `undated` are not announced. `restricted` counts
    those that are not open to everyone. `is_cut`: more than `MOST`, those of the country itself first."""

    code: str
    country: str
    first: dt.date
    last: dt.date
    entries: list
    undated: list
    points: list
    close: list
    total: int
    restricted: int
    is_cut: bool
    kept: object
    asked: list
    reader: object

    @property
    def file_name(self):
        """Without ending: country and first month, never what is inside."""
        return f"hre-calendar-{self.code if self.code != ALL else 'all'}-{self.first:%Y-%m}"


def year_begins(chosen, today):
    """The first month of the document: January of the year shown, the month shown, or the present one."""
    if chosen.view == YEAR:
        return dt.date(chosen.year or today.year, 1, 1)
    if chosen.view == AGENDA:
        return today.replace(day=1)
    return (chosen.month or today).replace(day=1)


def country_year(reader, chosen):
    """The `CountryYear` of the filter for `reader`, or None for a country that does not exist. At most eight
    queries."""
    known = choices()
    names = {country.pk: str(country) for country in known.countries}
    code = chosen.country or (reader.countries[0] if reader.countries else ALL)
    if code != ALL and code not in names:
        return None
    first = year_begins(chosen, reader.today)
    last = months_after(first, 12) - dt.timedelta(days=1)
    published = calendar_entries(reader, chosen, code).filter(publication=Publication.PUBLISHED)
    shown = published.filter(between(first, last))
    found = nearest_to_country(shown.select_related("mechanism", "country", "verified_by"), code)
    found = list(found[: MOST + 1])
    is_cut, found = len(found) > MOST, sorted(found[:MOST], key=in_time)
    undated = published.filter(Q(due_on=None), ~Q(state=EntryState.CANCELLED)).select_related("mechanism", "country")
    undated = list(in_order(undated)[:MOST_UNDATED])
    drawn = sorted(found, key=lambda entry: (code != ALL and entry.country_id != code, in_time(entry)))[:MOST_DRAWN]
    country = names.get(code, _("All countries"))
    return CountryYear(
        code=code,
        country=country,
        first=first,
        last=last,
        entries=found,
        undated=undated,
        points=points(drawn, code),
        close=close_together(found, code),
        total=shown.count() if is_cut else len(found),
        restricted=published.filter(is_restricted_q()).filter(between(first, last) | Q(due_on=None)).count(),
        is_cut=is_cut,
        kept=kept_line(code, reader.today) if code != ALL else None,
        # The span stands in the title already.
        asked=[pair for number, pair in enumerate(asked_words(reader, chosen, country, known)) if number > 1],
        reader=reader,
    )
