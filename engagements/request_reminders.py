"""Reminders that a request for an input falls due: a week and two days before, to the coordinators, while it waits or
nothing has been sent."""

import datetime as dt
from dataclasses import replace

from calendar_app.ladder import WEEK
from core import clock
from engagements.enums import AskedState, Exposure, Status, StepOwner
from engagements.models import InputRequest, Submission
from engagements.reminders import Holders, named_on
from engagements.rungs import queue_rungs

REQUEST = "engagements.inputrequest"
REQUEST_DUE = "request.due"
LEADS = (7, 2)
_ROLES = (StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR)


def still_due(request):
    """Whether somebody must still act: it waits, or it was taken up and nothing has gone out on its line."""
    if request.state == AskedState.OPEN:
        return True
    if request.state == AskedState.DECLINED:
        return False
    sent = Submission.objects.unscoped("whether anything went out, not what").filter(
        plan_line=request.plan_line_id, status=Status.SUBMITTED
    )
    return not sent.exists()


def plan_request_reminders():
    """Queue the reminders of every request that falls due within its leads. Returns how many mails were wanted. Any
    number of planners at once: the outbox keeps one for each person, request, rung and day."""
    now = clock.now()
    rows = InputRequest.objects.unscoped("the mail reads the request again through visible_to(recipient)")
    # A margin for zones, and for whoever wants one mail a week.
    around = (now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=max(LEADS) + WEEK + 1))
    due = rows.filter(state__in=[AskedState.OPEN, AskedState.TAKEN_UP], due_on__range=around)
    due = [row for row in due.select_related("cluster") if still_due(row)]
    if not due:
        return 0
    holders = Holders()
    named = named_on({row.plan_line_id for row in due if row.plan_line_id and row.exposure == Exposure.CONFIDENTIAL})
    recipients = {}
    for row in due:
        people = holders.told(
            _ROLES,
            cluster_id=row.cluster_id,
            parent_id=row.cluster.parent_id,
            exposure=row.exposure,
            named=named[row.plan_line_id] | {row.created_by_id},
        )
        recipients[row.pk] = [replace(holders.people[person], leads=LEADS) for person in sorted(people)]
    return queue_rungs(REQUEST_DUE, REQUEST, {row.pk: row.due_on for row in due}, recipients, now=now)
