"""Into the outbox and out of it again, inside the transaction of the change that causes it."""

import logging
import time

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError

from core import audit, clock
from core.enums import DeliveryState
from core.errors import Refused
from core.models import Delivery

log = logging.getLogger(__name__)
# Rows in one INSERT: bounded by SQLite's number of parameters.
CHUNK = 500
QUIET_SECONDS = 5
_quiet_until = 0.0


def queue(*, kind, subject_type, subject_id, recipients, due_on, lead_days=-1, context=None, not_before=None):
    """One mail of `kind` about the subject to each of `recipients` (people or their ids), not before the instant
    `not_before` (aware; default now).

    Call it inside the transaction of the change. (subject, recipient, kind, lead_days, due_on) is unique: queueing the
    same again does nothing, except that a row which had been withdrawn waits again. A notice that may rightly recur on
    one day therefore names its event in `subject_id` ("12:7", the submission and its version). `due_on` is the date
    the notice speaks of, or today. `context` holds ids, dates and codes only, never text: it is stored in the open.
    """
    not_before = not_before or clock.now()
    people = dict.fromkeys(getattr(person, "pk", person) for person in recipients)
    key = {
        "subject_type": subject_type,
        "subject_id": str(subject_id),
        "kind": kind,
        "lead_days": lead_days,
        "due_on": due_on,
    }
    rows = [
        Delivery(recipient_id=person, context=context or {}, wanted_at=not_before, not_before=not_before, **key)
        for person in people
    ]
    with transaction.atomic():
        Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)
        rearm(Delivery.objects.filter(recipient__in=people, **key), not_before=not_before, context=context)
    if rows and not_before <= clock.now():
        transaction.on_commit(wake)


def rearm(deliveries, *, not_before, context=None):
    """Those of the queryset `deliveries` that were withdrawn before they were sent wait again. Returns how many."""
    changes = {"state": DeliveryState.QUEUED, "wanted_at": not_before, "not_before": not_before, "error": ""}
    if context is not None:
        changes["context"] = context
    return deliveries.filter(state=DeliveryState.CANCELLED, sent_at=None).update(attempts=0, batch=None, **changes)


def withdraw(*, subject_type, subject_id, kind=None, due_on=None, not_due_on=None, reason=""):
    """Waiting mails about the subject will not be sent (`cancelled`): all of them, or those of one `kind`, those that
    speak of `due_on`, or those that speak of any other date than `not_due_on`. Returns how many. What was sent stays;
    queueing the same again re-arms it. `reason` is shown to staff: no text of the field."""
    rows = Delivery.objects.filter(
        subject_type=subject_type, subject_id=str(subject_id), state__in=DeliveryState.waiting()
    )
    if kind is not None:
        rows = rows.filter(kind=kind)
    if due_on is not None:
        rows = rows.filter(due_on=due_on)
    if not_due_on is not None:
        rows = rows.exclude(due_on=not_due_on)
    return rows.update(state=DeliveryState.CANCELLED, error=str(reason)[:300])


@transaction.atomic
def retry(*, delivery_id, by):
    """Staff send a failed delivery again, now, with all that failed in the same mail: as the one mail that it is. Who
    may do so is the caller's question. Audited; a delivery that is not failed is refused."""
    delivery = Delivery.objects.get(pk=delivery_id)
    failed = Delivery.objects.filter(state=DeliveryState.FAILED)
    if delivery.batch is None or delivery.state != DeliveryState.FAILED:
        failed = failed.filter(pk=delivery.pk)
    else:
        failed = failed.filter(batch=delivery.batch)
    rows, now = list(failed), clock.now()
    if not failed.update(state=DeliveryState.RETRY, wanted_at=now, not_before=now, attempts=0, error=""):
        raise Refused(_("Only a failed delivery can be sent again."))
    for row in rows:
        audit.record(verb="delivery.retry", target=row, by=by, before={"state": "failed"}, after={"state": "retry"})
    delivery.refresh_from_db()
    transaction.on_commit(wake)
    return delivery


def wake():
    """Ask a worker to empty the outbox now. Without a broker nothing is lost: the sweeper comes every minute. A broker
    that did not answer is left alone for a few seconds, so that a change with many notices does not wait for each."""
    from core.tasks import task_sweep_deliveries

    global _quiet_until
    if settings.HRE_CRON_ONLY:
        # A message would lie in the folder of the embedded broker for ever: nobody fetches it.
        return
    if time.monotonic() < _quiet_until:
        return
    try:
        task_sweep_deliveries.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("outbox.wake_failed error=%s", type(error).__name__)
