"""Reads of strategies, briefings and registers."""

from django.db.models import F

from engagements.enums import RegisterKind, StrategyKind, StrategyPlace
from engagements.models import (
    AdviceStrategy,
    AdvocacyIssue,
    AdvocacyStrategy,
    BriefingIssue,
    HctBriefing,
    RegisterEntry,
)
from engagements.rules.registers import REGISTERS


def record(user, model, pk):
    """One row of a list, or None for whoever may not see it."""
    rows = model.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "plan_line").first()


def strategies_of(user, cluster):
    rows = AdvocacyStrategy.objects.visible_to(user).filter(cluster=cluster).select_related("resource", "plan_line")
    order = {place: rank for rank, place in enumerate(StrategyPlace)}
    return sorted(rows, key=lambda row: (order[row.place], row.pk))


def without_hct_strategy(user):
    """The clusters whose country team has no protection strategy, as their coordinators say: what the GPC takes up
    (MATRIX O019)."""
    rows = AdvocacyStrategy.objects.visible_to(user).filter(place=StrategyPlace.HCT, kind=StrategyKind.NONE)
    return list(rows.select_related("cluster__country").order_by("cluster__country__name", "pk"))


def briefings_of(user, cluster):
    """The series, newest first, each with the issues brought up that the reader sees. Two queries."""
    rows = HctBriefing.objects.visible_to(user).filter(cluster=cluster).select_related("plan_line")
    return with_issues(user, list(rows))


def with_issues(user, rows):
    """The same briefings, each with `issues`: those brought up that the reader sees. One query."""
    links = BriefingIssue.objects.visible_to(user).filter(briefing__in=[row.pk for row in rows])
    return _with(rows, "issues", ((one.briefing_id, one.issue) for one in links.select_related("issue")))


def with_strategies(user, rows):
    """The same entries of a register, each with `strategies`: those it bears on that the reader sees. One query."""
    links = AdviceStrategy.objects.visible_to(user).filter(entry__in=[row.pk for row in rows])
    return _with(rows, "strategies", ((one.entry_id, one.strategy) for one in links.select_related("strategy")))


def _with(rows, name, pairs):
    by_row = {}
    for pk, linked in pairs:
        by_row.setdefault(pk, []).append(linked)
    for row in rows:
        setattr(row, name, by_row.get(row.pk, []))
    return rows


def next_briefing(rows, today):
    """The day on which the next briefing is due: one already dated, otherwise what the last one set. None: not set."""
    ahead = [row.held_on for row in rows if row.held_on >= today]
    if ahead:
        return min(ahead)
    return rows[0].next_on if rows else None


def issues_of_briefing(user, briefing):
    links = BriefingIssue.objects.visible_to(user).filter(briefing=briefing).order_by()
    return AdvocacyIssue.objects.visible_to(user).filter(pk__in=links.values("issue_id"))


def strategies_of_advice(user, entry):
    links = AdviceStrategy.objects.visible_to(user).filter(entry=entry).order_by()
    return AdvocacyStrategy.objects.visible_to(user).filter(pk__in=links.values("strategy_id"))


def register_of(user, cluster, kind):
    """The entries of one register with the words of their points, and of advice notes the strategies. Two queries at
    most."""
    rows = RegisterEntry.objects.visible_to(user).filter(cluster=cluster, kind=kind)
    found = list(rows.select_related("plan_line").order_by(F("on").desc(nulls_last=True), "-pk"))
    for row in found:
        row.points = REGISTERS[RegisterKind(kind)].mark_labels(row.marks)
    return with_strategies(user, found) if kind == RegisterKind.ADVICE else found
