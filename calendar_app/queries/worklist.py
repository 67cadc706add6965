"""The Task Team's worklist: what wants a look, gathered by the page that shows whether it is right."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_app.models import Entry
from calendar_app.queries.entries import link_of
from calendar_app.queries.lean import gathered, lean_rows, reference_dates
from calendar_app.queries.looks import Look, open_ahead, reasons_of, reasons_q, tone_of, worth_a_look
from calendar_app.queries.proofs import is_address
from calendar_app.queries.rows import RowMaker
from calendar_app.queries.sessions import session_when
from calendar_app.queries.work_filter import By, WorkFilter, read_work_filter
from clusters.models import Country
from core import clock
from core.dates import day_text, short_month_text
from core.words import paused
from mechanisms.models import Mechanism

__all__ = [
    "Look",
    "WorkFilter",
    "first_looks",
    "group_entries",
    "read_work_filter",
    "work_counts",
    "work_item",
    "worklist_page",
    "worth_a_look",
]

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One date that wants a look of its own."""

    row: object
    reasons: list
    verified: str
    source: str
    source_url: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The dates of one session that rest on one page: one look verifies them all. `waits`: none has a day yet."""

    key: str
    title: str
    url: str
    family: str
    body: str
    when: str
    page: str
    page_url: str
    number: int
    countries: int
    first: str
    reasons: list
    waits: bool
    dates_url: str


@dataclass(frozen=True, slots=True)
class WorkSum:
    """What waits in one country or of one mechanism."""

    label: str
    family: str
    number: int
    reasons: list
    url: str


@dataclass(frozen=True, slots=True)
class Worklist:
    chosen: WorkFilter
    # ("group", WorkGroup) or ("date", WorkRow), in order; `sums` instead where gathered by country or mechanism.
    items: list
    sums: list
    page_obj: object
    # (value, label, number, address, chosen), the whole list first.
    counts: list
    ways: list
    country_options: list
    mechanism_options: list
    # How many looks and how many dates; the group whose dates are shown, where the address names one.
    presses: int
    number: int
    group: WorkGroup | None


def group_entries(reader, chosen):
    """The dates of the group that `chosen.group` names, as they want a look now: none where there is no such group.
    Two queries."""
    rows = gathered(lean_rows(reader, chosen)).get(chosen.group, [])
    wanted = reader.entries.filter(pk__in=[lean.pk for lean in rows], cluster=None)
    return list(wanted.select_related("session", "review", "rule"))


def worklist_page(reader, chosen, number=1):
    """The `Worklist` for a filter. Six queries at most, whatever the rows."""
    rows = lean_rows(reader, chosen)
    if chosen.group:
        rows = gathered(rows).get(chosen.group, [])
    groups = gathered(rows)
    items, sums, page, group = [], [], None, None
    if chosen.by in (By.COUNTRY, By.MECHANISM) and not chosen.group:
        sums = _sums(rows, chosen)
    else:
        one_by_one = chosen.group or chosen.by == By.DATE
        parts = [[lean] for lean in rows] if one_by_one else list(groups.values())
        page = Paginator(parts, PAGE_SIZE).get_page(number)
        items = _items(reader, chosen, page.object_list)
        if chosen.group and len(rows) > 1:
            group = _items(reader, chosen, [rows])[0][1]
    countries, mechanisms = _options(reader, chosen)
    return Worklist(
        chosen=chosen,
        items=items,
        sums=sums,
        page_obj=page,
        counts=work_counts(reader, chosen),
        ways=[(label, chosen.address(by=value, group=""), value == chosen.by) for value, label in By.choices],
        country_options=countries,
        mechanism_options=mechanisms,
        presses=len(groups),
        number=len(rows),
        group=group,
    )


def first_looks(reader, most):
    """(the `most` first groups and dates as on the worklist, how many looks there are, `work_counts` of the whole
    worklist). Two queries: one reads all dates, one those that are shown."""
    chosen = WorkFilter()
    rows = lean_rows(reader, chosen)
    groups = list(gathered(rows).values())
    sums = Counter(look for lean in rows for look in lean.looks)
    return _items(reader, chosen, groups[:most]), len(groups), _counts(chosen, len(rows), sums)


def work_counts(reader, chosen):
    """[(value, label, number, address, chosen)], the whole list first. One query."""
    reasons = reasons_q(reader.today)
    sums = (
        reference_dates(reader, chosen)
        .filter(open_ahead(reader.today))
        .aggregate(
            **{look: Count("pk", filter=condition) for look, condition in reasons.items()},
            whole=Count("pk", filter=worth_a_look(reader.today)),
        )
    )
    return _counts(chosen, sums["whole"], sums)


def _counts(chosen, whole, sums):
    counts = [("", _("All"), whole, chosen.address(why="", group=""), not chosen.why)]
    return counts + [
        (look.value, look.label, sums[look], chosen.address(why=look.value, group=""), look == chosen.why)
        for look in Look
    ]


def work_item(reader, chosen, *, entry=None):
    """("date", row) of `entry`, or ("group", group) of `chosen.group`, anew after an act; None: nothing is left."""
    if entry is not None:
        return "date", _work_row(entry, RowMaker(reader, with_country=True), reader.today)
    rows = gathered(lean_rows(reader, chosen)).get(chosen.group, [])
    return _items(reader, chosen, [rows])[0] if rows else None


def _items(reader, chosen, parts):
    """Groups of more than one date as `WorkGroup`, the others as `WorkRow`. One query."""
    firsts = [part[0].pk for part in parts]
    found = reader.entries.filter(pk__in=firsts).select_related(
        "mechanism", "country", "verified_by", "session__mechanism"
    )
    entries = {entry.pk: entry for entry in found}
    maker = RowMaker(reader, with_country=True)
    items = []
    for part in parts:
        entry = entries.get(part[0].pk)
        if entry is None:
            # Taken away since the rows were read.
            continue
        if len(part) == 1:
            items.append(("date", _work_row(entry, maker, reader.today)))
        else:
            items.append(("group", _group(part, entry, chosen)))
    return items


def _group(part, entry, chosen):
    """`entry` is the first date of the group."""
    first, session = part[0], entry.session
    body = session.mechanism if session else entry.mechanism
    page = (body.url if first.waits else first.page) or ""
    starts = next((lean.starts for lean in part if lean.starts), None)
    return WorkGroup(
        key=first.key,
        title=str(session) if session else _("Dates from one page"),
        url=reverse("calendar:session-detail", args=[session.pk]) if session else "",
        family=body.family,
        body=str(body),
        when=session_when(session) if session else "",
        page=page,
        page_url=page if is_address(page) else "",
        number=len(part),
        countries=len({lean.country_id for lean in part if lean.country_id}),
        first=short_month_text(starts) if starts else "",
        reasons=_reason_counts(part),
        waits=first.waits,
        dates_url=chosen.address(group=first.key),
    )


def _reason_counts(rows):
    """[(tone, label, number)] of the reasons among `rows`, in the order of `Look`."""
    found = Counter(look for lean in rows for look in lean.looks)
    return [(tone_of(look), look.label, found[look]) for look in Look if found[look]]


def _sums(rows, chosen):
    """`WorkSum`s by country or by mechanism, most first. One query."""
    by_country = chosen.by == By.COUNTRY
    parts = {}
    for lean in rows:
        parts.setdefault(lean.country_id if by_country else lean.mechanism_id, []).append(lean)
    names = Country.objects.in_bulk([key for key in parts if key]) if by_country else Mechanism.objects.in_bulk(parts)
    sums = []
    for key, part in parts.items():
        thing = names.get(key)
        if by_country:
            address = chosen.address(by=By.SESSION, country=key) if key else ""
        else:
            address = chosen.address(by=By.SESSION, mechanism=thing.key)
        sums.append(
            WorkSum(
                label=str(thing) if thing else _("All countries"),
                family="" if by_country else thing.family,
                number=len(part),
                reasons=_reason_counts(part),
                url=address,
            )
        )
    return sorted(sums, key=lambda each: (-each.number, each.label))


def _options(reader, chosen):
    """What can be filtered by: countries and bodies with open dates of the reference calendar. Two queries."""
    open_dates = Entry.objects.visible_to(reader.user).filter(open_ahead(reader.today), cluster=None).order_by()
    countries = Country.objects.filter(pk__in=open_dates.values("country"))
    bodies = Mechanism.objects.filter(pk__in=open_dates.values("mechanism"))
    return (
        [("", _("All countries"), not chosen.country)]
        + [(each.pk, str(each), each.pk == chosen.country) for each in countries],
        [("", _("All bodies"), not chosen.mechanism)]
        + [(each.key, each.label, each.key == chosen.mechanism) for each in bodies],
    )


def _work_row(entry, maker, today):
    verified = ""
    if entry.verified_at is not None:
        verified = _("Verified %(day)s") % {"day": day_text(clock.reader_day(entry.verified_at))}
        if entry.verified_by_id:
            verified = paused(verified, entry.verified_by)
    looks = reasons_of(entry, today)
    return WorkRow(
        row=maker.row(entry),
        reasons=[(tone_of(look), look.label) for look in looks],
        verified=verified,
        source=entry.source[:80],
        source_url=link_of(entry.source),
        is_draft=Look.DRAFT in looks,
    )
