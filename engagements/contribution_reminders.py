"""Reminders of contributions asked by account: 7 and 2 days before their day, until they are sent in."""

import datetime as dt
from dataclasses import replace

from calendar_app.ladder import WEEK
from core import clock
from engagements import policy
from engagements.actions.contributions import DUE, REQUEST
from engagements.enums import AskedBy
from engagements.models import ContributionRequest
from engagements.reminders import Holders
from engagements.rungs import queue_rungs

LEADS = (7, 2)


def plan_contribution_reminders():
    """Queue the reminders of every contribution whose day comes near. Returns how many mails were wanted. Any number of
    planners at once: the outbox keeps one for each person, day and lead."""
    now = clock.now()
    rows = ContributionRequest.objects.unscoped("the mail reads the request again through visible_to(recipient)")
    around = (now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=LEADS[0] + WEEK + 1))
    open_rows = rows.filter(way=AskedBy.ACCOUNT, sent_at=None, revoked_at=None, due_on__range=around)
    found = open_rows.select_related("submission__plan_line__cluster")
    due = [one for one in found if policy.takes_contributions(one.submission)]
    if not due:
        return 0
    known = Holders().people
    recipients = {}
    for one in due:
        people = policy.people_of(one.organisation_id, one.submission.plan_line.cluster)
        ids = set(people.values_list("pk", flat=True)) & set(known)
        recipients[one.pk] = [replace(known[person], leads=LEADS) for person in sorted(ids)]
    return queue_rungs(DUE, REQUEST, {one.pk: one.due_on for one in due}, recipients, now=now)
