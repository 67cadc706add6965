"""Background work of the calendar. Each task calls one function and returns a count."""

from celery import shared_task

from calendar_app import actions, reminders
from calendar_app.notices.planning_year import remind_of_years
from core import heartbeat


@shared_task
def task_plan_reminders():
    """Enter every reminder that is due into the outbox; beat calls it every quarter of an hour. Safe at any time and by
    several workers at once. Returns the number of mails that it queued."""
    planned = reminders.plan_reminders()
    heartbeat.beat("plan-reminders")
    return planned.queued + planned.rearmed


@shared_task
def task_recompute_stale():
    """Bring dates in line whose anchor changed past the actions (a bulk import, an edit in the administration); beat
    calls it nightly. Returns the number of dates touched."""
    touched = actions.recompute_stale()
    heartbeat.beat("recompute-stale")
    return touched


@shared_task
def task_remind_of_years():
    """At the turn of the year, write once to the coordinators of clusters that have not planned the next year; beat
    calls it nightly. Safe at any time and twice. Returns the number of clusters that were written to."""
    told = remind_of_years()
    heartbeat.beat("plan-years")
    return told
