"""One country on one screen: which doors are open, what is recorded, and which dates matter."""

from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendar_app.enums import EntryKind, EntryState, Publication
from calendar_app.models import CountryCalendar
from calendar_app.queries.agenda import in_order, upcoming_rows
from calendar_app.queries.kept import line_of
from calendar_app.queries.rows import RowMaker, rows_of
from clusters.models import Cluster, Country
from core.dates import as_of_text, day_text
from core.enums import Confidence
from hre_portal.addresses import address
from mechanisms.enums import Acceptance, Accreditation, DoorKind, DoorState, Family, InstrumentKind, MechanismState
from mechanisms.queries import doors
from mechanisms.queries.sources import Sources
from mechanisms.rules import explain

DATES_SHOWN = 6
REVIEWS_SHOWN = 6
REVIEW_KINDS = (EntryKind.REVIEW, EntryKind.NEXT_REVIEW)
# Value of the group that is no kind of door: bodies set up to investigate this country.
INVESTIGATION = "investigation"

# What one can do, in the order of the page, with one sentence each.
GROUPS = {
    DoorKind.COMPLAINT: gettext_lazy("A person, or somebody in her name, complains of a violation of her rights."),
    DoorKind.INTERIM_MEASURES: gettext_lazy("The State is asked to prevent harm that could not be made good."),
    DoorKind.URGENT_ACTION: gettext_lazy("A body takes up a single case at once."),
    DoorKind.INQUIRY: gettext_lazy("Reliable information on grave or systematic violations leads to an inquiry."),
    DoorKind.EARLY_WARNING: gettext_lazy("A body takes up a situation before it gets worse."),
    DoorKind.COMMUNICATION: gettext_lazy(
        "Information on a case, a law or a practice; the body may write to the State."
    ),
    DoorKind.VISIT: gettext_lazy("Experts come to the country and meet people there."),
    DoorKind.COURT: gettext_lazy("A court decides on cases; who may bring one differs."),
    INVESTIGATION: gettext_lazy("A body set up for this country gathers information, often confidentially."),
    DoorKind.REVIEW: gettext_lazy("The State's record is examined; others may send information."),
}
_STATES = {
    (DoorState.OPEN, True): ("open", "ok", "check", gettext_lazy("Open")),
    (DoorState.OPEN, False): ("verify", "warn", "alert", gettext_lazy("Open, to be verified")),
    (DoorState.CLOSED, True): ("closed", "neutral", "close", gettext_lazy("Closed")),
    (DoorState.CLOSED, False): ("verify", "warn", "alert", gettext_lazy("Closed, to be verified")),
    (DoorState.UNKNOWN, False): ("unknown", "accent", "info", gettext_lazy("Not known")),
}
PLACES = (
    ("open", "check", gettext_lazy("Open")),
    ("verify", "alert", gettext_lazy("To be verified")),
    ("closed", "close", gettext_lazy("Closed")),
    ("unknown", "info", gettext_lazy("Not known")),
)
_ACCEPTANCE_TONES = {Acceptance.PARTY: "ok", Acceptance.WITHDRAWN: "danger", Acceptance.SIGNATORY: "neutral"}
_ACCREDITATION_TONES = {Accreditation.A: "ok", Accreditation.A_DEFERRED: "warn", Accreditation.B: "neutral"}


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with the numbers of its sources in the list at the end of the page."""

    text: str
    numbers: list


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door ready to print. `place` is the column of the overview: open, verify, closed or unknown."""

    anchor: str
    body: str
    body_name: str
    family: str
    url: str
    instrument: str
    place: str
    tone: str
    icon: str
    word: str
    is_open: bool
    as_of: str
    why: list
    wanted: list
    confidence: str


@dataclass(slots=True)
class DoorGroup:
    """What one can do, with the doors to it."""

    value: str
    title: str
    text: str
    rows: list = field(default_factory=list)

    @property
    def states(self):
        """[(column, icon, word, rows)] of the columns that hold a door, open ones first."""
        found = [(place, icon, word, [row for row in self.rows if row.place == place]) for place, icon, word in PLACES]
        return [state for state in found if state[3]]


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """A line of the table of instruments; `status` is "Not known" where nothing is recorded."""

    short: str
    name: str
    body: str
    tone: str
    status: str
    accepted: str
    as_of: str
    confidence: str
    is_sure: bool
    numbers: list
    note: str


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    name: str
    tone: str
    status: str
    is_sure: bool
    as_of: str
    next_event: str
    affiliation: str
    note: str
    numbers: list


@dataclass(frozen=True, slots=True)
class CountryPage:
    country: Country
    clusters: list
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
    """The `CountryPage` of the ISO code, whatever the case of its letters; Http404 for any other. Eleven queries at
    most, whatever the rows."""
    user = reader.user
    country, clusters = _country_with_clusters(user, iso3)
    code = country.pk
    bodies, thematic = doors.bodies_for(user, country, on=reader.today)
    instruments = doors.instruments_of(user, country)
    recorded = doors.recorded_in(instruments)
    sources = Sources()
    lines = doors.doors_of(user, country, on=reader.today, recorded=recorded)
    groups, elsewhere = _groups(lines, bodies, sources)
    mandates = [line for line in bodies if line.mechanism.family == Family.SPECIAL_PROCEDURE]
    working = {MechanismState.ACTIVE, MechanismState.UNKNOWN}
    calendar_url = address("calendar:calendar")
    rows = [row for group in groups for row in group.rows]
    return CountryPage(
        country=country,
        clusters=clusters,
        kept=line_of(CountryCalendar.objects.filter(pk=code).first(), reader.today),
        groups=groups,
        halves=_halves(groups),
        elsewhere=elsewhere,
        counts={place: sum(row.place == place for row in rows) for place in ("open", "verify", "closed", "unknown")},
        instruments=[_instrument(line, sources) for line in doors.without_other_regions(instruments)],
        institutions=[_institution(each, sources) for each in doors.institutions_of(user, country)],
        mandates=[_body_row(line, sources) for line in mandates if line.mechanism.state in working],
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


def country_list(reader, search=""):
    """(own countries, others with a cluster, all others) as `CountryRow`s by name; `search`: words of the name in any
    language, of a cluster, or the ISO code. Three queries, whatever the rows."""
    found = Country.objects.all()
    for word in search.replace("\x00", "").split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(name_fr__icontains=word)
            | Q(name_ar__icontains=word)
            | Q(iso3__iexact=word)
            | Q(pk__in=Cluster.objects.filter(name__icontains=word).order_by().values("country"))
        )
    clusters = {}
    for cluster in Cluster.objects.filter(parent=None).order_by("name"):
        clusters.setdefault(cluster.country_id, []).append(cluster.name)
    kept = set(
        CountryCalendar.objects.filter(publication=Publication.PUBLISHED).order_by().values_list("pk", flat=True)
    )
    rows = [CountryRow(str(each), each.pk, clusters.get(each.pk, []), each.pk in kept) for each in found]
    rows.sort(key=lambda row: row.name)
    own = [row for code in reader.countries for row in rows if row.code == code]
    others = [row for row in rows if row.code not in reader.countries]
    return own, [row for row in others if row.clusters], [row for row in others if not row.clusters]


@dataclass(frozen=True, slots=True)
class CountryRow:
    name: str
    code: str
    clusters: list
    is_kept: bool


def _groups(lines, bodies, sources):
    """(groups that have a door, regional bodies of which nothing is recorded)."""
    labels = dict(DoorKind.choices) | {INVESTIGATION: _("Investigation")}
    groups = {value: DoorGroup(value, labels[value], text) for value, text in GROUPS.items()}
    elsewhere = []
    with_door = set()
    for line in lines:
        if line.is_elsewhere:
            elsewhere.append(_door_row(line, sources))
            continue
        body = line.door.mechanism
        is_investigation = body.family == Family.INVESTIGATION
        with_door.add(body.pk)
        groups[INVESTIGATION if is_investigation else line.door.kind].rows.append(_door_row(line, sources))
    groups[INVESTIGATION].rows += [
        _body_row(line, sources)
        for line in bodies
        if line.mechanism.family == Family.INVESTIGATION and line.mechanism.pk not in with_door
    ]
    return [group for group in groups.values() if group.rows], elsewhere


def _halves(groups):
    """The groups in their order, cut where both sides are about as long: heading and sentence count as two rows."""
    sizes = [len(group.rows) + 2 for group in groups]
    cut = min(range(len(groups) + 1), key=lambda place: abs(sum(sizes[:place]) - sum(sizes[place:])))
    return groups[:cut], groups[cut:]


def _row(verdict, mechanism, anchor, sources, instrument=""):
    place, tone, icon, word = _STATES[verdict.state, verdict.is_verified]
    confidence = Confidence(verdict.confidence)
    return DoorRow(
        anchor=anchor,
        body=mechanism.label,
        body_name=str(mechanism),
        family=mechanism.family,
        url=mechanism.get_absolute_url(),
        instrument=instrument,
        place=place,
        tone=tone,
        icon=icon,
        word=str(word),
        is_open=verdict.state == DoorState.OPEN,
        as_of=as_of_text(verdict.as_of),
        why=[
            Why(text, sources.numbers(each.source))
            for text, each in zip(explain(verdict.why), verdict.why, strict=True)
        ],
        wanted=explain(verdict.wanted),
        confidence="" if confidence == Confidence.NONE else str(confidence.label),
    )


def _door_row(line, sources):
    door = line.door
    instrument = door.instrument.short_name if door.instrument_id else ""
    return _row(line.verdict, door.mechanism, f"door-{door.key}", sources, instrument)


def _body_row(line, sources):
    return _row(line.verdict, line.mechanism, f"body-{line.mechanism.key}", sources)


def _instrument(line, sources):
    instrument, record = line.instrument, line.ratification
    body = instrument.mechanism.label if instrument.mechanism_id else ""
    if record is None:
        return InstrumentRow(
            instrument.short_name, str(instrument), body, "accent", _("Not known"), "", "", "", False, [], ""
        )
    return InstrumentRow(
        short=instrument.short_name,
        name=str(instrument),
        body=body,
        tone=_ACCEPTANCE_TONES.get(record.status, "accent" if record.status == Acceptance.UNKNOWN else "neutral"),
        status=_status(instrument, record),
        accepted=_accepted(record),
        as_of=as_of_text(record.as_of),
        confidence=record.get_confidence_display(),
        is_sure=record.confidence in Confidence.usable(),
        numbers=sources.numbers(record.source),
        note=record.note,
    )


def _status(instrument, record):
    if instrument.kind == InstrumentKind.INVITATION and record.status == Acceptance.PARTY:
        return _("Issued")
    if instrument.kind == InstrumentKind.DECLARATION and record.status == Acceptance.PARTY:
        return _("Declared")
    if instrument.kind == InstrumentKind.MEMBERSHIP and record.status == Acceptance.PARTY:
        return _("Member")
    return record.get_status_display()


def _accepted(record):
    """The day or year of acceptance; of what was only signed or left the day of that, said so."""
    if record.status == Acceptance.WITHDRAWN and record.withdrawn_on:
        return _("left on %(day)s") % {"day": day_text(record.withdrawn_on)}
    if record.status == Acceptance.SIGNATORY and record.signed_on:
        return _("signed on %(day)s") % {"day": day_text(record.signed_on)}
    if record.accepted_on:
        return day_text(record.accepted_on)
    return str(record.accepted_year or "")


def _institution(found, sources):
    return InstitutionRow(
        name=found.name,
        tone=_ACCREDITATION_TONES.get(
            found.accreditation, "accent" if found.accreditation == Accreditation.UNKNOWN else "neutral"
        ),
        status=found.get_accreditation_display(),
        is_sure=found.confidence in Confidence.usable(),
        as_of=as_of_text(found.as_of),
        next_event=found.next_event,
        affiliation=found.regional_affiliation,
        note=found.note,
        numbers=sources.numbers(found.source),
    )


def _reviews(reader, code):
    """Rows of the reviews that lie ahead, confirmed, provisional, estimated or not announced. One query."""
    ahead = Q(due_on__gte=reader.today.replace(day=1)) | Q(due_on=None)
    entries = reader.entries.filter(ahead, country=code, kind__in=REVIEW_KINDS, state=EntryState.OPEN)
    maker = RowMaker(reader)
    return [maker.row(entry) for entry in in_order(rows_of(entries))[:REVIEWS_SHOWN]]
