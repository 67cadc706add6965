"""Reads of the steps of the letter: one cluster's, and all clusters side by side."""

from dataclasses import dataclass

from clusters.models import Cluster
from engagements import rules
from engagements.enums import LetterArea, LetterStatus
from engagements.models import LetterStep
from mechanisms.models import StepTemplate


@dataclass
class Row:
    """A step of the letter; `answer` is what the cluster says of it, None: nobody has looked at it yet."""

    step: StepTemplate
    answer: LetterStep | None
    # What the portal itself knows (queries.letter_evidence.Known).
    known: list

    @property
    def status(self):
        return self.answer.get_status_display() if self.answer else LetterStatus.NOT_STARTED.label

    @property
    def status_value(self):
        return self.answer.status if self.answer else LetterStatus.NOT_STARTED.value


@dataclass
class Area:
    """One of the five areas with its steps and how many stand where."""

    label: str
    rows: list

    @property
    def done(self):
        return sum(row.status_value == LetterStatus.DONE for row in self.rows)

    @property
    def counted(self):
        """Without those that do not apply: they are nobody's shortcoming."""
        return sum(row.status_value != LetterStatus.NOT_APPLICABLE for row in self.rows)

    @property
    def totals(self):
        """[(label, number)] of the statuses that occur."""
        found = rules.totals(row.status_value for row in self.rows)
        return [(status.label, number) for status, number in found.items() if number]


def letter_steps():
    """The nineteen steps in the order of the letter."""
    steps = StepTemplate.objects.filter(group__in=LetterArea.values, cluster=None, retired_at=None)
    return steps.order_by("group", "key")


def letter_step(key):
    return letter_steps().filter(key=key).first()


def answer(user, cluster, step):
    """What the cluster says of a step, or None. One query."""
    rows = LetterStep.objects.visible_to(user).filter(cluster=cluster, step=step)
    return rows.select_related("reviewed_by").first()


def areas(user, cluster, *, known=None):
    """The five areas with their steps and the cluster's answers; `known`: {key: what the portal knows}. Two
    queries."""
    answers = LetterStep.objects.visible_to(user).filter(cluster=cluster).select_related("reviewed_by")
    by_step = {row.step_id: row for row in answers}
    by_group = {}
    for step in letter_steps():
        by_group.setdefault(step.group, []).append(Row(step, by_step.get(step.pk), (known or {}).get(step.key, [])))
    return [Area(label, by_group.get(value, [])) for value, label in LetterArea.choices]


@dataclass
class Standing:
    """One cluster in the table: (done, counted) by area, and its newest review; all empty where nobody looked."""

    cluster: Cluster
    cells: list
    reviewed_at: object


def side_by_side(user):
    """Every cluster with how far it is in each area (MATRIX T). Three queries."""
    groups = {step.pk: step.group for step in letter_steps()}
    sizes = {area: sum(group == area for group in groups.values()) for area in LetterArea.values}
    answers = {}
    for row in LetterStep.objects.visible_to(user).filter(step__in=list(groups)).order_by():
        answers.setdefault(row.cluster_id, []).append(row)
    found = []
    for cluster in Cluster.objects.select_related("country").order_by("country__name", "pk"):
        rows = answers.get(cluster.pk, [])
        cells = [_cell([row for row in rows if groups[row.step_id] == area], sizes[area]) for area in LetterArea.values]
        reviewed_at = max((row.reviewed_at for row in rows), default=None)
        found.append(Standing(cluster, cells, reviewed_at))
    return found


def _cell(rows, size):
    """(done, counted) of an area, or None where the cluster has not looked at any of its steps."""
    if not rows:
        return None
    done = sum(row.status == LetterStatus.DONE for row in rows)
    return done, size - sum(row.status == LetterStatus.NOT_APPLICABLE for row in rows)
