"""The steps of a plan by purpose (IASC policy; MATRIX A004): those of lines that serve an objective of the purpose."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements import rules
from engagements.enums import SHARED_MARKS, AimPurpose, LineState, StepState
from engagements.models import EngagementStep, PlanAim, PlanLine
from engagements.queries.spans import in_year, span_words

NO_PURPOSE = ""


@dataclass
class PurposeRow:
    """A step, or a line without steps in the year (`step` None)."""

    line: PlanLine
    objective: str
    step: Any = None

    @property
    def url(self):
        return reverse("engagements:line-detail", args=[self.line.pk])

    @property
    def span_text(self):
        return span_words(self.line)

    @property
    def is_done(self):
        return self.step is not None and self.step.state == StepState.DONE


@dataclass
class PurposePart:
    """One purpose with the steps that serve it; "" gathers what names no objective."""

    value: str
    label: str
    rows: list = field(default_factory=list)
    idle: list = field(default_factory=list)
    objectives: list = field(default_factory=list)

    @property
    def open(self):
        return sum(not row.is_done for row in self.rows)

    @property
    def done(self):
        return sum(row.is_done for row in self.rows)

    @property
    def lines(self):
        return len({row.line.pk for row in (*self.rows, *self.idle)})


def plan_by_purpose(user, cluster, year, *, on_paper=False):
    """[`PurposePart`] of the plan of `cluster` for `year` as `user` sees it: the three purposes in their order, then
    what names no objective she may see, if there is any. Lines and steps set aside are left out; of a line over several
    years only the steps of this one. `on_paper`: only what is open or for members. Two queries, whatever the rows."""
    lines = PlanLine.objects.visible_to(user).filter(in_year(year), cluster=cluster).exclude(state=LineState.NOT_NOW)
    if on_paper:
        lines = lines.filter(exposure__in=SHARED_MARKS)
    lines = lines.annotate(sees_aim=Exists(PlanAim.objects.visible_to(user).filter(pk=OuterRef("aim")).order_by()))
    lines = {line.pk: line for line in lines.select_related("mechanism", "aim")}
    steps = EngagementStep.objects.visible_to(user).filter(plan_line__in=list(lines))
    steps = steps.exclude(state=StepState.NOT_NOW).select_related("template")
    parts = {value: PurposePart(value, str(label)) for value, label in AimPurpose.choices}
    parts[NO_PURPOSE] = PurposePart(NO_PURPOSE, _("No objective named"))
    busy = set()
    for step in steps:
        line = lines[step.plan_line_id]
        if rules.is_of_year(step.due_on, rules.years_of_line(line), year):
            part, objective = _place(parts, line)
            part.rows.append(PurposeRow(line, objective, step))
            busy.add(line.pk)
    for line in lines.values():
        part, objective = _place(parts, line)
        if objective and objective not in part.objectives:
            part.objectives.append(objective)
        if line.pk not in busy:
            part.idle.append(PurposeRow(line, objective))
    for part in parts.values():
        part.rows.sort(key=_order)
    return [part for part in parts.values() if part.value or part.lines]


def _place(parts, line):
    if line.aim_id is None or not line.sees_aim:
        return parts[NO_PURPOSE], ""
    return parts[line.aim.purpose], line.aim.text


def _order(row):
    """Open ones by their dates, undated ones after them, what is done last."""
    return row.is_done, row.step.due_on or dt.date.max, row.line.title, row.step.position, row.step.pk
