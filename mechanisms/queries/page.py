"""The page of one body."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import Http404
from django.utils.translation import gettext as _

from mechanisms.enums import Acceptance, DocumentKind, Family, InstrumentKind, MechanismKind
from mechanisms.models import (
    DeadlineRule,
    Document,
    Door,
    Fact,
    Instrument,
    MandateHolder,
    Mechanism,
    ParticipationRule,
    Ratification,
    StepTemplate,
    SubmissionRequirement,
)
from mechanisms.queries.explorer import FAMILY_KIND, Numbers
from mechanisms.queries.readings import fingerprint_of
from mechanisms.queries.sources import Sources
from mechanisms.texts import KIND_OF_FAMILY, PHASES, SECTIONS, SITTING_SECTIONS, rule_text

# As many documents of a kind as the page shows before it leads to the list.
FEW_DOCUMENTS = 6


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
class RuleLine:
    rule: DeadlineRule
    words: str


@dataclass
class StepGroup:
    phase: str
    steps: list = field(default_factory=list)


@dataclass
class DocumentGroup:
    """The newest documents of a kind; `count`: how many there are."""

    kind: str
    label: str
    documents: list
    count: int


@dataclass
class Covered:
    """The States a regional instrument binds, as recorded, and those that left."""

    instrument: Instrument
    parties: list = field(default_factory=list)
    left: list = field(default_factory=list)


@dataclass
class MechanismPage:
    """Everything the page of one body shows. `common`: the family's shared row, whose requirements, rules of taking
    part and doors count too. `numbers`: for a family, its bodies counted."""

    mechanism: Mechanism
    common: Mechanism | None
    sitting: list
    sections: list
    participation: list
    requirements: list
    rules: list
    children: list
    steps: list
    step_count: int
    holders: list
    instruments: list
    covered: list
    doors: list
    documents: list
    themes: list
    sources: list
    numbers: Numbers | None = None
    fingerprint: str = ""

    @property
    def is_family(self):
        return self.mechanism.kind == FAMILY_KIND

    @property
    def present_holders(self):
        return [holder for holder in self.holders if holder.is_present]

    @property
    def facts(self):
        """Every fact of the page, in its order."""
        return [line.fact for section in (*self.sitting, *self.sections) for line in section.lines]


def mechanism_detail(user, key):
    """The page of one body; Http404 when there is none. The number of queries does not depend on the rows."""
    if not user.is_authenticated:
        raise Http404
    mechanism = (
        Mechanism.objects.select_related("parent__parent", "country", "merged_into").filter(key=key).first()
    )
    if mechanism is None:
        raise Http404(_("There is no such mechanism."))
    common = _common_row(mechanism)
    owners = [mechanism.pk] + ([common.pk] if common else [])
    sources = Sources()
    own_first = _own_first(mechanism)
    requirements = sorted(
        SubmissionRequirement.objects.filter(mechanism__in=owners).select_related("mechanism"), key=own_first
    )
    participation = sorted(
        ParticipationRule.objects.filter(mechanism__in=owners).order_by("pk").select_related("mechanism"), key=own_first
    )
    doors = sorted(
        Door.objects.filter(mechanism__in=owners).select_related("mechanism", "instrument"),
        key=lambda door: (door.mechanism_id != mechanism.pk, door.position),
    )
    rules = sorted(DeadlineRule.objects.filter(mechanism=mechanism), key=_nearness)
    instruments = _instruments(mechanism)
    for item in (mechanism, *participation, *requirements, *rules, *doors):
        item.source_numbers = sources.numbers(item.source)
    sitting, sections = _sections(Fact.objects.filter(mechanism=mechanism), sources)
    steps = list(steps_for(mechanism.family))
    children = list(mechanism.children.select_related("country").order_by("position", "name"))
    holders = list(MandateHolder.objects.filter(mechanism=mechanism))
    for holder in holders:
        holder.source_numbers = sources.numbers(holder.source)
    return MechanismPage(
        mechanism=mechanism,
        common=common,
        sitting=sitting,
        sections=sections,
        participation=participation,
        requirements=requirements,
        rules=[RuleLine(rule, rule_text(rule, settings.HRE_UPR_CYCLE_MONTHS)) for rule in rules],
        children=children,
        steps=_grouped(steps),
        step_count=len(steps),
        holders=holders,
        instruments=instruments,
        covered=_covered(instruments) if mechanism.family == Family.REGIONAL else [],
        doors=doors,
        documents=_documents(mechanism),
        themes=list(mechanism.themes.all()),
        sources=sources.lines,
        numbers=_numbers(children) if mechanism.kind == FAMILY_KIND else None,
        fingerprint=fingerprint_of(requirements, rules, participation),
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


def _own_first(mechanism):
    return lambda item: (item.mechanism_id != mechanism.pk, item.pk)


def _nearness(rule):
    """Published dates first, then from long before the anchor to long after it."""
    computes = bool(rule.months or rule.days)
    return (computes, rule.uses_cycle, rule.months * 30 + rule.days, rule.key)


def _common_row(mechanism):
    above = mechanism.parent
    while above is not None and above.kind != FAMILY_KIND:
        above = above.parent
    return above


def _numbers(children):
    numbers = Numbers()
    for child in children:
        numbers.add(child)
    return numbers


def _instruments(mechanism):
    """What the body watches, with how many States are recorded as bound and the newest day of such a record."""
    bound = Q(ratifications__status=Acceptance.PARTY)
    return list(
        Instrument.objects.filter(mechanism=mechanism).annotate(
            party_count=Count("ratifications", filter=bound),
            record_count=Count("ratifications"),
            records_as_of=Max("ratifications__as_of"),
        )
    )


def _covered(instruments):
    """For regional bodies, the States by name: there are few, and nobody knows them by heart."""
    found = {each.pk: Covered(each) for each in instruments if each.kind != InstrumentKind.INVITATION}
    rows = Ratification.objects.filter(
        instrument__in=found, status__in=[Acceptance.PARTY, Acceptance.WITHDRAWN]
    ).select_related("country")
    for row in rows:
        covered = found[row.instrument_id]
        (covered.parties if row.status == Acceptance.PARTY else covered.left).append(row)
    return [each for each in found.values() if each.parties or each.left]


def _documents(mechanism):
    groups = {}
    for document in Document.objects.filter(mechanism=mechanism):
        groups.setdefault(document.kind, []).append(document)
    return [
        DocumentGroup(value, label, groups[value][:FEW_DOCUMENTS], len(groups[value]))
        for value, label in DocumentKind.choices
        if value in groups
    ]


def _grouped(steps):
    groups = {phase: StepGroup(phase.label) for phase in PHASES}
    for step in steps:
        groups[step.phase].steps.append(step)
    return [group for group in groups.values() if group.steps]


def _sections(facts, sources):
    """(sections on who sits and when, all others), each in the order of the page."""
    found = {name: FactSection(title) for name, title in SECTIONS.items()}
    for fact in facts:
        section = found.setdefault(fact.section, FactSection(fact.section.replace("_", " ").capitalize()))
        section.lines.append(FactLine(fact, sources.numbers(fact.source)))
    filled = [(name, section) for name, section in found.items() if section.lines]
    return (
        [section for name, section in filled if name in SITTING_SECTIONS],
        [section for name, section in filled if name not in SITTING_SECTIONS],
    )
