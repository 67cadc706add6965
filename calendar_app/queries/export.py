"""What the filter shows, to be taken along: the same dates as on the page, with every field, and what was asked."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_app.enums import EXACT, Audience, Certainty, EntryKind, Precision, Publication
from calendar_app.models import Entry
from calendar_app.queries.agenda import calendar_entries, in_order
from calendar_app.queries.choosers import choices
from calendar_app.queries.filters import ALL, Range, shown, span_of
from core import clock
from core.dates import period_text
from mechanisms.enums import Family

# The contract with the import: same names, same order, same values.
COLUMNS = (
    "uid",
    "kind",
    *Entry.TITLES,
    "mechanism",
    "country",
    "starts_on",
    "ends_on",
    "hour",
    "time_zone",
    "precision",
    "certainty",
    "stage",
    "audience",
    "author_type",
    "obligation",
    "place",
    "themes",
    "about",
    "source",
    "confidence",
    "note",
    "state",
    "last_verified",
    "last_verified_by",
    "address",
)
# A file with more is for a database, not for a person; built in memory in about two seconds.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Export:
    """`entries` in the order of the page, drafts left out. `restricted` of the `total` are not open to everyone;
    `is_too_long`: more than `MOST`, then `entries` is empty. `asked` is the filter in words, as (label, value)."""

    code: str
    country: str
    entries: list
    total: int
    restricted: int
    is_too_long: bool
    asked: list
    made_at: dt.datetime
    reader: object

    @property
    def file_name(self):
        """Without ending. Says the country and the day, never what is inside."""
        place = self.code if self.code != ALL else "all"
        return f"hre-calendar-{place}-{self.made_at.astimezone(ZoneInfo(self.reader.zone)):%Y-%m-%d}"


def export_of(reader, chosen):
    """The `Export` of the filter for `reader`, or None for a country that does not exist. At most six queries. Drafts
    stay in the portal: a file cannot say any more that it is one."""
    known = choices()
    by_code = {country.pk: str(country) for country in known.countries}
    code = chosen.country or (reader.countries[0] if reader.countries else ALL)
    if code != ALL and code not in by_code:
        return None
    entries = calendar_entries(reader, chosen, code).filter(
        shown(chosen, reader.today), publication=Publication.PUBLISHED
    )
    sums = entries.aggregate(total=Count("pk"), restricted=Count("pk", filter=is_restricted_q()))
    is_too_long = sums["total"] > MOST
    found = []
    if not is_too_long:
        rows = entries.select_related("mechanism", "country", "verified_by").prefetch_related("themes")
        found = list(in_order(rows, backwards=chosen.range == Range.PAST and span_of(chosen, reader.today) is None))
    return Export(
        code=code,
        country=by_code.get(code, _("All countries")),
        entries=found,
        total=sums["total"],
        restricted=sums["restricted"],
        is_too_long=is_too_long,
        asked=asked_words(reader, chosen, by_code.get(code, _("All countries")), known),
        made_at=clock.now(),
        reader=reader,
    )


def too_long_text(export):
    """Why no file is made of too many dates, and what to do."""
    sentence = _("These are %(total)s dates; a file holds at most %(most)s. Choose a country, a family or a year.")
    return sentence % {"total": export.total, "most": MOST}


def is_restricted_q():
    """Dates that not everyone with an account sees."""
    return ~Q(audience=Audience.OPEN) | Q(cluster__isnull=False)


def asked_words(reader, chosen, country, known):
    """The filter in words: (label, value) pairs, only what narrows."""
    span = span_of(chosen, reader.today)
    pairs = [
        (_("Country"), country),
        (_("Span of time"), period_text(*span) if span else str(Range(chosen.range).label)),
    ]
    if chosen.world:
        pairs.append((_("Dates of the whole world"), _("Everything of the mechanisms")))
    for label, value, enum in (
        (_("Family"), chosen.family, Family),
        (_("Kind of date"), chosen.kind, EntryKind),
        (_("How sure"), chosen.certainty, Certainty),
    ):
        if value:
            pairs.append((label, str(enum(value).label)))
    for label, key, names in (
        (_("Mechanism"), chosen.mechanism, known.mechanisms),
        (_("Theme"), chosen.theme, known.themes),
    ):
        if key:
            pairs.append((label, next((str(named) for named in names if named.key == key), key)))
    if chosen.session:
        pairs.append((_("Session"), str(chosen.session)))
    if chosen.q:
        pairs.append((_("Words"), chosen.q))
    return pairs


def export_rows(export):
    """A tuple for each date, in the order of `COLUMNS`: dates as `date`, hours as `time` in the date's own zone,
    everything else as text. A plain date has no `ends_on`."""
    base = settings.HRE_BASE_URL + reverse("calendar:entry-detail", args=[0])[: -len("0/")]
    for entry in export.entries:
        is_period = entry.begins_on is not None and entry.begins_on != entry.due_on
        hour = None
        if entry.precision == Precision.INSTANT and entry.due_at is not None:
            hour = entry.due_at.astimezone(ZoneInfo(entry.time_zone)).time()
        yield (
            str(entry.uid),
            entry.kind,
            *(getattr(entry, name) for name in Entry.TITLES),
            entry.mechanism.key,
            entry.country_id or "",
            entry.begins_on or entry.due_on,
            entry.due_on if is_period else None,
            hour,
            entry.time_zone if entry.precision in EXACT else "",
            entry.precision,
            entry.certainty,
            entry.stage,
            entry.audience,
            entry.author_type,
            entry.obligation,
            entry.place,
            ";".join(theme.key for theme in entry.themes.all()),
            entry.about_text,
            entry.source,
            entry.confidence,
            entry.note,
            entry.state,
            entry.verified_at.date() if entry.verified_at else None,
            str(entry.verified_by) if entry.verified_by_id else "",
            f"{base}{entry.pk}/",
        )
