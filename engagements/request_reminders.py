"""Reminders that a request for an input falls due: a week and two days before, to the coordinators, while it waits or
nothing has been sent."""

import datetime as dt
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from calendar_app.ladder import WEEK
from core import clock
from engagements.enums import AskedState, Status, StepOwner
from engagements.models import InputRequest, Submission
from engagements.reminders import Holders, Wanting
from engagements.rungs import queue_rungs

REQUEST = "engagements.inputrequest"
REQUEST_DUE = "request.due"
LEADS = (7, 2)
_ROLES = (StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR)


def still_due():
    """Q over requests on which somebody must still act: they wait, or were taken up and nothing has gone out on their
    line."""
    sent = Submission.objects.unscoped("whether anything went out, not what").filter(
        plan_line=OuterRef("plan_line"), status=Status.SUBMITTED
    )
    return Q(state=AskedState.OPEN) | Q(state=AskedState.TAKEN_UP) & ~Exists(sent.order_by())


def plan_request_reminders():
    """Queue the reminders of every request that falls due within its leads. Returns how many mails were wanted. Any
    number of planners at once: the outbox keeps one for each person, request, rung and day."""
    now = clock.now()
    rows = InputRequest.objects.unscoped("the mail reads the request again through visible_to(recipient)")
    # A margin for zones, and for whoever wants one mail a week.
    around = (now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=max(LEADS) + WEEK + 1))
    due = list(rows.filter(still_due(), due_on__range=around).select_related("cluster"))
    if not due:
        return 0
    told = Holders().to_tell(
        InputRequest, [Wanting(row.pk, _ROLES, row.cluster_id, row.cluster.parent_id) for row in due]
    )
    recipients = {pk: [replace(person, leads=LEADS) for person in people] for pk, people in told.items()}
    return queue_rungs(REQUEST_DUE, REQUEST, {row.pk: row.due_on for row in due}, recipients, now=now)
