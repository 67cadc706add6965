"""The agenda of the regular check-in of a country's coordinators with OHCHR and the Task Team: the next three months,
and who contributes what."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from calendar_app.enums import EntryState, Publication
from calendar_app.models import Entry
from calendar_app.queries.agenda import calendar_entries, in_order
from calendar_app.queries.around import Moved, moved_since
from calendar_app.queries.filters import NO_FILTER
from calendar_app.queries.kept import KeptLine, kept_line
from calendar_app.queries.span import months_text, span_day
from calendar_app.queries.taken import taken_by
from calendar_app.queries.wording import left_text, state_pill
from clusters.models import Country
from core.dates import day_text

DAYS = 92
MOST = 80
MOST_UNDATED = 20


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One date of the agenda; `cluster` says how the cluster takes part, as far as the reader may see it."""

    entry: Entry
    when: str
    left: str
    body: str
    title: str
    tone: str
    certainty: str
    cluster: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    country: Country
    span: str
    made_on: str
    kept: KeptLine
    rows: list
    moved: list[Moved]
    undated: list
    is_cut: bool
    reader: object


def check_in(reader, code):
    """The `CheckIn` of a country, with the dates that `reader` may see of it; None where there is no such country.
    Seven queries at most, whatever the rows."""
    country = Country.objects.filter(pk=code).first()
    if country is None:
        return None
    until = reader.today + dt.timedelta(days=DAYS)
    dates = calendar_entries(reader, NO_FILTER, country.pk).filter(publication=Publication.PUBLISHED)
    dates = dates.exclude(state=EntryState.CANCELLED).select_related("mechanism", "country")
    begun = Q(begins_on__lte=until) | Q(begins_on=None, due_on__lte=until)
    # A month is over only when it has wholly passed.
    coming = Q(due_on__gte=reader.today) | (
        Q(due_on__gte=reader.today.replace(day=1)) & ~Q(precision__in=["day", "instant"])
    )
    found = list(in_order(dates.filter(coming, begun))[: MOST + 1])
    taken = taken_by(reader.user, [entry.pk for entry in found], country.pk)
    undated = in_order(dates.filter(due_on=None, country=country.pk))[:MOST_UNDATED]
    return CheckIn(
        country=country,
        span=months_text(reader.today, until),
        made_on=day_text(reader.today),
        kept=kept_line(country.pk, reader.today),
        rows=[_row(entry, reader, taken) for entry in found[:MOST]],
        moved=moved_since(reader, country.pk),
        undated=list(undated),
        is_cut=len(found) > MOST,
        reader=reader,
    )


def _row(entry, reader, taken):
    tone, certainty = state_pill(entry)
    return CheckInRow(
        entry=entry,
        when=span_day(entry),
        left=left_text(entry, reader.today, reader.zone)[0],
        body=str(entry.mechanism),
        title=str(entry),
        tone=tone,
        certainty=certainty,
        cluster=taken.get(entry.pk, ""),
    )
