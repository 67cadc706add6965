"""The desk of country calendars: which are kept, when each was gone through, what waits in each."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EXACT, Certainty, Publication
from calendar_app.models import CountryCalendar
from calendar_app.queries.kept import is_calendar_stale, line_of
from calendar_app.queries.looks import Look, open_ahead, reasons_q
from clusters.enums import LEAD_ROLES
from clusters.models import Cluster, Country, Membership
from clusters.policy import running
from core import trail
from core.dates import day_text, month_text
from core.models import AuditEntry


class Which(models.TextChoices):
    """Which calendars the desk lists."""

    ALL = "", _("All")
    STALE = "stale", _("Not gone through for long")
    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")


class Sort(models.TextChoices):
    """In which order. Most urgent first, or by name."""

    WORK = "", _("Longest not gone through")
    NAME = "name", _("Country")
    LOOKS = "looks", _("Most to look at")
    NEXT = "next", _("Next date")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One country. Numbers are of its own open dates of the reference calendar that are not over."""

    code: str
    country: Country
    url: str
    worklist_url: str
    kept: object
    verified_at: dt.datetime | None
    verified_by: str
    is_stale: bool
    open: int
    provisional: int
    # {look: number}
    looks: dict
    worth: int
    next_on: dt.date | None
    next_text: str
    leads: int


@dataclass(frozen=True, slots=True)
class Desk:
    rows: list
    # (label, number, address, chosen)
    chips: list
    sorts: list
    others: list
    kept: int
    stale: int


def _cluster_countries():
    return Cluster.objects.filter(parent=None).order_by().values("country")


def _numbers(reader, **only):
    """{code: sums} of the open dates of countries. One query, one more for the rules of kinds."""
    reasons = reasons_q(reader.today)
    any_reason = Q()
    for condition in reasons.values():
        any_reason |= condition
    entries = reader.entries.filter(open_ahead(reader.today), cluster=None, country__isnull=False, **only)
    sums = (
        entries.order_by()
        .values("country")
        .annotate(
            open=Count("pk"),
            provisional=Count("pk", filter=~Q(certainty=Certainty.CONFIRMED)),
            worth=Count("pk", filter=any_reason),
            next_day=Min("due_on", filter=Q(due_on__gte=reader.today, precision__in=EXACT)),
            next_about=Min("due_on", filter=Q(due_on__gte=reader.today.replace(day=1)) & ~Q(precision__in=EXACT)),
            **{f"look_{look}": Count("pk", filter=condition) for look, condition in reasons.items()},
        )
    )
    return {each["country"]: each for each in sums}


def _leads(**only):
    """{code: number of people who coordinate there now}. One query."""
    held = Membership.objects.filter(running(), role__in=sorted(LEAD_ROLES), user__is_active=True, **only)
    counts = held.order_by().values("cluster__country").annotate(number=Count("user", distinct=True))
    return {each["cluster__country"]: each["number"] for each in counts}


def _row(country, calendar, sums, leads, today):
    kept = line_of(calendar, today)
    is_kept = kept.state != "not_kept"
    return DeskRow(
        code=country.pk,
        country=country,
        url=reverse("calendar:desk-country", args=[country.pk]),
        worklist_url=f"{reverse('calendar:worklist')}?country={country.pk}",
        kept=kept,
        verified_at=calendar.verified_at if calendar else None,
        verified_by=str(calendar.verified_by) if calendar and calendar.verified_by_id else "",
        is_stale=is_kept and is_calendar_stale(calendar, today),
        open=sums.get("open", 0),
        provisional=sums.get("provisional", 0),
        looks={look: sums.get(f"look_{look}", 0) for look in Look},
        worth=sums.get("worth", 0),
        next_on=_earliest(sums),
        next_text=_next_text(sums),
        leads=leads,
    )


def _earliest(sums):
    return min((day for day in (sums.get("next_day"), sums.get("next_about")) if day), default=None)


def _next_text(sums):
    """The next date as exactly as it is known: never a day where only the month is."""
    first = _earliest(sums)
    if first is None:
        return ""
    return day_text(first) if first == sums["next_day"] else month_text(first)


_BEFORE_ALL = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_AFTER_ALL = dt.date(9999, 12, 31)
_ORDER = {
    Sort.WORK: lambda row: (row.verified_at or _BEFORE_ALL, -row.worth, str(row.country)),
    Sort.NAME: lambda row: str(row.country),
    Sort.LOOKS: lambda row: (-row.worth, str(row.country)),
    Sort.NEXT: lambda row: (row.next_on or _AFTER_ALL, str(row.country)),
}
_SHOWN = {
    Which.ALL: lambda row: True,
    Which.STALE: lambda row: row.is_stale,
    Which.KEPT: lambda row: row.kept.state != "not_kept",
    Which.NOT_KEPT: lambda row: row.kept.state == "not_kept",
}


def desk_page(reader, which="", sort=""):
    """The `Desk`: each country with a cluster, and others whose calendar somebody keeps. Six queries, whatever the
    rows."""
    which = which if which in Which.values else Which.ALL
    sort = sort if sort in Sort.values else Sort.WORK
    calendars = {each.pk: each for each in CountryCalendar.objects.select_related("verified_by")}
    numbers, leads = _numbers(reader), _leads()
    everyone = list(Country.objects.all())
    here = set(_cluster_countries().values_list("country", flat=True)) | set(calendars)
    rows = [
        _row(each, calendars.get(each.pk), numbers.get(each.pk, {}), leads.get(each.pk, 0), reader.today)
        for each in everyone
        if each.pk in here
    ]
    shown = sorted((row for row in rows if _SHOWN[which](row)), key=_ORDER[sort])
    return Desk(
        rows=shown,
        chips=[
            (label, len([row for row in rows if _SHOWN[Which(value)](row)]), _address(value, sort), value == which)
            for value, label in Which.choices
        ],
        sorts=[(label, _address(which, value), value == sort) for value, label in Sort.choices],
        others=[(each.pk, str(each)) for each in everyone if each.pk not in here],
        kept=len([row for row in rows if row.kept.state != "not_kept"]),
        stale=len([row for row in rows if row.is_stale]),
    )


def _address(which, sort):
    pairs = [("which", which), ("sort", sort)]
    return "?" + "&".join(f"{name}={value}" for name, value in pairs if value)


def stale_calendars(reader):
    """How many calendars that are kept were not gone through for long. One query."""
    calendars = CountryCalendar.objects.filter(publication=Publication.PUBLISHED).only("verified_at", "stale_days")
    return len([each for each in calendars if is_calendar_stale(each, reader.today)])


@dataclass(frozen=True, slots=True)
class CountryDesk:
    """One country's calendar on the desk."""

    row: DeskRow
    calendar: CountryCalendar | None
    # (label, number, address)
    numbers: list
    # (name, role) of who coordinates there now
    people: list
    history: list


def country_desk(reader, code):
    """The `CountryDesk`, or None where there is no such country. Seven queries."""
    country = Country.objects.filter(pk=code).first()
    if country is None:
        return None
    calendar = CountryCalendar.objects.select_related("verified_by").filter(pk=code).first()
    held = Membership.objects.filter(
        running(), role__in=sorted(LEAD_ROLES), user__is_active=True, cluster__country=code
    ).select_related("user", "cluster")
    people = [(str(each.user), each.get_role_display(), str(each.cluster)) for each in held]
    sums = _numbers(reader, country=code).get(code, {})
    row = _row(country, calendar, sums, len({name for name, *_rest in people}), reader.today)
    worklist = row.worklist_url
    return CountryDesk(
        row=row,
        calendar=calendar,
        numbers=[(look.label, row.looks[look], f"{worklist}&why={look.value}") for look in Look],
        people=people,
        history=_history(reader.user, code),
    )


def _history(user, code, most=20):
    """[(day, who, what, changes)], newest first. One query."""
    acts = (
        AuditEntry.objects.visible_to(user)
        .filter(target_type=CountryCalendar._meta.label_lower, target_id=code)
        .order_by("-at", "-pk")[:most]
    )
    return [(day_text(act.at), act.actor_label, trail.verb_label(act.verb), trail.changes(act)) for act in acts]
