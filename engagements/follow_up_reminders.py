"""Reminders of activities for recommendations that a cluster follows up: before their day by each person's days before,
and once when they are overdue. They stop when the activity is done or dropped, or the follow-up ends.

Reminded is whoever holds the role that sees to it, else the coordinators, else the co-coordinators; where an
organisation or "the members" see to it, the coordinators, who ask them.
"""

import datetime as dt
from functools import partial

from django.db import transaction

from calendar_app.ladder import WEEK, next_weekday
from core import clock
from engagements.enums import StepOwner
from engagements.reminders import LONGEST_LEAD, Holders, Wanting
from engagements.rungs import queue_overdue, queue_rungs
from recommendations.enums import ActivityOwner, FollowUpState
from recommendations.models import FollowUpActivity
from recommendations.workflow import STILL_OPEN

ACTIVITY = "recommendations.followupactivity"
REMINDER = "follow_up.activity_reminder"
OVERDUE = "follow_up.activity_overdue"
# Whoever was not reached by then is a matter for people, not for mails; the same as for sign-offs.
OVERDUE_DAYS = 14
_LEADS = (StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR)


def roles_for(activity):
    """The roles of whom the first that anybody holds is reminded."""
    if activity.owner_role in ("", ActivityOwner.MEMBER):
        return _LEADS
    return (activity.owner_role, *_LEADS)


def due_activities(today):
    """Open activities of running follow-ups whose day is near or passed lately; `today` of UTC."""
    rows = FollowUpActivity.objects.unscoped("the mail reads the activity again through visible_to(recipient)")
    # A margin for zones, and for whoever wants one mail a week.
    around = (today - dt.timedelta(days=OVERDUE_DAYS), today + dt.timedelta(days=LONGEST_LEAD + WEEK + 1))
    rows = rows.filter(progress__in=STILL_OPEN, due_on__range=around, follow_up__state=FollowUpState.FOLLOWED)
    return list(rows.select_related("follow_up__cluster").order_by("pk"))


def plan_activity_reminders():
    """Queue every reminder of an activity that is due. Returns how many mails were wanted. Any number of planners at
    once and as often as they like: the outbox keeps one for each person, activity, rung and day."""
    now = clock.now()
    rows = due_activities(now.date())
    if not rows:
        return 0
    told = Holders().to_tell(FollowUpActivity, [_wanting(row) for row in rows])
    with transaction.atomic():
        count = queue_rungs(REMINDER, ACTIVITY, {row.pk: row.due_on for row in rows}, told, now=now)
        for row in rows:
            told_on = partial(_day_after, row.due_on)
            count += queue_overdue(OVERDUE, ACTIVITY, row.pk, told[row.pk], due_on=row.due_on, told_on=told_on, now=now)
    return count


def _wanting(activity):
    cluster = activity.follow_up.cluster
    return Wanting(activity.pk, roles_for(activity), cluster.pk, cluster.parent_id)


def _day_after(due_on, person):
    """The first of the person's mail days after `due_on`: the next one, or her day of the week."""
    return due_on + dt.timedelta(days=1) if person.weekday is None else next_weekday(due_on, person.weekday)
