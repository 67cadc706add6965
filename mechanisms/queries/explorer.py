"""The explorer: families at a glance, bodies found."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q

from clusters.models import Country
from core.texts import english_of
from mechanisms.enums import Family, MechanismState
from mechanisms.models import MandateHolder, Mechanism
from mechanisms.texts import FAMILY_TEXTS

# `kind` of the row that carries what is common to a family ("Treaty bodies"); it is no body itself.
FAMILY_KIND = "family"
# A family with more bodies than this is shown by its own list.
SHORT_LIST = 12


def clean(text):
    """PostgreSQL refuses NUL in a text; no name contains one."""
    return text.replace("\x00", "")


def mechanisms_of(user, *, family="", country="", search="", theme=""):
    """The bodies and mandates of the catalogue with their present holders, families' common rows left out. `country`:
    those set up for that country alone. `theme`: key. `search`: words of the name in any language, of other names, of
    a holder past or present, or of the key; each word must occur."""
    found = Mechanism.objects.exclude(kind=FAMILY_KIND).select_related("country").prefetch_related(_present_holders())
    if not user.is_authenticated:
        return found.none()
    if family:
        found = found.filter(family=family)
    if country:
        found = found.filter(country=clean(country))
    if theme:
        links = Mechanism.themes.through.objects.filter(mechanism=OuterRef("pk"), theme__key=clean(theme))
        found = found.filter(Exists(links))
    for word in clean(search).split():
        holders = MandateHolder.objects.filter(mechanism=OuterRef("pk"), name__icontains=word)
        found = found.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(name_fr__icontains=word)
            | Q(name_ar__icontains=word)
            | Q(name__in=english_of(word))
            | Q(also_known_as__icontains=word)
            | Q(country__name__icontains=word)
            | Q(country__name__in=english_of(word))
            | Q(key__icontains=word)
            | Exists(holders)
        )
    return found


def bodies_called(found, search):
    """`found` with those first that are called exactly `search`, and these alone: "HRC" is used for the Human Rights
    Council and for the Human Rights Committee (MATRIX C011). Returns (all in order, those called so)."""
    word = search.strip().casefold()
    called = [body for body in found if word and word in body.callings]
    return called + [body for body in found if body not in called], called


def _present_holders():
    return Prefetch("holders", MandateHolder.objects.filter(is_present=True), to_attr="present_holders")


@dataclass
class Numbers:
    """How many bodies of a family there are, by what is recorded and by state; `as_of`: the newest day of a record, as
    found. Counted, never written down: mandates come and go (MATRIX C013, X014)."""

    thematic: Counter = field(default_factory=Counter)
    country: Counter = field(default_factory=Counter)
    as_of: str = ""

    def add(self, mechanism):
        of_country = mechanism.country_id is not None
        (self.country if of_country else self.thematic)[mechanism.state] += 1
        self.as_of = max(self.as_of, mechanism.as_of)

    @property
    def active_thematic(self):
        return self.thematic[MechanismState.ACTIVE]

    @property
    def active_country(self):
        return self.country[MechanismState.ACTIVE]

    @property
    def states(self):
        """[(state, its words, thematic, country, together)] for the states that occur."""
        return [
            (value, label, self.thematic[value], self.country[value], self.thematic[value] + self.country[value])
            for value, label in MechanismState.choices
            if self.thematic[value] or self.country[value]
        ]

    @property
    def total(self):
        return self.thematic.total() + self.country.total()


@dataclass
class FamilyCard:
    """A family with its number of bodies and, when they are few (`is_whole`), the bodies themselves, else a choice.
    `common`: the row of what they share, or None."""

    value: str
    label: str
    text: str
    count: int = 0
    bodies: list = field(default_factory=list)
    common: Mechanism | None = None
    is_whole: bool = True
    numbers: Numbers = field(default_factory=Numbers)


def families(user):
    """All families with their bodies, in the order of the catalogue. One query."""
    cards = {value: FamilyCard(value, Family(value).label, FAMILY_TEXTS[value]) for value in Family.values}
    if not user.is_authenticated:
        return list(cards.values())
    shown = ("key", "family", "kind", "name", "short_name", "name_fr", "name_ar", "parent", "what_it_is", "state")
    rows = list(Mechanism.objects.only(*shown, "country", "as_of"))
    heads = {mechanism.pk for mechanism in rows if mechanism.kind == FAMILY_KIND}
    for mechanism in rows:
        card = cards[mechanism.family]
        if mechanism.kind == FAMILY_KIND:
            card.common = mechanism
            continue
        card.count += 1
        card.numbers.add(mechanism)
        if mechanism.parent_id is None or mechanism.parent_id in heads or mechanism.family == Family.HRC:
            card.bodies.append(mechanism)
    for card in cards.values():
        card.is_whole = len(card.bodies) == card.count <= SHORT_LIST
        if len(card.bodies) > SHORT_LIST:
            # Those with a text of their own are the ones clusters meet most.
            card.bodies = [mechanism for mechanism in card.bodies if mechanism.what_it_is]
    return list(cards.values())


def countries_with_mechanisms(user):
    """Countries for which a mandate or an investigation was set up."""
    if not user.is_authenticated:
        return Country.objects.none()
    return Country.objects.filter(pk__in=Mechanism.objects.exclude(country=None).values("country"))


def selectable_mechanisms():
    """Bodies with which somebody may still begin something: not those that ended or were merged (MATRIX C030)."""
    return Mechanism.objects.exclude(state__in=[MechanismState.ENDED, MechanismState.MERGED])
