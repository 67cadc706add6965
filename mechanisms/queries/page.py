"""The page of one body."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from core.enums import Confidence
from core.texts import in_reader_language
from mechanisms.enums import Acceptance, DocumentKind, Family, MechanismKind
from mechanisms.models import (
    CardReading,
    DeadlineRule,
    Document,
    Door,
    Fact,
    Instrument,
    MandateHolder,
    Mechanism,
    ParticipationRule,
    StepTemplate,
    SubmissionRequirement,
)
from mechanisms.queries.explorer import FAMILY_KIND, Numbers
from mechanisms.queries.lines import (
    Covered,
    CoveredState,
    DocumentGroup,
    FactLine,
    FactSection,
    RuleLine,
    StepGroup,
)
from mechanisms.queries.readings import fingerprint_of
from mechanisms.queries.sources import Sources
from mechanisms.texts import KIND_OF_FAMILY, PHASES, SECTIONS, SITTING_SECTIONS, rule_text

# As many documents of a kind as the page shows before it leads to the list.
FEW_DOCUMENTS = 6


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
    def is_read(self):
        """Whether the reader has read the card as it is now."""
        return self.mechanism.own_fingerprint == self.fingerprint

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
    mechanism, children = _with_children(user, key)
    common = _common_row(mechanism)
    # What the family accepts and opens holds for each of its bodies, unless the body is history.
    owners = [mechanism.pk] + ([common.pk] if common and mechanism.takes_new_steps else [])
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
    instruments, covered = _instruments(mechanism)
    for item in (mechanism, *participation, *requirements, *rules, *doors):
        item.source_numbers = sources.numbers(item.source)
    sitting, sections = _sections(Fact.objects.filter(mechanism=mechanism), sources)
    steps = list(steps_for(mechanism.family)) if mechanism.takes_new_steps else []
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
        covered=covered,
        doors=doors,
        documents=_documents(mechanism),
        themes=list(mechanism.themes.all()),
        sources=sources.lines,
        numbers=_numbers(children) if mechanism.kind == FAMILY_KIND else None,
        fingerprint=fingerprint_of(requirements, rules, participation),
    )


def steps_for(family):
    """The common step library for a family: its own ways to engage; families without any get those for all
    mechanisms. Steps of one cluster and retired ones are left out."""
    kind = KIND_OF_FAMILY.get(family, MechanismKind.ANY)
    return StepTemplate.objects.filter(mechanism_kind=kind, cluster=None, retired_at=None)


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


def _with_children(user, key):
    """The body with the reader's own reading of its card, and what belongs to it, in one query."""
    mine = CardReading.objects.filter(mechanism=OuterRef("pk"), person=user)
    rows = (
        Mechanism.objects.filter(Q(key=key) | Q(parent__key=key))
        .select_related("parent__parent", "country", "merged_into")
        .annotate(
            own_read_at=Subquery(mine.values("read_at")[:1]),
            own_fingerprint=Subquery(mine.values("fingerprint")[:1]),
        )
        .order_by("position", "name")
    )
    rows = list(rows)
    mechanism = next((row for row in rows if row.key == key), None)
    if mechanism is None:
        raise Http404(_("There is no such mechanism."))
    return mechanism, [row for row in rows if row is not mechanism]


def _instruments(mechanism):
    """(what the body watches, the States by name for a regional body). For the others the number of States is enough;
    in a region there are few, and nobody knows them by heart. One query."""
    watched = Instrument.objects.filter(mechanism=mechanism)
    if mechanism.family != Family.REGIONAL:
        bound = Q(ratifications__status=Acceptance.PARTY)
        counted = watched.annotate(
            party_count=Count("ratifications", filter=bound),
            record_count=Count("ratifications"),
            records_as_of=Max("ratifications__as_of"),
        )
        return list(counted), []
    rows = watched.annotate(
        status=F("ratifications__status"),
        sure=F("ratifications__confidence"),
        as_of=F("ratifications__as_of"),
        withdrawn_on=F("ratifications__withdrawn_on"),
        iso3=F("ratifications__country"),
        state_name=F("ratifications__country__name"),
        state_name_fr=F("ratifications__country__name_fr"),
        state_name_ar=F("ratifications__country__name_ar"),
    )
    found = {}
    for row in rows.order_by("position", "state_name"):
        covered = found.setdefault(row.pk, Covered(row))
        if row.iso3 is None:
            continue
        covered.dates.append(row.as_of)
        is_sure = row.sure in Confidence.usable()
        state = CoveredState(in_reader_language(row, "state_name"), is_sure=is_sure, left_on=row.withdrawn_on)
        if row.status == Acceptance.PARTY:
            covered.parties.append(state)
        elif row.status == Acceptance.WITHDRAWN:
            covered.left.append(state)
    for covered in found.values():
        covered.instrument.party_count = len(covered.parties)
        covered.instrument.record_count = len(covered.dates)
        covered.instrument.records_as_of = max(covered.dates, default="")
    return [each.instrument for each in found.values()], [each for each in found.values() if each.parties or each.left]


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
