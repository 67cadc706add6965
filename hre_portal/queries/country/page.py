"""One country on one screen: which doors are open, what is recorded, and which dates matter."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q
from django.http import Http404

from calendar_app.enums import EntryKind, EntryState
from calendar_app.models import CountryCalendar
from calendar_app.queries.agenda import in_order, upcoming_rows
from calendar_app.queries.kept import line_of
from calendar_app.queries.rows import RowMaker, rows_of
from clusters.models import Country
from clusters.queries import profiles_in
from hre_portal.addresses import address
from hre_portal.queries.country.doors import body_row, door_groups, halves
from hre_portal.queries.country.records import institution_row, instrument_row
from mechanisms.enums import Family, MechanismState
from mechanisms.queries import doors
from mechanisms.queries.sources import Sources

DATES_SHOWN = 6
REVIEWS_SHOWN = 6
REVIEW_KINDS = (EntryKind.REVIEW, EntryKind.NEXT_REVIEW)


@dataclass(frozen=True, slots=True)
class CountryPage:
    country: Country
    clusters: list
    # How its clusters stand, where the reader may know.
    profiles: list
    kept: object
    groups: list
    # The groups in two columns of about the same length.
    halves: tuple
    elsewhere: list
    counts: dict
    instruments: list
    institutions: list
    mandates: list
    ended_mandates: list
    thematic: list
    reviews: list
    dates: list
    sources: list
    calendar_url: str
    plan_url: str
    # Where the Task Team keeps this calendar.
    desk_url: str
    feeds_url: str


def country_page(reader, iso3):
    """The `CountryPage` of the ISO code, whatever the case of its letters; Http404 for any other. Twelve queries
    at most, whatever the rows."""
    user = reader.user
    country, clusters = _country_with_clusters(user, iso3)
    code = country.pk
    bodies, thematic = doors.bodies_for(user, country, on=reader.today)
    instruments = doors.instruments_of(user, country)
    recorded = doors.recorded_in(instruments)
    sources = Sources()
    lines = doors.doors_of(user, country, on=reader.today, recorded=recorded)
    groups, elsewhere = door_groups(lines, bodies, sources)
    mandates = [line for line in bodies if line.mechanism.family == Family.SPECIAL_PROCEDURE]
    working = {MechanismState.ACTIVE, MechanismState.UNKNOWN}
    calendar_url = address("calendar:calendar")
    rows = [row for group in groups for row in group.rows]
    return CountryPage(
        country=country,
        clusters=clusters,
        profiles=profiles_in(user, clusters),
        kept=line_of(CountryCalendar.objects.filter(pk=code).first(), reader.today),
        groups=groups,
        halves=halves(groups),
        elsewhere=elsewhere,
        counts={place: sum(row.place == place for row in rows) for place in ("open", "verify", "closed", "unknown")},
        instruments=[instrument_row(line, sources) for line in doors.without_other_regions(instruments)],
        institutions=[institution_row(each, sources) for each in doors.institutions_of(user, country)],
        mandates=[body_row(line, sources) for line in mandates if line.mechanism.state in working],
        ended_mandates=[line.mechanism for line in mandates if line.mechanism.state not in working],
        thematic=sorted(thematic, key=str),
        reviews=_reviews(reader, code),
        dates=upcoming_rows(reader, code, limit=DATES_SHOWN),
        sources=sources.lines,
        calendar_url=f"{calendar_url}?country={code}" if calendar_url else "",
        plan_url=address("engagements:plan") if code in reader.countries else "",
        desk_url=address("calendar:desk-country", args=[code]) if reader.is_task_team else "",
        feeds_url=address("calendar:feed-list"),
    )


def _country_with_clusters(user, iso3):
    """(country, its clusters, national ones first); Http404 where there is none. One query."""
    code = iso3.upper()
    if not (user.is_authenticated and code.isascii() and code.isalpha()):
        raise Http404
    found = list(
        Country.objects.filter(pk=code)
        .annotate(cluster=FilteredRelation("clusters"))
        .select_related("cluster")
        .order_by(F("cluster__parent").asc(nulls_first=True), "cluster__name")
    )
    if not found:
        raise Http404
    return found[0], [cluster for cluster in (getattr(row, "cluster", None) for row in found) if cluster]


def _reviews(reader, code):
    """Rows of the reviews that lie ahead, confirmed, provisional, estimated or not announced. One query."""
    ahead = Q(due_on__gte=reader.today.replace(day=1)) | Q(due_on=None)
    entries = reader.entries.filter(ahead, country=code, kind__in=REVIEW_KINDS, state=EntryState.OPEN)
    maker = RowMaker(reader)
    return [maker.row(entry) for entry in in_order(rows_of(entries))[:REVIEWS_SHOWN]]
