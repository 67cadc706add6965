"""Reads of plan lines: the year at a glance, one line with all that hangs on it, what a new line may rest on."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from calendar_app.enums import EXACT, EntryKind, EntryState
from calendar_app.models import Entry, Review
from clusters.enums import LEAD_ROLES, Role
from clusters.models import Cluster, Membership
from clusters.policy import cluster_ids, glass_cluster_ids, running
from core import clock
from engagements import policy, rules
from engagements.enums import Exposure, LineState, StepState
from engagements.models import EngagementStep, PlanLine, PlanLineReader
from mechanisms.models import StepTemplate

# Titles of these are left out of page titles, mails and anything that travels.
VEILED = frozenset({Exposure.RESTRICTED, Exposure.CONFIDENTIAL})
CHOICE_OF_DATES = 60


def today_for(user):
    """The reader's own date."""
    return clock.today(user.time_zone or "UTC")


# --- Whose plan ---------------------------------------------------------------------------------------------


def clusters_with_plan(user):
    """The clusters whose plan page `user` may open: her own, those she is named in, and all for the world level."""
    inside = {Role.COORDINATOR, Role.CO_COORDINATOR, Role.SAG, Role.MEMBER, Role.OHCHR}
    world = Membership.objects.filter(running(), user=user, role__in=[Role.TASK_TEAM, Role.GPC], cluster=None)
    if world.exists():
        return Cluster.objects.select_related("country")
    return Cluster.objects.filter(
        Q(pk__in=cluster_ids(user, inside)) | Q(pk__in=glass_cluster_ids(user))
    ).select_related("country")


def clusters_to_lead(user):
    """The clusters in which `user` plans."""
    return Cluster.objects.filter(pk__in=cluster_ids(user, LEAD_ROLES)).select_related("country")


# --- The year at a glance -----------------------------------------------------------------------------------


@dataclass
class LineRow:
    line: PlanLine
    done: int = 0
    open: int = 0
    not_now: int = 0
    next_step_on: dt.date | None = None
    moved_to: dt.date | None = None
    date_is_exact: bool = True
    date_text: str = ""

    @property
    def steps_text(self):
        """Steps in words; no score, since choosing few is normal."""
        if not (self.done or self.open):
            return _("No steps yet")
        parts = []
        if self.done:
            parts.append(ngettext("%(n)d step done", "%(n)d steps done", self.done) % {"n": self.done})
        if self.open:
            parts.append(ngettext("%(n)d open", "%(n)d open", self.open) % {"n": self.open})
        return ", ".join(parts)


@dataclass
class Quarter:
    """Three months of the plan; `number` 0 holds the lines without a date."""

    number: int
    label: str
    rows: list = field(default_factory=list)


@dataclass
class YearPlan:
    cluster: Cluster
    year: int
    years: list
    quarters: list
    not_now: list
    count: int


def year_plan(user, cluster, year):
    """What `user` sees of the plan of `cluster` for `year`. Four queries whatever the number of lines; a line that is
    not hers to see is in no list and no count."""
    lines = list(PlanLine.objects.visible_to(user).filter(cluster=cluster, year=year).select_related("mechanism"))
    counts, next_dates = {}, {}
    steps = EngagementStep.objects.visible_to(user).filter(plan_line__cluster=cluster, plan_line__year=year)
    for line_id, state, due_on, number in (
        steps.order_by().values_list("plan_line_id", "state", "due_on").annotate(number=Count("pk"))
    ):
        counts[line_id, state] = counts.get((line_id, state), 0) + number
        if state == StepState.OPEN and due_on and (line_id not in next_dates or due_on < next_dates[line_id]):
            next_dates[line_id] = due_on
    entries = Entry.objects.visible_to(user).in_bulk({line.entry_id for line in lines if line.entry_id})
    names = [_("January to March"), _("April to June"), _("July to September"), _("October to December")]
    quarters = {number: Quarter(number, name) for number, name in enumerate(names, start=1)}
    quarters[0] = Quarter(0, _("Without a date"))
    not_now = []
    for line in lines:
        row = LineRow(
            line,
            done=counts.get((line.pk, StepState.DONE), 0),
            open=counts.get((line.pk, StepState.OPEN), 0),
            not_now=counts.get((line.pk, StepState.NOT_NOW), 0),
            next_step_on=next_dates.get(line.pk),
        )
        entry = entries.get(line.entry_id)
        if entry is not None:
            row.moved_to = entry.due_on if entry.due_on != line.planned_for else None
            row.date_is_exact = entry.precision in EXACT
            row.date_text = entry.about_text
        if line.state == LineState.NOT_NOW:
            not_now.append(row)
        else:
            quarters[(line.planned_for.month + 2) // 3 if line.planned_for else 0].rows.append(row)
    filled = [quarters[number] for number in (1, 2, 3, 4, 0) if quarters[number].rows]
    return YearPlan(cluster, year, years_with_plan(user, cluster, year), filled, not_now, len(lines))


def years_with_plan(user, cluster, chosen):
    """The years to choose from: this one and the next, the chosen one, and those that hold a visible line."""
    held = PlanLine.objects.visible_to(user).filter(cluster=cluster).order_by().values_list("year", flat=True)
    this_year = today_for(user).year
    return sorted({this_year, this_year + 1, chosen, *held.distinct()})


# --- One line -----------------------------------------------------------------------------------------------


def plan_line(user, pk):
    """The line, or None for whoever may not see it."""
    lines = PlanLine.objects.visible_to(user).filter(pk=pk)
    return lines.select_related("cluster__country", "mechanism", "created_by").first()


def step(user, plan_line_id, step_id):
    """A step of that very line, or None."""
    steps = EngagementStep.objects.visible_to(user).filter(pk=step_id, plan_line_id=plan_line_id)
    return steps.select_related("plan_line__cluster", "template", "done_by").first()


def steps_of(user, line):
    steps = EngagementStep.objects.visible_to(user).filter(plan_line=line)
    return list(steps.select_related("template", "done_by"))


def opportunity(user, line):
    """The date the line works towards, if the reader may see it."""
    if line.entry_id is None:
        return None
    return Entry.objects.visible_to(user).filter(pk=line.entry_id).first()


def named_people(user, line):
    """The people named on the line who still belong to the cluster: a name whose membership ended opens nothing."""
    readers = PlanLineReader.objects.visible_to(user).filter(
        plan_line=line, user__in=policy.nameable_people(line.cluster).order_by().values("pk")
    )
    return [reader.user for reader in readers.select_related("user").order_by("user__name", "user_id")]


def seen_by(line, named):
    """Who can see this line, in a sentence."""
    names = ", ".join(str(person) for person in named)
    if line.exposure == Exposure.OPEN:
        return _("The cluster, the Task Team and the Global Protection Cluster.")
    if line.exposure == Exposure.MEMBERS:
        return _("The members of the cluster and the Task Team.")
    if line.exposure == Exposure.RESTRICTED:
        return _("The coordinators of the cluster, and by name: %(names)s.") % {"names": names or _("nobody")}
    return _("Only, by name: %(names)s.") % {"names": names or _("nobody")}


# --- What a new line may rest on ----------------------------------------------------------------------------


def dates_to_plan_for(user, cluster, *, today, limit=CHOICE_OF_DATES):
    """Open dates of the cluster's country (and of all countries) still ahead, nearest first."""
    entries = Entry.objects.visible_to(user).filter(
        Q(country=cluster.country_id) | Q(country=None),
        Q(cluster=None) | Q(cluster=cluster),
        state=EntryState.OPEN,
        due_on__gte=today,
    )
    return list(entries.select_related("mechanism").order_by("due_on", "pk")[:limit])


def entry_for_review(user, review, *, today):
    """The date of a review to plan towards: its next date for handing in, otherwise its next date, otherwise None."""
    entries = Entry.objects.visible_to(user).filter(review=review, state=EntryState.OPEN, due_on__gte=today)
    ahead = list(entries.select_related("mechanism", "review").order_by("due_on", "pk"))
    to_hand_in = [entry for entry in ahead if entry.kind == EntryKind.SUBMISSION]
    return (to_hand_in or ahead or [None])[0]


def entry_to_plan_for(user, pk):
    entries = Entry.objects.visible_to(user).filter(pk=pk)
    return entries.select_related("mechanism", "country", "review__country", "review__session").first()


def review_to_plan_for(pk):
    """Reviews are public facts."""
    return Review.objects.filter(pk=pk).select_related("country", "session__mechanism").first()


def proposed_steps(mechanism, opportunity_on, *, today):
    """The fitting steps of the library, planned backwards. One query."""
    kind = rules.kind_of(mechanism.family)
    kinds = {kind, rules.MechanismKind.ANY}
    templates = StepTemplate.objects.filter(mechanism_kind__in=kinds)
    return rules.proposals(templates, kind=kind, opportunity_on=opportunity_on, today=today)
