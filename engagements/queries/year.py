"""The plan of a cluster for one year, at a glance: lines by quarter, steps in words, a strip of twelve months."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.enums import EXACT
from calendar_app.models import Entry
from clusters.models import Cluster
from core import svg
from core.svg.window import month_and_year, month_name
from engagements.enums import LineState, StepState
from engagements.models import EngagementStep, PlanLine
from engagements.queries.overview import overview
from engagements.queries.plans import about_text

TONES = {LineState.UNDER_WAY: "accent", LineState.DONE: "ok"}


@dataclass
class LineRow:
    """A line as the list shows it, everything worked out."""

    line: PlanLine
    url: str
    done: int = 0
    open: int = 0
    next_step_on: dt.date | None = None
    moved_to: dt.date | None = None
    date_is_exact: bool = True
    date_text: str = ""

    @property
    def steps_text(self):
        """Steps in words; no score, since choosing few is normal."""
        if not (self.done or self.open):
            return _("No open steps")
        parts = []
        if self.done:
            parts.append(ngettext("%(n)d step done", "%(n)d steps done", self.done) % {"n": self.done})
        if self.open:
            parts.append(ngettext("%(n)d step open", "%(n)d steps open", self.open) % {"n": self.open})
        return ", ".join(parts)

    @property
    def mechanism_name(self):
        return self.line.mechanism.label

    @property
    def tone(self):
        return TONES.get(self.line.state, "neutral")

    @property
    def day(self):
        return self.line.planned_for.day

    @property
    def month(self):
        month = self.line.planned_for
        named = month_name(month) if month.year == self.line.year else month_and_year(month)
        return named.capitalize()


@dataclass
class Quarter:
    """Three months of the plan; `number` 0 holds the lines without a date, 5 those prepared for a later year."""

    number: int
    label: str
    rows: list = field(default_factory=list)

    @property
    def count_text(self):
        return ngettext("%(n)d engagement", "%(n)d engagements", len(self.rows)) % {"n": len(self.rows)}


@dataclass
class Node:
    """A sub-national node of the cluster with the lines of its own plan that the reader sees."""

    cluster: Cluster
    url: str
    rows: list = field(default_factory=list)


@dataclass
class YearPlan:
    cluster: Cluster
    year: int
    years: list
    quarters: list
    not_now: list
    strip: Any
    overview: Any
    nodes: list

    @property
    def year_text(self):
        return str(self.year)


def year_plan(user, cluster, year, *, today):
    """What `user` sees of the plan of `cluster` for `year`; the same number of queries whatever the number of lines.
    A line that is not hers to see is in no list, no count and no picture."""
    lines = list(PlanLine.objects.visible_to(user).filter(cluster=cluster, year=year).select_related("mechanism"))
    counts, next_dates = _steps(user, cluster, year)
    entries = Entry.objects.visible_to(user).in_bulk({line.entry_id for line in lines if line.entry_id})
    names = {
        1: _("January to March"),
        2: _("April to June"),
        3: _("July to September"),
        4: _("October to December"),
        5: _("Dates in another year"),
        0: _("Without a date"),
    }
    quarters = {number: Quarter(number, name) for number, name in names.items()}
    not_now = []
    for line in lines:
        row = _row(line, counts, next_dates, entries.get(line.entry_id))
        if line.state == LineState.NOT_NOW:
            not_now.append(row)
        else:
            quarters[_quarter(line.planned_for, year)].rows.append(row)
    filled = [quarter for quarter in quarters.values() if quarter.rows]
    rows = [row for quarter in filled for row in quarter.rows]
    counted = overview(user, cluster, year)
    years = [{"number": one, "text": str(one)} for one in sorted({today.year, today.year + 1, year, *counted.years})]
    nodes = _nodes(user, cluster, year) if cluster.parent_id is None else []
    return YearPlan(cluster, year, years, filled, not_now, strip(rows, year, today), counted, nodes)


def _nodes(user, cluster, year):
    """The nodes of a national cluster that have lines the reader sees, by name. One query."""
    lines = PlanLine.objects.visible_to(user).filter(cluster__parent=cluster, year=year)
    lines = lines.exclude(state=LineState.NOT_NOW).select_related("mechanism", "cluster")
    nodes = {}
    for line in lines:
        url = f"{reverse('engagements:plan')}?cluster={line.cluster_id}&year={year}"
        node = nodes.setdefault(line.cluster_id, Node(line.cluster, url))
        node.rows.append(LineRow(line, reverse("engagements:line-detail", args=[line.pk])))
    return sorted(nodes.values(), key=lambda node: node.cluster.name)


def _quarter(day, year):
    if day is None:
        return 0
    return (day.month + 2) // 3 if day.year == year else 5


def _steps(user, cluster, year):
    """({(line, state): number}, {line: day of the next open step}) in one query."""
    steps = EngagementStep.objects.visible_to(user).filter(plan_line__cluster=cluster, plan_line__year=year)
    counts, next_dates = {}, {}
    grouped = steps.order_by().values_list("plan_line_id", "state", "due_on").annotate(number=Count("pk"))
    for line_id, state, due_on, number in grouped:
        counts[line_id, state] = counts.get((line_id, state), 0) + number
        if state == StepState.OPEN and due_on and (line_id not in next_dates or due_on < next_dates[line_id]):
            next_dates[line_id] = due_on
    return counts, next_dates


def _row(line, counts, next_dates, entry):
    row = LineRow(
        line,
        reverse("engagements:line-detail", args=[line.pk]),
        done=counts.get((line.pk, StepState.DONE), 0),
        open=counts.get((line.pk, StepState.OPEN), 0),
        next_step_on=next_dates.get(line.pk),
    )
    if entry is not None:
        row.moved_to = entry.due_on if entry.due_on != line.planned_for else None
        row.date_is_exact = entry.precision in EXACT
        row.date_text = about_text(entry)
    return row


def strip(rows, year, today):
    """The dates of the year on one line of time; nothing when no line has one. The list beneath says the same."""
    points = [
        svg.StripPoint(
            on=row.line.planned_for,
            family=row.line.mechanism.family,
            label=row.line.title,
            url=row.url,
            is_month=not row.date_is_exact,
        )
        for row in rows
        if row.line.planned_for and row.line.planned_for.year == year
    ]
    if not points:
        return ""
    return svg.time_strip(points=points, today=today, starts_on=dt.date(year, 1, 1), title=_("The year at a glance"))
