"""Background work of the ground floor. Messages carry ids only; each task calls one function and returns a count."""

from celery import shared_task
from django.contrib.sessions.models import Session

from core import clock, files, heartbeat, outbox


@shared_task
def task_sweep_deliveries():
    """Empty the outbox: take back what a dead worker held, then send what is due. Beat calls it every minute, and
    each change that queues a mail calls it at once. Returns the number of mails dealt with."""
    outbox.take_back_expired()
    done = outbox.deliver_due()
    heartbeat.beat("sweep-deliveries")
    return done.total()


@shared_task
def task_deliver(*, delivery_id):
    """Send one delivery now, if its hour has come and nobody else has it. Returns its new state, or None."""
    state = outbox.deliver(delivery_id)
    return None if state is None else str(state)


@shared_task
def task_remove_expired_files():
    """Remove private files whose time is over; beat calls it nightly. Returns how many. Twice removes nothing more."""
    removed = files.remove_expired()
    heartbeat.beat("remove-expired-files")
    return removed


@shared_task
def task_clear_sessions():
    """Remove sessions that nobody can use any more; beat calls it nightly. Returns how many. Twice removes nothing
    more."""
    removed, _of_which = Session.objects.filter(expire_date__lt=clock.now()).delete()
    heartbeat.beat("clear-sessions")
    return removed
