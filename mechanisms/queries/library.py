"""Reads of the step library and of the plan templates made from it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mechanisms import policy
from mechanisms.enums import Family, Gate, MechanismKind, Phase
from mechanisms.models import PlanTemplate, PlanTemplateStep, StepTemplate
from mechanisms.texts import BASES, GROUPS, MOMENTS, PHASES, ROLES, SIDES, WAYS

FAMILY_OF_KIND = {
    MechanismKind.UPR: Family.UPR,
    MechanismKind.TREATY_BODY: Family.TREATY_BODY,
    MechanismKind.SPECIAL_PROCEDURE: Family.SPECIAL_PROCEDURE,
    MechanismKind.HRC: Family.HRC,
    MechanismKind.REGIONAL: Family.REGIONAL,
    MechanismKind.NHRI: Family.NATIONAL,
}
_PHASE_PLACE = {phase: place for place, phase in enumerate(PHASES)}
_answerers = []


def answers_used(function):
    """Decorator: `function(user, step_ids) -> {step id: how many plan lines hold it}`, of lines the user sees only.
    Plans live floors above, so that floor answers when it is there."""
    if function not in _answerers:
        _answerers.append(function)
    return function


def used(user, step_ids):
    """How many of the plan lines that `user` sees hold each step. One query, none without steps."""
    found = {}
    if step_ids:
        for function in _answerers:
            found.update(function(user, step_ids))
    return found


@dataclass
class StepCard:
    """A step of the library as pages show it, everything in words."""

    step: StepTemplate
    used: int = 0

    @property
    def family(self):
        return FAMILY_OF_KIND.get(self.step.mechanism_kind, "other")

    @property
    def roles(self):
        return [ROLES.get(role, role) for role in self.step.who or []]

    @property
    def gates(self):
        return [Gate(gate).label for gate in self.step.gates or [] if gate in Gate.values]

    @property
    def ways(self):
        """[(words, whether this is the default)]."""
        default = self.step.confidentiality_default
        return [(WAYS.get(way, way), way == default) for way in self.step.confidentiality_options or []]

    @property
    def group(self):
        return GROUPS.get(self.step.group, self.step.group)

    @property
    def basis(self):
        return BASES.get((self.step.timing or {}).get("basis", "not_stated"), "")

    @property
    def is_timed(self):
        return (self.step.timing or {}).get("basis", "not_stated") != "not_stated"

    @property
    def timing(self):
        """When it is taken, as the source says it."""
        timing = self.step.timing or {}
        side = SIDES.get(timing.get("when", ""), timing.get("when", ""))
        anchors = [str(MOMENTS.get(one, one)) for one in (timing.get("anchor") or "").split("|") if one]
        return " – ".join(str(part) for part in (side, _(" or ").join(anchors)) if part)

    @property
    def lead_text(self):
        days = self.step.lead_days
        if days is None:
            return ""
        if days == 0:
            return _("on the day")
        if days > 0:
            return ngettext("%(n)d day before", "%(n)d days before", days) % {"n": days}
        return ngettext("%(n)d day after", "%(n)d days after", -days) % {"n": -days}

    @property
    def used_text(self):
        return ngettext("in %(n)d plan line", "in %(n)d plan lines", self.used) % {"n": self.used} if self.used else ""

    @property
    def is_english(self):
        return str(self.step) == self.step.title


@dataclass
class Library:
    """The steps found, and what there is to choose from."""

    cards: list
    kinds: list
    total: int
    groups: list = field(default_factory=list)
    retired: int = 0


def library(user, *, kind="", phase="", group="", gate="", words="", retired=False):
    """The steps that `user` may read, filtered, in the order of mechanism, phase and source. `words` are looked for in
    the reader's language and in English. One query; how often each is used is asked by the page for what it shows."""
    steps = list(StepTemplate.objects.filter(policy.steps_q(user)).select_related("cluster"))
    shown = [step for step in steps if (step.retired_at is not None) == retired]
    counts = {value: sum(1 for step in shown if step.mechanism_kind == value) for value in MechanismKind.values}
    kinds = [(value, label, counts[value]) for value, label in MechanismKind.choices if counts[value]]
    wanted = words.casefold().split()
    found = [
        step
        for step in shown
        if (not kind or step.mechanism_kind == kind)
        and (not phase or step.phase == phase)
        and (not group or step.group == group)
        and (not gate or gate in (step.gates or []))
        and all(word in f"{step} {step.title} {step.key} {step.source}".casefold() for word in wanted)
    ]
    order = MechanismKind.values
    found.sort(key=lambda step: (order.index(step.mechanism_kind), _PHASE_PLACE[Phase(step.phase)], step.position))
    held = {step.group for step in shown}
    return Library(
        cards=[StepCard(step) for step in found],
        kinds=kinds,
        total=len(shown),
        groups=[(value, label) for value, label in GROUPS.items() if value in held],
        retired=sum(1 for step in steps if step.retired_at is not None),
    )


def count_used(user, cards):
    """Write onto each card how often the reader's plans use it. One query."""
    found = used(user, [card.step.pk for card in cards])
    for card in cards:
        card.used = found.get(card.step.pk, 0)


def step_card(user, pk):
    """One step of the library with its use, or None for whoever may not read it."""
    step = StepTemplate.objects.filter(policy.steps_q(user), pk=pk).select_related("cluster").first()
    if step is None:
        return None
    card = StepCard(step)
    count_used(user, [card])
    return card


def variants_of(user, step):
    """The steps that vary this one, and the one it varies."""
    rows = StepTemplate.objects.filter(policy.steps_q(user), retired_at=None)
    if step.variant_of:
        return list(rows.filter(key=step.variant_of))
    return list(rows.filter(variant_of=step.key))


def steps_for_template(kind):
    """The common steps from which a plan template of `kind` is made: its own, then those for any mechanism."""
    steps = StepTemplate.objects.filter(cluster=None, retired_at=None, mechanism_kind__in={kind, MechanismKind.ANY})
    return sorted(steps, key=lambda step: (step.mechanism_kind == MechanismKind.ANY, step.position))


def plan_templates(kind=""):
    """The plan templates on offer (for one kind of mechanism), each with `step_count`. Public to all accounts."""
    rows = PlanTemplate.objects.filter(retired_at=None)
    if kind:
        rows = rows.filter(mechanism_kind=kind)
    return list(rows.prefetch_related("chosen__step"))


def templates_to_start_from(kind):
    """The plan templates that a line of this kind of mechanism may start from, titles only: its own, then those for any
    mechanism. One query."""
    rows = PlanTemplate.objects.filter(retired_at=None, mechanism_kind__in={kind, MechanismKind.ANY})
    return sorted(rows, key=lambda template: (template.mechanism_kind == MechanismKind.ANY, template.title))


def plan_template(pk):
    """One plan template with its steps, retired ones too, or None."""
    return PlanTemplate.objects.filter(pk=pk).prefetch_related("chosen__step").first()


def leads_of(template):
    """{step id: days before the date} of a plan template: its own where it has them, else the library's. Steps that
    were retired since are left out."""
    rows = PlanTemplateStep.objects.filter(template=template, step__retired_at=None).select_related("step")
    return {row.step_id: row.lead_days if row.lead_days is not None else row.step.lead_days for row in rows}
