"""Background work of the engagement room. Each task calls one function and returns a count."""

from celery import shared_task

from core import heartbeat
from engagements import reminders, series_reminders


@shared_task
def task_plan_step_reminders():
    """Enter every reminder of a step or of a series of interactions that is due into the outbox; beat calls it every
    quarter of an hour. Safe at any time and by several workers at once. Returns the number of mails that it queued."""
    queued = reminders.plan_step_reminders() + series_reminders.plan_series_reminders()
    heartbeat.beat("plan-step-reminders")
    return queued
