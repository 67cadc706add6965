"""Everything the calendar's page shows, gathered for one reader: at most fifteen queries, whatever the rows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_app.enums import Certainty, EntryKind
from calendar_app.queries.agenda import agenda_page
from calendar_app.queries.around import moved_since, seen_by, strip_points
from calendar_app.queries.choosers import (
    Chip,
    Option,
    choices,
    family_chips,
    mechanism_groups,
    options,
    view_chips,
    world_chips,
)
from calendar_app.queries.filters import ALL, MONTH, TIMELINE, YEAR, Range
from calendar_app.queries.kept import kept_line
from calendar_app.queries.looks import worth_a_look
from calendar_app.queries.month import month_page
from calendar_app.queries.outcomes import outcomes_of_country
from calendar_app.queries.span import span_page
from mechanisms.enums import Family


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`country` is None for all countries, `code` then "all"; one of `agenda`, `month` and `span` is set."""

    reader: object
    chosen: object
    country: object
    code: str
    agenda: object
    month: object
    span: object
    points: list
    moved: list
    outcomes: list
    seen: object
    kept: object
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
    mechanism_groups: list
    theme_options: list


def calendar_page(reader, chosen, number, *, since=None):
    """The `CalendarPage` for the filter, or None when it names a country that does not exist. `since` is when the
    previous visit began."""
    known = choices()
    by_code = {country.pk: country for country in known.countries}
    code = chosen.country or (reader.countries[0] if reader.countries else ALL)
    if code != ALL and code not in by_code:
        return None
    shows_month, shows_span = chosen.view == MONTH, chosen.view in (YEAR, TIMELINE)
    return CalendarPage(
        reader=reader,
        chosen=chosen,
        country=by_code.get(code),
        code=code,
        agenda=None if shows_month or shows_span else agenda_page(reader, chosen, code, number),
        month=month_page(reader, chosen, code) if shows_month else None,
        span=span_page(reader, chosen, code) if shows_span else None,
        points=[] if shows_span else strip_points(reader, chosen, code),
        moved=moved_since(reader, code, since),
        outcomes=outcomes_of_country(reader.user, code) if code != ALL else [],
        seen=seen_by(code) if code != ALL else None,
        kept=kept_line(code, reader.today) if code != ALL else None,
        worklist_count=_worklist_count(reader),
        may_add=reader.is_task_team or bool(reader.led_clusters),
        family_chips=family_chips(chosen),
        range_chips=[Chip(label, chosen.address(range=value), chosen.range == value) for value, label in Range.choices],
        view_chips=view_chips(reader, chosen),
        own_chips=[
            Chip(str(by_code[own]), chosen.address(country=own), own == code)
            for own in reader.countries
            if len(reader.countries) > 1
        ],
        world_chips=world_chips(reader, chosen, code),
        country_options=[Option(ALL, _("All countries"), code == ALL)]
        + [Option(country.pk, str(country), country.pk == code) for country in known.countries],
        family_options=options(Family.choices, chosen.family, _("All families")),
        kind_options=options(EntryKind.choices, chosen.kind, _("All kinds")),
        certainty_options=options(Certainty.choices, chosen.certainty, _("All")),
        mechanism_groups=mechanism_groups(known.mechanisms, chosen),
        theme_options=options([(theme.key, str(theme)) for theme in known.themes], chosen.theme, _("All themes")),
    )


def _worklist_count(reader):
    if not reader.is_task_team:
        return 0
    entries = reader.entries
    return entries.filter(worth_a_look(reader.today), cluster=None).count()
