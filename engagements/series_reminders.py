"""Reminders that a series of interactions comes again: once for each time, to whoever holds the role that keeps it."""

import datetime as dt
from dataclasses import replace

from calendar_app.ladder import WEEK
from core import clock
from engagements.enums import SeriesUnit
from engagements.models import InteractionSeries
from engagements.reminders import Holders, Wanting
from engagements.rungs import queue_rungs

SERIES = "engagements.interactionseries"
SERIES_DUE = "interaction.series_due"
# One reminder a time: a week before, or two days where the series comes every week.
LEAD, SHORT_LEAD = 7, 2


def lead_of(series):
    """How many days before its next day a series is told of."""
    return SHORT_LEAD if series.unit == SeriesUnit.WEEKS and series.every == 1 else LEAD


def plan_series_reminders():
    """Queue the reminder of every series that comes within its lead. Returns how many mails were wanted. Any number of
    planners at once: the outbox keeps one for each person and day."""
    now = clock.now()
    rows = InteractionSeries.objects.unscoped("the mail reads the series again through visible_to(recipient)")
    # A margin for zones, and for whoever wants one mail a week.
    around = (now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=LEAD + WEEK + 1))
    due = list(rows.filter(is_ended=False, next_on__range=around).select_related("cluster"))
    if not due:
        return 0
    rows = [Wanting(row.pk, (row.owner_role,), row.cluster_id, row.cluster.parent_id) for row in due]
    told = Holders().to_tell(InteractionSeries, rows)
    recipients = {row.pk: [replace(person, leads=(lead_of(row),)) for person in told[row.pk]] for row in due}
    return queue_rungs(SERIES_DUE, SERIES, {row.pk: row.next_on for row in due}, recipients, now=now)
