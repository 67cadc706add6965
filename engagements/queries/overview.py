"""A plan over the years, counted from the lines that the reader sees and from no others: how engagements began, why,
with which families. No score: choosing few is normal."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from clusters.queries import clusters_with_leads
from engagements import rules
from engagements.enums import LineState, Reason, Trigger
from engagements.models import PlanContext, PlanLine
from engagements.queries.spans import in_year
from mechanisms.enums import NO_FAMILY, Family


@dataclass
class Beginning:
    """How the engagements of one year began."""

    year: int
    planned: int
    request: int
    opportunity: int

    @property
    def total(self):
        return self.planned + self.request + self.opportunity

    @property
    def year_text(self):
        return str(self.year)


@dataclass
class Touched:
    """A family with the number of engagements of the year; `kind` is its part of the step library."""

    family: str
    label: str
    kind: str
    number: int


@dataclass
class Overview:
    beginnings: list = field(default_factory=list)
    reasons: list = field(default_factory=list)
    families: list = field(default_factory=list)
    years: list = field(default_factory=list)
    # {year: number of lines at work in it}
    at_work: dict = field(default_factory=dict)

    @property
    def touched(self):
        return [one for one in self.families if one.number]

    @property
    def untouched(self):
        return [one for one in self.families if not one.number]


def overview(user, cluster, year):
    """Lines set aside as "not now" are not counted. One query whatever the number of lines and years."""
    lines = PlanLine.objects.visible_to(user).filter(cluster=cluster).order_by()
    rows = list(lines.values_list("year", "trigger", "state", "mechanism__family", "reasons", "starts_on", "ends_on"))
    counted = [row for row in rows if row[2] != LineState.NOT_NOW]
    # A line over several years began once, and is at work in each of them.
    of_year = [row for row in counted if year in rules.years_of(row[0], *row[5:])]
    began = Counter((row[0], row[1]) for row in counted)
    reasons = Counter(reason for row in of_year for reason in row[4])
    families = Counter(row[3] for row in of_year)
    return Overview(
        beginnings=[
            Beginning(one, began[one, Trigger.PLANNED], began[one, Trigger.REQUEST], began[one, Trigger.OPPORTUNITY])
            for one in sorted({row[0] for row in counted})
        ],
        reasons=[(label, reasons[value]) for value, label in Reason.choices if reasons[value]],
        families=[
            Touched(family.value, family.label, str(kind), families[family])
            for family, kind in rules.KIND_OF_FAMILY.items()
        ]
        + [
            Touched(family.value, family.label, "", families[family])
            for family in Family
            if family not in rules.KIND_OF_FAMILY and families[family]
        ]
        + ([Touched(NO_FAMILY, _("No single mechanism"), "", families[NO_FAMILY])] if families[NO_FAMILY] else []),
        years=sorted({one for row in rows for one in rules.years_of(row[0], *row[5:])}),
        at_work=Counter(one for row in counted for one in rules.years_of(row[0], *row[5:])),
    )


@dataclass
class ClusterPlan:
    """The plan of one cluster as the Task Team sees it; `lines` are those shared with it."""

    cluster: Cluster
    lines: int
    done: int
    context: PlanContext | None
    has_lead: bool


def plans_of_all(user, year):
    """Every national cluster with the number of lines of `year` that `user` sees, without "not now", and with who looks
    after the plan; those without a line first (MATRIX A026). Five queries, whatever the rows."""
    lines = PlanLine.objects.visible_to(user).filter(in_year(year)).exclude(state=LineState.NOT_NOW).order_by()
    counted, done = Counter(), Counter()
    for cluster_id, state in lines.values_list("cluster_id", "state"):
        counted[cluster_id] += 1
        done[cluster_id] += state == LineState.DONE
    newest = {}
    for context in PlanContext.objects.visible_to(user).filter(year=year).order_by("-number"):
        newest.setdefault(context.cluster_id, context)
    led = {cluster.pk for cluster in clusters_with_leads(user) if cluster.lead_names}
    clusters = Cluster.objects.filter(parent=None).select_related("country").order_by("country__name", "name")
    rows = [ClusterPlan(one, counted[one.pk], done[one.pk], newest.get(one.pk), one.pk in led) for one in clusters]
    return sorted(rows, key=lambda row: bool(row.lines))
