"""The country calendar as a list of months."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, F, Q, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Substr

from calendar_app.enums import EXACT, EntryState
from calendar_app.queries.filters import ALL, NO_FILTER, Range, of_country, within
from calendar_app.queries.planned import planned_addresses
from calendar_app.queries.rows import RowMaker, rows_of
from calendar_app.queries.taken import taken_by
from calendar_app.queries.wording import month_of

PAGE_SIZE = 50
# How many dates of the whole list begin in the same month, also where paging cuts it; "2027-05" as text, because SQLite
# would ask Python to cut each date. `in_order` gives `starts`.
_IN_MONTH = Window(Count("pk"), partition_by=[Substr(Cast("starts", CharField()), 1, 7)])


@dataclass(frozen=True, slots=True)
class Agenda:
    """One page of months; `page_obj` is what the paging component wants."""

    groups: list
    page_obj: object
    total: int


def calendar_entries(reader, chosen, country_code):
    """The dates `reader` may see, of the country (or of all) with what concerns it of the whole world, narrowed by the
    filter; no order, no span of time."""
    entries = reader.entries
    if country_code != ALL:
        entries = entries.filter(of_country(country_code, reader.user, everything=chosen.world == ALL))
    return chosen.applied(entries)


def in_order(entries, *, backwards=False):
    """By first day; in a month whose day is unknown ahead of its days; what is not announced last."""
    entries = entries.annotate(
        starts=Coalesce("begins_on", "due_on"),
        has_day=Case(When(precision__in=sorted(EXACT), then=Value(1)), default=Value(0)),
    )
    if backwards:
        return entries.order_by(F("starts").desc(nulls_last=True), "-has_day", "-due_at", "-pk")
    return entries.order_by(F("starts").asc(nulls_last=True), "has_day", "due_at", "pk")


def _page(ordered, entries, number):
    """The page `number` of `ordered`, whose rows say how many there are in all: one query, two more for a page that
    does not exist."""
    place = int(number) if str(number).isascii() and str(number).isdigit() and len(str(number)) < 7 else 1
    shown = list(ordered[(place - 1) * PAGE_SIZE : place * PAGE_SIZE]) if place else []
    paginator = Paginator(ordered, PAGE_SIZE)
    if shown or place == 1:
        paginator.count = shown[0].in_all if shown else 0
        return Page(shown, place, paginator)
    paginator.count = entries.count()
    nearest = paginator.get_page(place)
    return Page(list(nearest.object_list), nearest.number, paginator)


def agenda_page(reader, chosen, country_code, number):
    """The `Agenda` page `number` (anything odd becomes the nearest page). Two queries, whatever the rows."""
    entries = calendar_entries(reader, chosen, country_code).filter(within(chosen.range, reader.today))
    with_country = country_code == ALL
    ordered = in_order(rows_of(entries), backwards=chosen.range == Range.PAST)
    ordered = ordered.annotate(in_month=_IN_MONTH, in_all=Window(Count("pk")))
    page = _page(ordered, entries, number)
    shown = page.object_list
    planned, taken = {}, {}
    if reader.countries:
        planned = planned_addresses(reader.user, [entry.pk for entry in shown])
        taken = taken_by(reader.user, [entry.pk for entry in shown], "" if with_country else country_code)
    maker = RowMaker(reader, with_country=with_country, planned=planned, taken=taken)
    counts = {month_of(entry): entry.in_month for entry in shown}
    return Agenda(maker.grouped(shown, counts.__getitem__), page, page.paginator.count)


def upcoming_rows(reader, country_code, *, limit=6, planned=None):
    """The next dates of a country for a home page: exact or about, never the not announced, nor an estimate whose
    month is over. `planned`: {entry id: address of its plan line}. One query."""
    entries = calendar_entries(reader, NO_FILTER, country_code)
    entries = entries.filter(within(Range.COMING, reader.today), due_on__isnull=False, state=EntryState.OPEN)
    entries = entries.filter(Q(precision__in=sorted(EXACT)) | Q(due_on__gte=reader.today.replace(day=1)))
    with_country = country_code == ALL
    maker = RowMaker(reader, with_country=with_country, planned=planned)
    return [maker.row(entry) for entry in in_order(rows_of(entries))[:limit]]
