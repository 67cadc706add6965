"""Everything the calendar's page shows, gathered for one reader: at most ten queries, whatever the rows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_app.enums import Certainty, EntryKind
from calendar_app.queries.agenda import agenda_page
from calendar_app.queries.around import countries, moved_since, seen_by, strip_points
from calendar_app.queries.concern import is_inside
from calendar_app.queries.filters import AGENDA, ALL, MONTH, Range
from calendar_app.queries.month import month_page
from calendar_app.queries.worklist import worth_a_look
from mechanisms.enums import Family


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str
    chosen: bool
    family: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`country` is None for all countries; one of `agenda` and `month` is set."""

    reader: object
    chosen: object
    country: object
    agenda: object
    month: object
    points: list
    moved: list
    seen: object
    worklist_count: int
    may_add: bool
    family_chips: list
    range_chips: list
    view_chips: list
    own_chips: list
    world_chips: list
    country_options: list
    family_options: list
    kind_options: list
    certainty_options: list


def short_families():
    """The five families that have a chip of their own; the others are in the list of filters."""
    return (
        (Family.UPR, _("UPR")),
        (Family.TREATY_BODY, _("Treaty bodies")),
        (Family.SPECIAL_PROCEDURE, _("Special procedures")),
        (Family.HRC, _("Council")),
        (Family.REGIONAL, _("Regional")),
    )


def calendar_page(reader, chosen, number, *, since=None):
    """The `CalendarPage` for the filter, or None when it names a country that does not exist. `since` is when the
    previous visit began."""
    everyone = countries()
    by_code = {country.iso3: country for country in everyone}
    code = chosen.country or (reader.countries[0] if reader.countries else ALL)
    if code != ALL and code not in by_code:
        return None
    shows_month = chosen.view == MONTH
    return CalendarPage(
        reader=reader,
        chosen=chosen,
        country=by_code.get(code),
        agenda=None if shows_month else agenda_page(reader, chosen, code, number),
        month=month_page(reader, chosen, code) if shows_month else None,
        points=strip_points(reader, chosen, code),
        moved=moved_since(reader, code, since),
        seen=seen_by(code) if code != ALL else None,
        worklist_count=_worklist_count(reader),
        may_add=reader.is_task_team or bool(reader.led_clusters),
        family_chips=_family_chips(chosen),
        range_chips=[Chip(label, chosen.address(range=value), chosen.range == value) for value, label in Range.choices],
        view_chips=[
            Chip(_("Agenda"), chosen.address(view=AGENDA), not shows_month),
            Chip(_("Month"), chosen.address(view=MONTH), shows_month),
        ],
        own_chips=[
            Chip(str(by_code[own]), chosen.address(country=own), own == code)
            for own in reader.countries
            if len(reader.countries) > 1
        ],
        world_chips=_world_chips(reader, chosen, code),
        country_options=[Option(ALL, _("All countries"), code == ALL)]
        + [Option(country.iso3, str(country), country.iso3 == code) for country in everyone],
        family_options=_options(Family.choices, chosen.family, _("All families")),
        kind_options=_options(EntryKind.choices, chosen.kind, _("All kinds")),
        certainty_options=_options(Certainty.choices, chosen.certainty, _("All")),
    )


def _family_chips(chosen):
    chips = [Chip(_("All families"), chosen.address(family=""), not chosen.family)]
    named = list(short_families())
    if chosen.family and chosen.family not in {value for value, _label in named}:
        named.append((chosen.family, Family(chosen.family).label))
    return chips + [
        Chip(label, chosen.address(family=value), chosen.family == value, family=value) for value, label in named
    ]


def _world_chips(reader, chosen, code):
    """Whoever belongs to a cluster of the country chooses between what concerns it and everything; others see
    everything."""
    if code == ALL or not is_inside(reader.user, code):
        return []
    return [
        Chip(_("What concerns us"), chosen.address(world=""), not chosen.world),
        Chip(_("Everything of the mechanisms"), chosen.address(world=ALL), bool(chosen.world)),
    ]


def _options(choices, chosen, anything):
    return [Option("", anything, not chosen), *(Option(value, label, value == chosen) for value, label in choices)]


def _worklist_count(reader):
    if not reader.is_task_team:
        return 0
    entries = reader.entries
    return entries.filter(worth_a_look(reader.today), cluster=None).count()
