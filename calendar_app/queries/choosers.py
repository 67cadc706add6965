"""What can be chosen on the calendar's page: chips that lead on, and the options of the form."""

import datetime as dt
import unicodedata
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from calendar_app.queries.concern import is_inside
from calendar_app.queries.filters import AGENDA, ALL, MONTH, TIMELINE, YEAR, span_of
from clusters.models import Country
from core.texts import in_reader_language
from mechanisms.enums import Family
from mechanisms.models import Mechanism, Theme

_COUNTRY, _MECHANISM, _THEME = range(3)


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
class Named:
    """A country, a mechanism or a theme, with no more than its names. `group` is the family of a mechanism."""

    what: int
    key: str
    group: str
    position: int
    name: str
    name_fr: str
    name_ar: str

    @property
    def pk(self):
        return self.key

    def __str__(self):
        return in_reader_language(self, "name")


@dataclass(frozen=True, slots=True)
class Choices:
    countries: list
    mechanisms: list
    themes: list


def _alphabet(named):
    """Key: by the name in the reader's language, accents beside their letters."""
    return unicodedata.normalize("NFKD", str(named)).casefold()


def choices():
    """All countries, mechanisms and themes by name: one query for the three lists of the form."""
    names = ("name", "name_fr", "name_ar")

    def part(what, rows, key, group, position):
        rows = rows.order_by().annotate(
            what=Value(what), chosen_key=F(key) if key != "iso3" else F("pk"), in_group=group, at=position
        )
        return rows.values_list("what", "chosen_key", "in_group", "at", *names)

    nothing = Value("", output_field=CharField())
    found = part(_COUNTRY, Country.objects.all(), "iso3", nothing, Value(0)).union(
        part(_MECHANISM, Mechanism.objects.all(), "key", F("family"), F("position")),
        part(_THEME, Theme.objects.all(), "key", nothing, F("position")),
        all=True,
    )
    named = [Named(*row) for row in found]
    families = list(Family.values)
    return Choices(
        sorted((each for each in named if each.what == _COUNTRY), key=_alphabet),
        sorted(
            (each for each in named if each.what == _MECHANISM),
            key=lambda each: (families.index(each.group), each.position, _alphabet(each)),
        ),
        sorted((each for each in named if each.what == _THEME), key=lambda each: (each.position, _alphabet(each))),
    )


def short_families():
    """The five families that have a chip of their own; the others are in the list of filters."""
    return (
        (Family.UPR, _("UPR")),
        (Family.TREATY_BODY, _("Treaty bodies")),
        (Family.SPECIAL_PROCEDURE, _("Special procedures")),
        (Family.HRC, _("Council")),
        (Family.REGIONAL, _("Regional")),
    )


def family_chips(chosen):
    chips = [Chip(_("All"), chosen.address(family=""), not chosen.family)]
    named = list(short_families())
    if chosen.family and chosen.family not in {value for value, _label in named}:
        named.append((chosen.family, Family(chosen.family).label))
    return chips + [
        # A body of another family would leave nothing to see.
        Chip(label, chosen.address(family=value, mechanism=""), chosen.family == value, family=value)
        for value, label in named
    ]


def view_chips(reader, chosen):
    """The four ways to see the calendar. Going from one to another stays in the same year and month."""
    span = span_of(chosen, reader.today)
    month = span[0] if span and chosen.view != YEAR else None
    year = span[0].year if span else reader.today.year
    if chosen.view == YEAR and year != reader.today.year:
        month = dt.date(year, 1, 1)
    if month == reader.today.replace(day=1):
        month = None
    views = (
        (AGENDA, _("Agenda"), {}),
        (MONTH, _("Month"), {"month": month}),
        (YEAR, _("Year"), {"year": year if year != reader.today.year else None}),
        (TIMELINE, _("Two years"), {"month": month}),
    )
    return [Chip(label, chosen.address(view=view, **place), chosen.view == view) for view, label, place in views]


def world_chips(reader, chosen, code):
    """Whoever belongs to a cluster of the country chooses between what concerns it and everything; others see
    everything."""
    if code == ALL or not is_inside(reader.user, code):
        return []
    return [
        Chip(_("What concerns us"), chosen.address(world=""), not chosen.world),
        Chip(_("Everything of the mechanisms"), chosen.address(world=ALL), bool(chosen.world)),
    ]


def options(pairs, chosen, anything):
    return [Option("", anything, not chosen), *(Option(value, label, value == chosen) for value, label in pairs)]


def mechanism_groups(mechanisms, chosen):
    """(family, options) of the bodies and mandates one can choose; with a family chosen, its own."""
    groups = {}
    for mechanism in mechanisms:
        if not chosen.family or mechanism.group == chosen.family:
            option = Option(mechanism.key, str(mechanism), mechanism.key == chosen.mechanism)
            groups.setdefault(mechanism.group, []).append(option)
    return [(Family(family).label, found) for family, found in groups.items()]
