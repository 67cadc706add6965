"""The plan of a cluster for one year, at a glance: lines by quarter, steps in words, a strip of twelve months."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.enums import EXACT
from calendar_app.models import Entry
from clusters.models import Cluster
from core import svg
from core.dates import short_month_text
from core.svg.window import month_name
from core.words import listed
from engagements import rules
from engagements.enums import LineState, StepState
from engagements.models import EngagementStep, PlanLine
from engagements.queries.attended import attended_in_year
from engagements.queries.overview import overview
from engagements.queries.plans import about_text
from engagements.queries.spans import in_year, span_words
from engagements.rules.areas import areas_in

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
    # The year whose plan is read; a line over several years stands in each.
    year: int = 0

    @property
    def span_text(self):
        return span_words(self.line)

    @property
    def years_text(self):
        """Where it stands in other years' plans as well: which ones, in words."""
        span = rules.years_of_line(self.line)
        if len(span) == 1:
            return ""
        return _("in the plans of %(first)s to %(last)s") % {"first": str(span[0]), "last": str(span[-1])}

    @property
    def shows_day(self):
        """A day of another year would say nothing beside a line that goes on through this one."""
        on = self.line.planned_for
        return on is not None and (on.year == self.year or len(rules.years_of_line(self.line)) == 1)

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
        return listed(parts)

    @property
    def mechanism_name(self):
        return self.line.mechanism.label

    @property
    def tone(self):
        return TONES.get(self.line.state, "neutral")

    @property
    def month(self):
        month = self.line.planned_for
        named = month_name(month) if month.year == (self.year or self.line.year) else short_month_text(month)
        return named.capitalize()


@dataclass
class Quarter:
    """Three months of the plan; `number` 0 holds the lines without a date, 5 those prepared for a later year, 6 those
    that go on through the year."""

    number: int
    label: str
    rows: list = field(default_factory=list)

    @property
    def count_text(self):
        return _engagements(len(self.rows))


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
    # [(key, name)] of the areas of responsibility on lines and steps, and the one that was chosen.
    areas: list
    area: str = ""
    # Dates that the cluster attends or watches without a line.
    attended: list = field(default_factory=list)

    @property
    def year_text(self):
        return str(self.year)


def year_plan(user, cluster, year, *, today, area=""):
    """What `user` sees of the plan of `cluster` for `year`; the same number of queries whatever the number of lines.
    A line that is not hers to see is in no list, no count and no picture. `area`: an area of responsibility, of the
    line or of one of its steps (MATRIX B031); the overview beside it always counts the whole plan."""
    lines = PlanLine.objects.visible_to(user).filter(in_year(year), cluster=cluster)
    lines = list(lines.select_related("mechanism"))
    of_steps = _areas_of_steps(user, cluster, year)
    areas = areas_in([*(line.aors for line in lines), *of_steps.values()])
    area = area if area in dict(areas) else ""
    lines = _of_area(lines, of_steps, area)
    counts, next_dates = _steps(user, cluster, year)
    entries = Entry.objects.visible_to(user).in_bulk({line.entry_id for line in lines if line.entry_id})
    names = {
        1: _("January to March"),
        2: _("April to June"),
        3: _("July to September"),
        4: _("October to December"),
        6: _("Through the year"),
        5: _("Dates in another year"),
        0: _("Without a date"),
    }
    quarters = {number: Quarter(number, name) for number, name in names.items()}
    not_now = []
    for line in lines:
        row = _row(line, counts, next_dates, entries.get(line.entry_id), year)
        if line.state == LineState.NOT_NOW:
            not_now.append(row)
        else:
            quarters[_quarter(line, year)].rows.append(row)
    filled = [quarter for quarter in quarters.values() if quarter.rows]
    rows = [row for quarter in filled for row in quarter.rows]
    counted = overview(user, cluster, year)
    years = [
        # How much waits in the years that one does not look at.
        {"number": one, "text": str(one), "lines": _engagements(counted.at_work[one]) if one != year else ""}
        for one in sorted({today.year, today.year + 1, year, *counted.years})
    ]
    nodes = _nodes(user, cluster, year, of_steps, area) if cluster.parent_id is None else []
    # Of no area: they are left out where the plan is narrowed to one.
    besides = [line.entry_id for line in lines if line.entry_id]
    attended = [] if area else attended_in_year(user, cluster, year, besides=besides)
    drawn = strip(rows, year, today)
    return YearPlan(cluster, year, years, filled, not_now, drawn, counted, nodes, areas, area, attended)


def _engagements(number):
    return ngettext("%(n)d engagement", "%(n)d engagements", number) % {"n": number} if number else ""


def _areas_of_steps(user, cluster, year):
    """{line id: areas of its steps}, of the cluster and its nodes; lines without any are left out. One query."""
    steps = EngagementStep.objects.visible_to(user).filter(in_year(year, line="plan_line__")).exclude(aors=[])
    steps = steps.filter(Q(plan_line__cluster=cluster) | Q(plan_line__cluster__parent=cluster))
    found: dict = {}
    for line_id, aors in steps.order_by().values_list("plan_line_id", "aors"):
        found.setdefault(line_id, set()).update(aors)
    return found


def _of_area(lines, of_steps, area):
    return [line for line in lines if not area or area in line.aors or area in of_steps.get(line.pk, ())]


def _nodes(user, cluster, year, of_steps, area):
    """The nodes of a national cluster that have lines the reader sees, by name. One query."""
    lines = PlanLine.objects.visible_to(user).filter(in_year(year), cluster__parent=cluster)
    lines = lines.exclude(state=LineState.NOT_NOW).select_related("mechanism", "cluster")
    nodes = {}
    for line in _of_area(lines, of_steps, area):
        url = f"{reverse('engagements:plan')}?cluster={line.cluster_id}&year={year}"
        node = nodes.setdefault(line.cluster_id, Node(line.cluster, url))
        node.rows.append(LineRow(line, reverse("engagements:line-detail", args=[line.pk]), year=year))
    return sorted(nodes.values(), key=lambda node: node.cluster.name)


def _quarter(line, year):
    """Where a line stands in the year: by its date, else by the day on which it starts or ends there."""
    days = (line.planned_for, line.starts_on, line.ends_on)
    here = next((day for day in days if day is not None and day.year == year), None)
    if here is not None:
        return (here.month + 2) // 3
    if len(rules.years_of_line(line)) > 1:
        return 6
    return 5 if line.planned_for is not None else 0


def _steps(user, cluster, year):
    """({(line, state): number}, {line: day of the next open step}) in one query."""
    steps = EngagementStep.objects.visible_to(user).filter(
        in_year(year, line="plan_line__"), plan_line__cluster=cluster
    )
    counts, next_dates = {}, {}
    grouped = steps.order_by().values_list("plan_line_id", "state", "due_on").annotate(number=Count("pk"))
    for line_id, state, due_on, number in grouped:
        counts[line_id, state] = counts.get((line_id, state), 0) + number
        if state == StepState.OPEN and due_on and (line_id not in next_dates or due_on < next_dates[line_id]):
            next_dates[line_id] = due_on
    return counts, next_dates


def _row(line, counts, next_dates, entry, year):
    row = LineRow(
        line,
        reverse("engagements:line-detail", args=[line.pk]),
        done=counts.get((line.pk, StepState.DONE), 0),
        open=counts.get((line.pk, StepState.OPEN), 0),
        next_step_on=next_dates.get(line.pk),
        year=year,
    )
    if entry is not None:
        row.moved_to = entry.due_on if entry.due_on != line.planned_for else None
        row.date_is_exact = entry.precision in EXACT
        row.date_text = about_text(entry)
    return row


def strip(rows, year, today):
    """The dates of the year on one line of time, and a bar for each line with a start and an end; nothing when no line
    has one. The list beneath says the same."""
    points = [
        svg.StripPoint(
            on=row.line.ends_on,
            begins_on=row.line.starts_on,
            family=row.line.mechanism.family,
            label=row.line.title,
            url=row.url,
        )
        for row in rows
        if row.line.starts_on and row.line.ends_on
    ]
    points += [
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
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    points = [point for point in points if point.on >= first and point.first <= last]
    if not points:
        return ""
    return svg.time_strip(points=points, today=today, starts_on=first, title=_("The year at a glance"))
