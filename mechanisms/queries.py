"""Reads of the catalogue. Its facts are public: anyone with an account reads them, nobody else."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils.translation import gettext as _

from clusters.models import Country
from mechanisms.enums import Family, MechanismKind
from mechanisms.models import DeadlineRule, Fact, MandateHolder, Mechanism, StepTemplate, SubmissionRequirement
from mechanisms.texts import FAMILY_TEXTS, KIND_OF_FAMILY, PHASES, SECTIONS, rule_text

# `kind` of the row that carries what is common to a family ("Treaty bodies"); it is no body itself.
FAMILY_KIND = "family"
# A family with more bodies than this is shown by its own list.
SHORT_LIST = 12
_ADDRESS = re.compile(r"https?://[^\s,]+")


def mechanisms_of(user, *, family="", country="", search=""):
    """The bodies and mandates of the catalogue, families' common rows left out. `country`: those set up for that
    country alone. `search`: words of the name in any language, the holder or the key; each word must occur."""
    present = Prefetch("holders", MandateHolder.objects.filter(is_present=True), to_attr="present_holders")
    found = Mechanism.objects.exclude(kind=FAMILY_KIND).select_related("country").prefetch_related(present)
    if not user.is_authenticated:
        return found.none()
    if family:
        found = found.filter(family=family)
    if country:
        found = found.filter(country=_clean(country))
    for word in _clean(search).split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(name_fr__icontains=word)
            | Q(name_ar__icontains=word)
            | Q(pk__in=MandateHolder.objects.filter(name__icontains=word).values("mechanism"))
            | Q(country__name__icontains=word)
            | Q(key__icontains=word)
        )
    return found


def _clean(text):
    """PostgreSQL refuses NUL in a text; no name contains one."""
    return text.replace("\x00", "")


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


def families(user):
    """All families with their bodies, in the order of the catalogue. One query."""
    cards = {value: FamilyCard(value, Family(value).label, FAMILY_TEXTS[value]) for value in Family.values}
    if not user.is_authenticated:
        return list(cards.values())
    shown = ("key", "family", "kind", "name", "short_name", "name_fr", "name_ar", "parent", "what_it_is")
    rows = list(Mechanism.objects.only(*shown))
    heads = {mechanism.pk for mechanism in rows if mechanism.kind == FAMILY_KIND}
    for mechanism in rows:
        card = cards[mechanism.family]
        if mechanism.kind == FAMILY_KIND:
            card.common = mechanism
            continue
        card.count += 1
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


@dataclass
class FactLine:
    fact: Fact
    # Numbers of its sources in the list of the page.
    numbers: list


@dataclass
class FactSection:
    title: str
    lines: list = field(default_factory=list)


@dataclass
class SourceLine:
    number: int
    text: str
    address: str


@dataclass
class RuleLine:
    rule: DeadlineRule
    words: str


@dataclass
class StepGroup:
    phase: str
    steps: list = field(default_factory=list)


@dataclass
class MechanismPage:
    """Everything the page of one body shows. `common`: the family's shared row, whose requirements count too."""

    mechanism: Mechanism
    common: Mechanism | None
    sections: list
    requirements: list
    rules: list
    children: list
    steps: list
    step_count: int
    sources: list
    holders: list

    @property
    def present_holders(self):
        return [holder for holder in self.holders if holder.is_present]


def mechanism_detail(user, key):
    """The page of one body; Http404 when there is none. The number of queries does not depend on the rows."""
    if not user.is_authenticated:
        raise Http404
    mechanism = (
        Mechanism.objects.select_related("parent", "country", "merged_into", "parent__parent").filter(key=key).first()
    )
    if mechanism is None:
        raise Http404(_("There is no such mechanism."))
    common = _common_row(mechanism)
    owners = [mechanism.pk] + ([common.pk] if common else [])
    sources = _Sources()
    requirements = list(SubmissionRequirement.objects.filter(mechanism__in=owners).select_related("mechanism"))
    requirements.sort(key=lambda item: (item.mechanism_id != mechanism.pk, item.pk))
    rules = list(DeadlineRule.objects.filter(mechanism=mechanism))
    rules.sort(key=_nearness)
    for item in (mechanism, *requirements, *rules):
        item.source_numbers = sources.numbers(item.source)
    sections = _sections(list(Fact.objects.filter(mechanism=mechanism)), sources)
    steps = list(steps_for(mechanism.family))
    return MechanismPage(
        mechanism=mechanism,
        common=common,
        sections=sections,
        requirements=requirements,
        rules=[RuleLine(rule, rule_text(rule, settings.HRE_UPR_CYCLE_MONTHS)) for rule in rules],
        children=list(mechanism.children.select_related("country").order_by("position", "name")),
        steps=_grouped(steps),
        step_count=len(steps),
        sources=sources.lines,
        holders=list(MandateHolder.objects.filter(mechanism=mechanism)),
    )


def steps_for(family):
    """The step library for a family: its own ways to engage; families without any get those for all mechanisms."""
    return StepTemplate.objects.filter(mechanism_kind=KIND_OF_FAMILY.get(family, MechanismKind.ANY))


def requirements_for(mechanism_ids):
    """{mechanism id: its submission requirements}, in one query. For pages that show a limit beside a text."""
    found = {pk: [] for pk in mechanism_ids}
    for item in SubmissionRequirement.objects.filter(mechanism__in=mechanism_ids):
        found[item.mechanism_id].append(item)
    return found


def _nearness(rule):
    """Published dates first, then from long before the anchor to long after it."""
    computes = bool(rule.months or rule.days)
    return (computes, rule.uses_cycle, rule.months * 30 + rule.days, rule.key)


def _common_row(mechanism):
    above = mechanism.parent
    while above is not None and above.kind != FAMILY_KIND:
        above = above.parent
    return above


def _grouped(steps):
    groups = {phase: StepGroup(phase.label) for phase in PHASES}
    for step in steps:
        groups[step.phase].steps.append(step)
    return [group for group in groups.values() if group.steps]


def _sections(facts, sources):
    found = {name: FactSection(title) for name, title in SECTIONS.items()}
    for fact in facts:
        section = found.setdefault(fact.section, FactSection(fact.section.replace("_", " ").capitalize()))
        section.lines.append(FactLine(fact, sources.numbers(fact.source)))
    return [section for section in found.values() if section.lines]


class _Sources:
    """The sources of a page, each once, numbered in the order in which they are first used."""

    def __init__(self):
        self.lines = []
        self._known = {}

    def numbers(self, text):
        numbers = []
        for part in filter(None, (part.strip() for part in text.split(" | "))):
            if part not in self._known:
                address = _ADDRESS.search(part)
                line = SourceLine(len(self.lines) + 1, part, address.group().rstrip(").;") if address else "")
                self._known[part] = line.number
                self.lines.append(line)
            numbers.append(self._known[part])
        return numbers
