"""Reads of an engagement as a process: its components, moves, versions, weights and offers to look back."""

from dataclasses import dataclass, field

from django.db.models import Exists, JSONField, OuterRef, Q, Subquery
from django.utils import timezone

from calendar_app.enums import Publication
from calendar_app.models import Outcome
from engagements.enums import ComponentAct, ComponentState, LookBackState
from engagements.models import (
    ComponentMove,
    ComponentVersion,
    LineComponent,
    LookBack,
    PlanLine,
    QuarterWeights,
)
from engagements.rules.component_rows import row_changes
from engagements.rules.process import DEFAULT_WEIGHT, Quarter, Weighing, acts_from, state_from, weighing
from mechanisms.models import Component


@dataclass
class Part:
    """A component on a line: where it stands, what it weighs, its versions without their texts (newest first)."""

    component: Component
    number: int
    state: ComponentState = ComponentState.QUIET
    lock: int = 0
    changed_at: object = None
    weight: int = DEFAULT_WEIGHT
    versions: list = field(default_factory=list)

    @property
    def kept(self):
        return [version for version in self.versions if version.is_kept]

    @property
    def last(self):
        """The newest kept version, or None."""
        return next(iter(self.kept), None)

    @property
    def draft(self):
        return next((version for version in self.versions if not version.is_kept), None)

    @property
    def acts(self):
        return acts_from(self.state)


@dataclass
class Process:
    """The parts of one line in the order of the list, and how they are weighed in a quarter."""

    parts: list
    weighing: Weighing
    weights_lock: int
    quarters: list

    def part(self, key):
        """The part with that key, or None."""
        return next((part for part in self.parts if part.component.key == key), None)

    @property
    def open(self):
        return [part for part in self.parts if part.state == ComponentState.OPEN]


def process_then(user, line, quarter, *, today):
    """The same as `process_of`, with each component as it stood when a past quarter ended. One query more."""
    process = process_of(user, line, quarter)
    if quarter < Quarter.of(today):
        acts = {}
        moves = ComponentMove.objects.visible_to(user).filter(plan_line=line)
        for component_id, act, at in moves.values_list("component_id", "act", "at"):
            if timezone.localtime(at).date() <= quarter.last:
                acts.setdefault(component_id, []).append((act, at))
        for part in process.parts:
            then = acts.get(part.component.pk, [])
            part.state = state_from(act for act, _at in then)
            part.changed_at = then[-1][1] if then else None
    return process


def process_of(user, line, quarter, *, with_versions=True):
    """The process of `line` as weighed in `quarter`. Every component in use is there, and each retired one that the
    line used: none leaves an engagement (MATRIX E024). Three queries, four with versions."""
    stands = {row.component_id: row for row in LineComponent.objects.visible_to(user).filter(plan_line=line)}
    components = Component.objects.filter(Q(is_active=True) | Q(pk__in=list(stands)))
    rows = list(QuarterWeights.objects.visible_to(user).filter(plan_line=line))
    decided = {Quarter(row.year, row.quarter): row for row in rows}
    found = weighing(quarter, {known: row.weights for known, row in decided.items()})
    parts = []
    for number, component in enumerate(components, start=1):
        part = Part(component, number, weight=found.of(component.pk))
        if component.pk in stands:
            row = stands[component.pk]
            part.state, part.lock, part.changed_at = ComponentState(row.state), row.version, row.changed_at
        parts.append(part)
    if with_versions:
        by_component = {part.component.pk: part for part in parts}
        versions = ComponentVersion.objects.visible_to(user).filter(plan_line=line).defer("text", "rows")
        for version in versions.select_related("kept_by"):
            # A version of a component that was retired before it was ever opened has no part.
            if version.component_id in by_component:
                by_component[version.component_id].versions.append(version)
    lock = decided[quarter].version if quarter in decided else 0
    return Process(parts, found, lock, sorted(decided))


def glance_of(user, line, quarter):
    """(`Process` without versions, whether an outcome waits for an answer) in one query: for pages that show much
    else."""
    stands = LineComponent.objects.visible_to(user).filter(plan_line=line, component=OuterRef("pk"))
    weighed = QuarterWeights.objects.visible_to(user).filter(
        Q(year__lt=quarter.year) | Q(year=quarter.year, quarter__lte=quarter.number), plan_line=line
    )
    newest = weighed.order_by("-year", "-quarter").values("weights")[:1]
    rows = Component.objects.annotate(
        line_state=Subquery(stands.values("state")[:1]),
        line_weights=Subquery(newest, output_field=JSONField()),
        has_offer=Exists(_waiting(user, line)),
    )
    parts, has_offer = [], False
    for number, component in enumerate(rows.filter(Q(is_active=True) | Q(line_state__isnull=False)), start=1):
        part = Part(component, number, ComponentState(component.line_state or ComponentState.QUIET))
        part.weight = (component.line_weights or {}).get(str(component.pk), DEFAULT_WEIGHT)
        parts.append(part)
        has_offer = component.has_offer
    return Process(parts, Weighing(quarter, {}, None), 0, []), has_offer


def _waiting(user, line):
    return LookBack.objects.visible_to(user).filter(
        plan_line=line, state=LookBackState.OFFERED, outcome__publication=Publication.PUBLISHED
    )


def moves_of(user, line, *, component=None):
    """The moves of a line, oldest first, each with its cause as far as the reader may see it."""
    moves = ComponentMove.objects.visible_to(user).filter(plan_line=line)
    if component is not None:
        moves = moves.filter(component=component)
    moves = list(moves.select_related("component", "because_component", "because_outcome", "by"))
    other_lines = {move.because_line_id for move in moves if move.because_line_id}
    seen = PlanLine.objects.visible_to(user).in_bulk(other_lines) if other_lines else {}
    for move in moves:
        move.line_seen = seen.get(move.because_line_id)
        outcome = move.because_outcome
        # An outcome that was taken back is no longer named.
        move.outcome_seen = outcome if outcome is not None and outcome.publication == Publication.PUBLISHED else None
    return moves


def version_of(user, line, component, number):
    """The version with that number and its texts, or None."""
    rows = ComponentVersion.objects.visible_to(user).filter(plan_line=line, component=component, number=number)
    return rows.select_related("plan_line__cluster", "component", "kept_by", "updated_by").first()


def draft_of(user, line, component):
    """The version in writing with its texts, or None."""
    rows = ComponentVersion.objects.visible_to(user).filter(plan_line=line, component=component, kept_at=None)
    return rows.select_related("plan_line__cluster", "component", "updated_by").first()


def texts_of(user, line, component):
    """All versions of a component with their texts, oldest first."""
    rows = ComponentVersion.objects.visible_to(user).filter(plan_line=line, component=component)
    return list(rows.order_by("number"))


def version_before(user, version):
    """The kept version before `version`, or None."""
    rows = ComponentVersion.objects.visible_to(user).filter(
        plan_line=version.plan_line_id,
        component=version.component_id,
        number__lt=version.number,
        kept_at__isnull=False,
    )
    return rows.order_by("-number").first()


def rows_with_change(user, version):
    """The rows of a version beside those of the kept version before it."""
    before = version_before(user, version)
    return row_changes(version.component.holds, before.rows if before else None, version.rows)


def offers(user, line):
    """Outcomes that arrived and wait for an answer, newest first; those taken back since are left out."""
    return list(_waiting(user, line).select_related("outcome__mechanism"))


def offer(user, line, pk):
    """One offer of this very line, or None."""
    rows = LookBack.objects.visible_to(user).filter(plan_line=line, pk=pk, outcome__publication=Publication.PUBLISHED)
    return rows.select_related("outcome__mechanism", "plan_line__cluster").first()


def outcomes_for(line):
    """Published outcomes of the mechanism of `line`, for its country or for all: open to everybody."""
    rows = Outcome.objects.filter(mechanism=line.mechanism_id, publication=Publication.PUBLISHED)
    return rows.filter(Q(countries=line.cluster.country_id) | Q(countries=None)).distinct()


def outcomes_to_name(user, line):
    """Published outcomes that may have sent the cluster back: of the line's mechanism, for its country or for all."""
    return outcomes_for(line).select_related("mechanism").order_by("-published_on", "-pk")[:40]


def lines_to_name(user, line):
    """Other lines of the cluster that the reader sees."""
    rows = PlanLine.objects.visible_to(user).filter(cluster=line.cluster_id).exclude(pk=line.pk)
    return rows.order_by("-year", "title")[:100]


def was_looked_back(moves):
    """Whether the line ever went back: reopened, or looked back at."""
    return any(move.act in (ComponentAct.REOPENED, ComponentAct.LOOKED_BACK) for move in moves)
