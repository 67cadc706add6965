"""Whether a cluster has planned its themes and mandates of a year."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists
from django.urls import reverse

from calendar_app.models import PlannedYear
from calendar_app.rules.planning_year import year_to_plan


@dataclass(frozen=True, slots=True)
class YearTask:
    """Plan themes and mandates for a year, as it stands at home until somebody says that it is done."""

    cluster_pk: int
    year: int
    url: str
    carry_url: str
    done_url: str

    @property
    def last_year(self):
        return self.year - 1


def is_year_planned(reader, cluster):
    """Whether the year to plan today is planned, as a condition for a question that somebody asks anyway."""
    rows = PlannedYear.objects.visible_to(reader.user)
    return Exists(rows.filter(cluster=cluster, year=_year(reader)))


def year_task(reader, cluster):
    """The `YearTask` of the year to plan today, for coordinators of `cluster`: who is that, and that it is not done
    (`is_year_planned`), the caller knows."""
    year = _year(reader)
    return YearTask(
        cluster_pk=cluster.pk,
        year=year,
        url=f"{reverse('calendar:following-cluster', args=[cluster.pk])}?year={year}",
        carry_url=reverse("calendar:following-carry", args=[cluster.pk]),
        done_url=reverse("calendar:following-planned", args=[cluster.pk]),
    )


def _year(reader):
    return year_to_plan(reader.today, settings.HRE_YEAR_PLANNING_FROM)


def planned_year(user, cluster, year):
    """The row that says that the year is planned, with who said so, or None."""
    rows = PlannedYear.objects.visible_to(user).select_related("done_by")
    return rows.filter(cluster=cluster, year=year).first()
