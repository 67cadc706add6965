"""What surrounds one plan line: the aim it serves, its groups, linked lines; and what moves when its date moved."""

from dataclasses import dataclass, field

from django.db.models import Q

from engagements import rules
from engagements.enums import LinkKind, StepOwner, StepState
from engagements.models import PlanAim, PlanLink
from mechanisms.models import Theme


@dataclass
class Surroundings:
    """`leading` and `led`: links as (link, the other line), from this line and to it; lines the reader sees only."""

    aim: PlanAim | None = None
    groups: list = field(default_factory=list)
    leading: list = field(default_factory=list)
    led: list = field(default_factory=list)
    # Roles of this line that somebody held and nobody holds now.
    ended: list = field(default_factory=list)

    @property
    def has_links(self):
        return bool(self.leading or self.led)


def of_line(user, line, ended=frozenset()):
    """One query, none where the line names no groups; `line` comes from `plans.plan_line`."""
    found = Surroundings(ended=[StepOwner(role).label for role in (line.lead_role, line.deputy_role) if role in ended])
    if line.aim_id:
        found.aim = line.aim if line.sees_aim else None
    if line.groups:
        found.groups = [str(group) for group in Theme.objects.filter(key__in=line.groups)]
    return found


def links_of(user, line):
    """The lines that `line` bears on and those that bear on it, as far as the reader sees both ends. One query."""
    found = Surroundings()
    links = PlanLink.objects.visible_to(user).filter(Q(source=line) | Q(target=line))
    for link in links.select_related("source__mechanism", "target__mechanism"):
        kind = LinkKind(link.kind).label
        if link.source_id == line.pk:
            found.leading.append((link, kind, link.target))
        else:
            found.led.append((link, kind, link.source))
    return found


def movable(line, steps, entry):
    """[(step, its day, the day it would have)] of the open steps that may follow the moved date, in their order."""
    rows = []
    for step in steps:
        if step.state != StepState.OPEN or step.is_pinned:
            continue
        new_on = rules.moved_with(step.due_on, step.lead_days, planned_for=line.planned_for, now_on=entry.due_on)
        if entry.due_on is not None and new_on != step.due_on:
            rows.append((step, step.due_on, new_on))
    return rows


def staying(steps):
    """The steps that stay whatever is chosen: done ones and those with a fixed day."""
    return [step for step in steps if step.state == StepState.DONE or (step.is_pinned and step.state == StepState.OPEN)]
