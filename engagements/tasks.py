"""Background work of the engagement room. Each task calls one function and returns a count."""

from celery import shared_task

from core import heartbeat
from core.background import do_each
from engagements import (
    contribution_reminders,
    follow_up_reminders,
    reminders,
    request_reminders,
    series_reminders,
    sign_off_reminders,
)
from engagements.actions import cases, rendering


@shared_task
def task_plan_step_reminders():
    """Enter every reminder of a step, a series of interactions, a contribution, a sign-off, a request for an input or
    an activity for a recommendation that is due into the outbox; beat calls it every quarter of an hour. Safe at any
    time and by several workers at once. One kind that fails keeps none of the others waiting. Returns the number of
    mails that it queued."""
    queued = do_each(
        [
            reminders.plan_step_reminders,
            series_reminders.plan_series_reminders,
            contribution_reminders.plan_contribution_reminders,
            sign_off_reminders.plan_sign_off_reminders,
            request_reminders.plan_request_reminders,
            follow_up_reminders.plan_activity_reminders,
        ]
    )
    heartbeat.beat("plan-step-reminders")
    return sum(queued)


@shared_task
def task_cases_without_handler():
    """Tell the deputies of individual cases whose handler has left the cluster, and handlers whose interim measures are
    needed by tomorrow; beat calls it every morning. Safe at any time and by several workers at once: nobody is told
    twice. Returns the number of such cases."""
    left = sum(do_each([cases.tell_deputies_of_left_handlers, cases.tell_interim_days]))
    heartbeat.beat("cases-without-handler")
    return left


@shared_task(soft_time_limit=300, time_limit=360)
def task_render(*, rendering_id):
    """Make one file that somebody asked for. Returns its new state, or None when somebody else has begun."""
    state = rendering.make_file(rendering_id=rendering_id)
    return None if state is None else str(state)


@shared_task
def task_sweep_renderings():
    """Look after files that were asked for; beat calls it every five minutes. Returns the number of rows dealt with.
    Twice does nothing more."""
    done = rendering.sweep_renderings()
    heartbeat.beat("sweep-renderings")
    return done
