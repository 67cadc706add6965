"""Reads of the conditions of follow-ups, as far as their reader sees the follow-up."""

from collections import defaultdict
from dataclasses import dataclass

from recommendations.enums import ConditionKind
from recommendations.models import FollowUpCondition


@dataclass(frozen=True)
class KindOfCondition:
    """One of the two kinds with its conditions; what is still open stands first."""

    value: str
    label: str
    rows: list


def conditions_by_kind(user, found):
    """What helps and what stands in the way of a follow-up. One query."""
    rows = FollowUpCondition.objects.visible_to(user).filter(follow_up=found).select_related("obstacle")
    rows = sorted(rows, key=lambda row: (row.settled_on is not None, row.pk))
    return [
        KindOfCondition(kind.value, kind.label, [row for row in rows if row.kind == kind]) for kind in ConditionKind
    ]


def conditions_of(user, follow_up_pks):
    """{follow-up: [condition]} in the order of their making. One query, none without follow-ups."""
    found = defaultdict(list)
    if follow_up_pks:
        rows = FollowUpCondition.objects.visible_to(user).filter(follow_up__in=follow_up_pks)
        for row in rows.select_related("obstacle").order_by("pk"):
            found[row.follow_up_id].append(row)
    return found


def condition(user, follow_up_pk, pk):
    """A condition of that very follow-up, or None."""
    rows = FollowUpCondition.objects.visible_to(user).filter(pk=pk, follow_up_id=follow_up_pk)
    return rows.select_related("follow_up__cluster", "obstacle").first()
