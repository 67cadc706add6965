"""Reads of the partners in steps: who takes part, and who of the register would fit."""

from dataclasses import dataclass

from core import clock
from engagements.enums import StepPart
from engagements.models import StepPartner
from engagements.rules import kind_of
from engagements.rules.partners import order_of, reasons_for
from mechanisms.enums import MechanismKind
from stakeholders.models import Stakeholder
from stakeholders.queries import register_of

MOST_SUGGESTED = 8


@dataclass(frozen=True)
class Suggestion:
    """Somebody of the register who fits the step. `reasons`: why, in sentences; `parts`: what they may be asked for."""

    stakeholder: Stakeholder
    reasons: list
    parts: list


@dataclass(frozen=True)
class Partners:
    """With whom a step is done (`rows`), who would fit (`suggested`), and the others of the register."""

    rows: list
    suggested: list
    others: list


def partners_of(user, steps):
    """{step id: [StepPartner]} of those that `user` sees, with `stakeholder`. One query, none without steps."""
    found = {}
    if steps:
        rows = StepPartner.objects.visible_to(user).filter(step__in=[step.pk for step in steps])
        for row in rows.select_related("stakeholder").order_by("pk"):
            found.setdefault(row.step_id, []).append(row)
    return found


def partner_of(user, step, stakeholder_id):
    """The row of that stakeholder in the step, or None."""
    rows = StepPartner.objects.visible_to(user).filter(step=step, stakeholder=stakeholder_id)
    return rows.select_related("stakeholder").first()


def day_of_step(user, step):
    """The day on which partners of the step are needed: when it is due, otherwise the reader's today."""
    return step.due_on or clock.day_of(user)


def partners_for(user, step):
    """The `Partners` of a step, from the register of its cluster as `user` sees it. Two queries."""
    line, day = step.plan_line, day_of_step(user, step)
    rows = partners_of(user, [step]).get(step.pk, [])
    taken = {row.stakeholder_id for row in rows}
    entries = [entry for entry in register_of(user, line.cluster) if entry.pk not in taken]
    kind = step.template.mechanism_kind if step.template_id and step.template else ""
    if kind in ("", MechanismKind.ANY):
        kind = kind_of(line.mechanism.family)
    suggested = []
    for entry in entries:
        aors = [*step.aors, *line.aors]
        reasons = reasons_for(entry, phase=step.phase, mechanism_kind=kind, aors=aors, day=day)
        if reasons:
            suggested.append(Suggestion(entry, reasons, parts_of(entry, day)))
    suggested.sort(key=lambda one: order_of(one.stakeholder, one.reasons))
    suggested = suggested[:MOST_SUGGESTED]
    named = {one.stakeholder.pk for one in suggested}
    return Partners(rows, suggested, [entry for entry in entries if entry.pk not in named])


def parts_of(stakeholder, day):
    """What somebody may be asked for on `day`: whoever is an adviser deployed then presents and drafts (B011)."""
    if stakeholder.is_deployed_on(day):
        return [StepPart.PRESENTER, StepPart.DRAFTER]
    return [StepPart.PARTNER]
