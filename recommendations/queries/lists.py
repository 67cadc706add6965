"""The list of recommendations with its filters, which live in the address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.enums import Aor
from clusters.models import Country
from core.texts import english_of
from mechanisms.enums import Family
from mechanisms.models import Mechanism, Theme
from recommendations.enums import Goal, Kind, Position
from recommendations.models import HumanitarianLawMark, OtherText, Recommendation
from recommendations.models.recommendations import HUMANITARIAN_LAW
from recommendations.queries.used import used_in

ALL = "all"
# The highest cycle that the portal has of a body and State; the highest in which the State has said where it stands.
LATEST, ANSWERED = "latest", "answered"
PAGE_SIZE = 25
MOST_WORDS = 8
CYCLES = ((1, gettext_lazy("First cycle")), (2, gettext_lazy("Second cycle")), (3, gettext_lazy("Third cycle")))
CYCLES += ((4, gettext_lazy("Fourth cycle")),)


# What the form of the list keeps of the address without a field of its own.
_KEPT = ("position", "ihl", "state", "symbol")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for. `country` is an ISO code, "all", or empty for the reader's own countries; `mechanism`
    and `theme` are keys; `state` is the ISO code of a recommending State; `cycle` is a number, "latest"
    or "answered"; `ihl` is "1" for those about international humanitarian law; `area` is an area of responsibility,
    `goal` the number of a goal of the 2030 Agenda."""

    q: str = ""
    country: str = ""
    family: str = ""
    mechanism: str = ""
    cycle: int | str | None = None
    position: str = ""
    ihl: str = ""
    theme: str = ""
    area: str = ""
    goal: str = ""
    kind: str = ""
    state: str = ""
    symbol: str = ""

    def address(self, **changes):
        """The query string with `changes` made; what is empty is left out, paging starts anew."""
        chosen = replace(self, **changes)
        values = {name: getattr(chosen, name) for name in self.__dataclass_fields__}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def narrows(self):
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "country")


def read_chosen(data):
    """The `Chosen` of an address; what it does not know counts as not chosen."""

    def word(name, most=80):
        return data.get(name, "").replace("\x00", "").strip()[:most]

    def one_of(name, values):
        value = word(name)
        return value if value in values else ""

    cycle = word("cycle")
    country, state = word("country"), word("state", 3).upper()
    return Chosen(
        q=word("q", 100),
        country=ALL if country == ALL else country[:3].upper(),
        family=one_of("family", Family.values),
        mechanism=word("mechanism"),
        cycle=int(cycle) if cycle in {"1", "2", "3", "4"} else cycle if cycle in {LATEST, ANSWERED} else None,
        position=one_of("position", Position.values),
        ihl=one_of("ihl", {"1"}),
        theme=word("theme"),
        area=one_of("area", Aor.values),
        goal=one_of("goal", Goal.values),
        kind=one_of("kind", Kind.values),
        state=state if state.isascii() and state.isalpha() else "",
        symbol=word("symbol"),
    )


def with_words(rows, text):
    """`rows` in which each word of `text` stands: in the words, in those of another language, in the symbol, paragraph,
    body or a theme."""
    for word in text.replace("\x00", "").split()[:MOST_WORDS]:
        other = OtherText.objects.filter(recommendation=OuterRef("pk"), text__icontains=word)
        themes = Recommendation.themes.through.objects.filter(
            Q(theme__name__icontains=word) | Q(theme__name__in=english_of(word)), recommendation=OuterRef("pk")
        )
        rows = rows.filter(
            Q(text__icontains=word)
            | Q(symbol__icontains=word)
            | Q(paragraph=word)
            | Q(mechanism__short_name__iexact=word)
            | Exists(other)
            | Exists(themes)
        )
    return rows


def in_latest_cycle(rows, *, is_answered=False):
    """Those of the last cycle of their State that the portal knows of; with `is_answered` of the last one in which the
    State has said where it stands (MATRIX D012: supported during its most recent review)."""
    cycles = Recommendation.objects.filter(country=OuterRef("country"), mechanism=OuterRef("mechanism"))
    if is_answered:
        cycles = cycles.filter(position__in=Position.answered())
    last = cycles.filter(cycle__isnull=False).order_by("-cycle").values("cycle")[:1]
    return rows.filter(cycle=Subquery(last))


def about_humanitarian_law():
    """Q over recommendations that their source labels so, or that a person has marked (MATRIX K013). The portal never
    guesses it from the words."""
    return Q(labels__themes__icontains=HUMANITARIAN_LAW) | Q(Exists(marked_by_people()))


def marked_by_people():
    """Subquery: whether somebody has marked the recommendation of the row as about humanitarian law."""
    return HumanitarianLawMark.objects.filter(recommendation=OuterRef("pk"))


def ordered(rows):
    """Latest first, then in the order of the document. Paragraphs are texts ("122.4"), so they stand in the order in
    which they were entered, which is that of the document."""
    return rows.order_by(
        F("cycle").desc(nulls_last=True), F("published_on").desc(nulls_last=True), "country", "symbol", "session", "pk"
    )


def found(reader, chosen):
    """The recommendations that `chosen` asks for, for a `calendar_app.queries.Reader`; none without an account."""
    rows = Recommendation.objects.all()
    if not reader.user.is_authenticated:
        return rows.none()
    return _without(rows, chosen, own=reader.countries)


def _without(rows, chosen, *, own, leave_out=""):
    """All filters but the one called `leave_out`, so that its choices can be counted."""
    if leave_out != "country" and chosen.country != ALL:
        if chosen.country:
            rows = rows.filter(country=chosen.country)
        elif own:
            rows = rows.filter(country__in=own)
    if chosen.family:
        rows = rows.filter(mechanism__family=chosen.family)
    if chosen.mechanism:
        rows = rows.filter(mechanism__key=chosen.mechanism)
    if chosen.cycle in {LATEST, ANSWERED}:
        rows = in_latest_cycle(rows, is_answered=chosen.cycle == ANSWERED)
    elif chosen.cycle:
        rows = rows.filter(cycle=chosen.cycle)
    if chosen.ihl:
        rows = rows.filter(about_humanitarian_law())
    if chosen.position and leave_out != "position":
        rows = rows.filter(position=chosen.position)
    if chosen.theme:
        links = Recommendation.themes.through.objects.filter(recommendation=OuterRef("pk"), theme__key=chosen.theme)
        rows = rows.filter(Exists(links))
    if chosen.area:
        rows = rows.filter(areas__contains=f" {chosen.area} ")
    if chosen.goal:
        # The goal itself or one of its targets: " 16 ", " 16.2 ".
        rows = rows.filter(Q(sdgs__contains=f" {chosen.goal} ") | Q(sdgs__contains=f" {chosen.goal}."))
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.state:
        rows = rows.filter(recommending__contains=f" {chosen.state} ")
    if chosen.symbol:
        rows = rows.filter(symbol=chosen.symbol)
    return with_words(rows, chosen.q)


@dataclass(frozen=True)
class ListPage:
    """One page of the list, ready to print."""

    chosen: Chosen
    page_obj: Page
    # [(address, label, number, chosen)]
    position_chips: list
    # The address that chooses humanitarian law, or takes the choice back.
    ihl_address: str
    country_options: list
    mechanism_options: list
    theme_options: list
    cycle_options: list
    kind_options: list
    area_options: list
    goal_options: list
    state_label: str
    # Names of the reader's own countries, where they narrow the list by themselves.
    own: list
    total: int
    asked: list


def list_page(reader, chosen, number):
    """The `ListPage`: the same number of queries whatever the number of rows (nine, and one for each answerer)."""
    names = {country.pk: str(country) for country in Country.objects.all()}
    counted = dict(Recommendation.objects.order_by().values_list("country").annotate(Count("pk")))
    bodies = Mechanism.objects.filter(pk__in=Recommendation.objects.order_by().values("mechanism").distinct())
    links = Recommendation.themes.through.objects.order_by().values("theme")
    rows = ordered(found(reader, chosen)).select_related("mechanism", "country").prefetch_related("themes")
    rows = rows.annotate(is_marked=Exists(marked_by_people()))
    positions = _by_position(reader, chosen)
    paginator = Paginator(rows, PAGE_SIZE)
    # Counted by the chips already.
    paginator.count = positions.get(chosen.position, 0) if chosen.position else sum(positions.values())
    page_obj = paginator.get_page(number)
    uses = used_in(reader.user, [row.pk for row in page_obj.object_list])
    for row in page_obj.object_list:
        dress(row, names, uses)
    own = [code for code in reader.countries if code in names]
    return ListPage(
        chosen=chosen,
        page_obj=page_obj,
        position_chips=_position_chips(chosen, positions),
        ihl_address=chosen.address(ihl="" if chosen.ihl else "1"),
        country_options=_country_options(chosen, names, counted, own),
        mechanism_options=_options(chosen.mechanism, [(each.key, each.label) for each in bodies], _("Every mechanism")),
        theme_options=_options(
            chosen.theme, [(each.key, str(each)) for each in Theme.objects.filter(pk__in=links)], _("Every theme")
        ),
        cycle_options=_options(
            str(chosen.cycle or ""),
            [
                (LATEST, _("Latest cycle")),
                (ANSWERED, _("Latest cycle with answers")),
                *((str(n), label) for n, label in CYCLES),
            ],
            _("Every cycle"),
        ),
        kind_options=_options(chosen.kind, Kind.choices, _("Recommendations and concerns")),
        area_options=_options(chosen.area, Aor.choices, _("Every area of responsibility")),
        goal_options=_options(
            chosen.goal,
            [(value, f"{value}. {label}") for value, label in Goal.choices],
            _("Every goal of the 2030 Agenda"),
        ),
        state_label=names.get(chosen.state, chosen.state),
        own=[names[code] for code in own] if not chosen.country else [],
        total=sum(counted.values()),
        asked=[
            (name, getattr(chosen, name)) for name in ("position", "ihl", "state", "symbol") if getattr(chosen, name)
        ],
    )


def dress(row, names, uses):
    """Hang on a row what its lines show: names of the recommending States, the places where it is used, whether it is
    about humanitarian law. Needs `is_marked` annotated."""
    row.states = [(code, names.get(code, code)) for code in row.recommending_codes]
    row.uses = uses.get(row.pk, [])
    row.is_ihl = row.labelled_humanitarian_law or row.is_marked


def _options(value, choices, every):
    return [("", every, not value), *((str(key), label, str(key) == value) for key, label in choices)]


def _country_options(chosen, names, counted, own):
    first = [("", _("My countries"), not chosen.country)] if own else []
    everywhere = (ALL, _("Every country"), chosen.country == ALL or (not own and not chosen.country))
    shown = sorted(set(counted) | ({chosen.country} & set(names)), key=lambda code: names[code])
    rest = [(code, f"{names[code]} ({counted.get(code, 0)})", code == chosen.country) for code in shown]
    return [*first, everywhere, *rest]


def _by_position(reader, chosen):
    """{position: how many}, whatever position was chosen."""
    rows = _without(Recommendation.objects.all(), chosen, own=reader.countries, leave_out="position")
    return dict(rows.order_by().values_list("position").annotate(Count("pk")))


def _position_chips(chosen, counted):
    chips = [(chosen.address(position=""), _("All"), sum(counted.values()), not chosen.position)]
    for value, label in Position.choices:
        if counted.get(value) or chosen.position == value:
            number = counted.get(value, 0)
            chips.append((chosen.address(position=value), label, number, chosen.position == value))
    return chips
