"""A cluster's themes and mandates of a year are planned: said by its coordinators, for everybody in it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.models import PlannedYear
from clusters.policy import check_can_lead
from core import audit, clock
from core.errors import Refused
from core.events import announce


@transaction.atomic
def mark_year_planned(*, cluster, year, by):
    """The planning of `year` (this or the next) is done; nobody of the cluster is asked any more. Coordinators only.
    Done already: nothing. Returns the row."""
    check_can_lead(by, cluster)
    this = clock.day_of(by).year
    if not this <= year <= this + 1:
        raise Refused(_("Only this year and the next are planned here."))
    row, is_new = PlannedYear.objects.visible_to(by).get_or_create(
        cluster=cluster, year=year, defaults={"done_at": clock.now(), "done_by": by}
    )
    if is_new:
        audit.record(verb="year.planned", target=row, by=by, cluster_id=cluster.pk, after={"year": year})
        announce("year_planned", cluster=cluster, year=year, by=by)
    return row


@transaction.atomic
def reopen_year(*, cluster, year, by):
    """A slip: the planning of `year` is not done yet. Coordinators only; not done: nothing."""
    check_can_lead(by, cluster)
    row = PlannedYear.objects.visible_to(by).filter(cluster=cluster, year=year).first()
    if row is None:
        return
    audit.record(verb="year.reopened", target=row, by=by, cluster_id=cluster.pk, before={"year": year})
    row.delete()
