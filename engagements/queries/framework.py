"""Reads of the protection analytical framework: how far it is rolled out, and which updates came out."""

from dataclasses import dataclass

from core import clock
from engagements.models import AnalysisUpdate, FrameworkRollout


@dataclass(frozen=True)
class Framework:
    """`rollout` is None where nobody has recorded it; `updates` newest first, without those taken off; `recent`: of
    the twelve months up to today."""

    rollout: FrameworkRollout | None
    updates: list
    recent: list

    @property
    def with_rights(self):
        """How many of the recent ones have a section on human rights, as far as somebody has looked."""
        return sum(update.has_rights_section is True for update in self.recent)

    @property
    def not_looked(self):
        return sum(update.has_rights_section is None for update in self.recent)


def framework_of(user, cluster):
    """The `Framework` of a cluster as `user` may read it. Two queries."""
    rollout = FrameworkRollout.objects.visible_to(user).filter(cluster=cluster).select_related("recorded_by").first()
    updates = list(AnalysisUpdate.objects.visible_to(user).filter(cluster=cluster, is_withdrawn=False))
    today = clock.day_of(user)
    begins = _year_before(today)
    return Framework(rollout, updates, [update for update in updates if update.published_on > begins])


def withdrawn_updates(user, cluster):
    """Those taken off the list, newest first. One query."""
    return list(AnalysisUpdate.objects.visible_to(user).filter(cluster=cluster, is_withdrawn=True))


def update_of(user, pk):
    """One update, or None for whoever may not see it."""
    return AnalysisUpdate.objects.visible_to(user).filter(pk=pk).select_related("cluster__country").first()


def _year_before(day):
    """The same day a year ago; of 29 February the 28th."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)
