"""Rows of the agenda, ready to print: the template adds no lookups, no date formatting and no includes."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from calendar_app.enums import EXACT, EntryState, Origin, Precision
from calendar_app.models import Entry
from calendar_app.queries.staleness import is_stale
from calendar_app.queries.wording import (
    audience_pill,
    days_left,
    is_bygone,
    is_year,
    left_text,
    month_of,
    obligation_text,
    starts_on,
    state_pill,
    verified_text,
    when_text,
    zones_text,
)
from core.dates import announced_text, month_text, short_month_text, time_text, weekday_text
from core.words import paused

# What a row needs of the entry and of its neighbours: texts and reasons stay in the database.
_OF_MECHANISM = ("mechanism__family", "mechanism__name", "mechanism__name_fr", "mechanism__name_ar")
_OF_COUNTRY = ("country__name", "country__name_fr", "country__name_ar")
_OF_ENTRY = (
    *("kind", *Entry.TITLES, "begins_on", "due_on", "due_at", "time_zone", "precision", "about_text"),
    *("origin", "certainty", "obligation", "state", "anchor_moved", "audience", "publication", "verified_at"),
    *("cluster_id", "country_id"),
)


def rows_of(entries):
    """`entries` as `RowMaker` wants them: one query with what it prints, and nothing else."""
    return entries.select_related("mechanism", "country").only(*_OF_ENTRY, *_OF_MECHANISM, *_OF_COUNTRY)


def points_of(entries):
    """`entries` with what a point on the line of time shows."""
    wanted = (*Entry.TITLES, "begins_on", "due_on", "precision", "certainty")
    return entries.select_related("mechanism").only(*wanted, "mechanism__family")


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One date as it stands in a list. All texts are final, in the reader's language and zone."""

    pk: int
    url: str
    machine_day: str
    day: str
    day_note: str
    month: str
    family: str
    body: str
    title: str
    country: str
    when: str
    zones: str
    tone: str
    certainty: str
    audience_tone: str
    audience: str
    obligation: str
    is_computed: bool
    is_struck: bool
    needs_confirmation: bool
    verified: str
    left: str
    is_urgent: bool
    is_dated: bool
    action: str
    action_url: str
    # "We attend: Rosa", for the circle of the cluster.
    taking: str = ""
    # Of the title, where it is not in the reader's language.
    title_lang: str = ""


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """The rows of one month; `count` is of the whole month, also when paging cuts it."""

    heading: str
    count: int
    rows: list


def _vague(entry, first):
    """The published words, unless they only repeat the heading or what stands in the place of the day."""
    if is_year(entry):
        return ""
    words = announced_text(entry.about_text)
    return "" if first and words.lower() == month_text(first).lower() else words


def plan_address():
    """Where a plan line is begun, or None as long as the portal has no such page."""
    try:
        return reverse("engagements:line-create")
    except NoReverseMatch:
        return None


def _month(entry, first):
    """What is known of the month, to stand beside or in place of the day: "May 2027", "2027", or nothing."""
    if first is None:
        return ""
    return entry.about_text if is_year(entry) else short_month_text(first)


class RowMaker:
    """Makes `AgendaRow`s for one reader; looks up addresses once, not once a row."""

    def __init__(self, reader, *, with_country=False, planned=None, taken=None):
        self.reader = reader
        # {entry id: how the reader's cluster takes part, in words}
        self.taken = taken or {}
        # {entry id: address of the plan line}
        self.planned = planned or {}
        self.with_country = with_country
        self.base = reverse("calendar:entry-detail", args=[0])[: -len("0/")]
        self.plan = plan_address()

    def url(self, pk):
        return f"{self.base}{pk}/"

    def action(self, entry, days):
        """The one thing to do from a list: the Task Team verifies, a coordinator plans."""
        if entry.state != EntryState.OPEN:
            return "", ""
        reader = self.reader
        if reader.is_task_team and entry.cluster_id is None:
            if is_stale(entry, reader.today) or entry.anchor_moved or entry.verified_at is None:
                return _("Verify"), f"{self.url(entry.pk)}#verify"
            return "", ""
        if entry.pk in self.planned:
            return _("In plan"), self.planned[entry.pk]
        if self.plan and reader.leads(entry.country_id) and (days is None or days >= 0):
            return _("Plan it"), f"{self.plan}?entry={entry.pk}"
        return "", ""

    def row(self, entry):
        reader = self.reader
        first = starts_on(entry)
        day, note, machine = self._day(entry, first)
        days = days_left(entry, reader.today, reader.zone)
        left, is_urgent = left_text(entry, reader.today, reader.zone)
        tone, certainty = state_pill(entry)
        audience_tone, audience = audience_pill(entry)
        action, action_url = self.action(entry, days)
        country = ""
        if self.with_country:
            country = str(entry.country) if entry.country_id else _("All countries")
        return AgendaRow(
            pk=entry.pk,
            url=self.url(entry.pk),
            machine_day=machine,
            day=day,
            day_note=note,
            month=_month(entry, first),
            family=entry.mechanism.family,
            body=str(entry.mechanism),
            title=str(entry),
            country=country,
            # The day's place and the heading already say what is known of the month.
            when=when_text(entry) if entry.precision in EXACT else _vague(entry, first),
            zones=zones_text(entry, reader.zone),
            tone=tone,
            certainty=certainty,
            audience_tone=audience_tone,
            audience=audience,
            obligation=obligation_text(entry, reader.today, str(entry.country) if entry.country_id else ""),
            is_computed=entry.origin == Origin.COMPUTED,
            is_struck=entry.state == EntryState.CANCELLED,
            needs_confirmation=entry.anchor_moved,
            verified=verified_text(entry),
            left=left,
            is_urgent=is_urgent,
            is_dated=entry.due_on is not None,
            action=action,
            action_url=action_url,
            taking=self.taken.get(entry.pk, ""),
            title_lang=entry.title_lang,
        )

    def _day(self, entry, first):
        """(figure, words beneath, machine-readable day). Never a day where only the month is known, never a month where
        only the year is."""
        if first is None:
            return "–", _("not announced"), ""
        unknown = _("day not announced")
        if is_year(entry):
            if int(entry.about_text) < self.reader.today.year:
                unknown = _("day not on record")
            return "–", unknown, entry.about_text
        if entry.precision not in EXACT:
            known = f"{first:%Y-%m}" if entry.precision == Precision.MONTH else ""
            roughly = entry.precision == Precision.SEASON
            if is_bygone(entry.due_on, entry.precision, self.reader.today):
                unknown = _("day not on record")
            return "–", _("about this month") if roughly else unknown, known
        note = weekday_text(first)
        if entry.due_at is not None and entry.begins_on is None:
            note = paused(note, time_text(entry.due_at, entry.time_zone))
        return str(first.day), note, first.isoformat()

    def grouped(self, entries, count_of):
        """`MonthGroup`s in the order given. `count_of(first day of the month or None)` counts the whole month."""
        groups = []
        key = object()
        for entry in entries:
            month = month_of(entry)
            if month != key:
                key = month
                heading = month_text(month) if month else _("Not announced")
                groups.append(MonthGroup(heading, count_of(month), []))
            groups[-1].rows.append(self.row(entry))
        return groups
