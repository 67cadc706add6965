"""Reads of the register."""

from dataclasses import dataclass

from clusters.enums import Aor
from core.svg import Standing, standing_grid
from stakeholders import policy
from stakeholders.enums import ActorFamily, Brings, StakeholderKind, WayOfWorking
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader, StakeholderStanding


@dataclass(frozen=True)
class FamilyCount:
    """One of the five families of actors, and how many stakeholders of it the reader sees."""

    family: ActorFamily
    number: int


def clusters(user):
    """Clusters whose register `user` may open; those she leads first."""
    rows = list(policy.clusters_with_register(user))
    rows.sort(key=lambda cluster: not policy.keeps_register(user, cluster.pk))
    return rows


def register_of(user, cluster):
    """What `user` may see of the register, in the order of families and kinds. One query."""
    rows = Stakeholder.objects.visible_to(user).filter(cluster=cluster, is_archived=False)
    kinds = {value: place for place, value in enumerate(StakeholderKind.values)}
    families = {value: place for place, value in enumerate(ActorFamily.values)}
    found = sorted(rows, key=lambda row: (families[row.family], kinds[row.kind], row.called.casefold(), row.pk))
    for row in found:
        put_words(row)
    return found


def put_words(row):
    """Labels of what they bring, of their ways of working and of areas of responsibility."""
    row.brings_words = [Brings(value).label for value in row.brings if value in Brings.values]
    row.ways_words = [WayOfWorking(value).label for value in row.ways if value in WayOfWorking.values]
    row.area_words = Aor.words(row.areas)


def family_counts(rows):
    """The five families with how many of `rows` they have: where there is none, there is a gap (MATRIX A002)."""
    return [FamilyCount(family, sum(row.family == family for row in rows)) for family in ActorFamily]


def stakeholder(user, pk):
    """One stakeholder of the register, or None."""
    found = Stakeholder.objects.visible_to(user).filter(pk=pk)
    found = found.select_related("cluster__country", "organisation", "protected_by").first()
    if found is not None:
        put_words(found)
    return found


def readers_of(user, found):
    rows = StakeholderReader.objects.visible_to(user).filter(stakeholder=found).select_related("user")
    return list(rows.order_by("user__name", "pk"))


def independence_of(user, found):
    """The note for the coordinators, or None."""
    return IndependenceNote.objects.visible_to(user).filter(stakeholder=found).select_related("written_by").first()


def to_choose(user, cluster):
    """Stakeholders of the cluster that `user` may name on records, as a queryset."""
    rows = Stakeholder.objects.visible_to(user).filter(cluster=cluster, is_archived=False)
    return rows.order_by("name", "alias", "pk")


def advisers_on(user, cluster, day):
    """Human rights advisers of the register whom `user` sees and who are deployed on `day`, by name: whom to ask as
    joint presenter or drafter (MATRIX B011). One query."""
    rows = to_choose(user, cluster).filter(kind=StakeholderKind.ADVISER)
    return [row for row in rows if row.is_deployed_on(day)]


# --- Influence and interest -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moved:
    """A number as it is judged now, and as it was before; None where nobody judged it."""

    now: int | None
    was: int | None

    @property
    def has_moved(self):
        return None not in (self.now, self.was) and self.now != self.was

    @property
    def is_up(self):
        return self.has_moved and self.now > self.was


@dataclass(frozen=True)
class StandingLine:
    """A judgement, and how it differs from the one before."""

    row: StakeholderStanding
    before: StakeholderStanding | None

    @property
    def influence(self):
        return Moved(self.row.influence, self.before.influence if self.before else None)

    @property
    def interest(self):
        return Moved(self.row.interest, self.before.interest if self.before else None)

    @property
    def stance_was(self):
        """The stance before, in words, where it is another one now."""
        if self.before is None or self.before.stance == self.row.stance:
            return ""
        return self.before.get_stance_display()

    @property
    def has_moved(self):
        return self.influence.has_moved or self.interest.has_moved or bool(self.stance_was)


def _lines(rows):
    """`StandingLine`s of judgements of one stakeholder, given newest first."""
    return [StandingLine(row, before) for row, before in zip(rows, [*rows, None][1:], strict=True)]


def standings_of(user, found):
    """The judgements of one entry, newest first. One query."""
    rows = StakeholderStanding.objects.visible_to(user).filter(stakeholder=found)
    return _lines(list(rows.select_related("recorded_by").order_by("-number")))


@dataclass(frozen=True)
class ChartRow:
    """An entry of the register with its newest judgement. `number` is its mark in the picture, where it has one."""

    stakeholder: Stakeholder
    line: StandingLine
    number: int | None


@dataclass(frozen=True)
class Chart:
    rows: list
    not_judged: list
    picture: str


def standing_chart(user, cluster):
    """Influence and interest of the entries that `user` sees, with what moved since the judgement before; under an
    alias the alias alone. Two queries, whatever the rows."""
    entries = register_of(user, cluster)
    rows = StakeholderStanding.objects.visible_to(user).filter(stakeholder__in=[entry.pk for entry in entries])
    newest = {}
    for row in rows.select_related("recorded_by").order_by("stakeholder", "-number"):
        newest.setdefault(row.stakeholder_id, []).append(row)
    found, drawn = [], []
    for entry in entries:
        if entry.pk not in newest:
            continue
        line = _lines(newest[entry.pk])[0]
        influence, interest = line.influence, line.interest
        number = None
        if influence.now is not None and interest.now is not None:
            number = len(drawn) + 1
            was = (influence.was or influence.now, interest.was or interest.now)
            moved = influence.has_moved or interest.has_moved
            drawn.append(Standing(number, entry.called, influence.now, interest.now, was if moved else None))
        found.append(ChartRow(entry, line, number))
    not_judged = [entry for entry in entries if entry.pk not in newest]
    return Chart(found, not_judged, standing_grid(drawn) if drawn else "")
