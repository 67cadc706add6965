"""Reads of the register."""

from dataclasses import dataclass

from stakeholders import policy
from stakeholders.enums import ActorFamily, Brings, StakeholderKind
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader


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
        row.brings_words = words_of(row)
    return found


def words_of(row):
    return [Brings(value).label for value in row.brings if value in Brings.values]


def family_counts(rows):
    """The five families with how many of `rows` they have: where there is none, there is a gap (MATRIX A002)."""
    return [FamilyCount(family, sum(row.family == family for row in rows)) for family in ActorFamily]


def stakeholder(user, pk):
    """One stakeholder of the register, or None."""
    found = Stakeholder.objects.visible_to(user).filter(pk=pk)
    found = found.select_related("cluster__country", "organisation", "protected_by").first()
    if found is not None:
        found.brings_words = words_of(found)
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
