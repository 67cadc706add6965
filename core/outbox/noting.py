"""What became of a claimed delivery: sent, dropped, failed, to be tried again, or interrupted."""

import datetime as dt
import logging
import random

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from core import clock
from core.enums import DeliveryState
from core.models import Delivery

log = logging.getLogger(__name__)

BACK_OFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
JITTER = 0.2
# RFC 5321, 4.5.4.1: give up after four to five days.
GIVE_UP_AFTER = dt.timedelta(days=4)
# A mail over which this many workers died is suspected of killing them.
MAX_CRASHES = 3
_dice = random.SystemRandom()


def take_back_expired():
    """Rows whose worker died while it held them (claimed longer ago than HRE_DELIVERY_LEASE seconds) wait again, and
    say that they may arrive twice. Returns how many. Two callers at once do it once. All of them or none: a crash in
    between must not tear a digest apart."""
    now = clock.now()
    expired = Delivery.objects.filter(
        state=DeliveryState.SENDING, claimed_at__lt=now - dt.timedelta(seconds=settings.HRE_DELIVERY_LEASE)
    )
    with transaction.atomic():
        held = list(expired.values_list("pk", "claimed_at", "crashes"))
        return sum(give_back_interrupted(pk, claimed_at, crashes, now) for pk, claimed_at, crashes in held)


def give_back_interrupted(pk, claimed_at, crashes, now):
    """A row whose worker stopped in the middle waits again, or is failed where too many did. Returns 1, or 0 where the
    claim is not that one any more."""
    is_suspect = crashes + 1 >= MAX_CRASHES
    changed = Delivery.objects.filter(pk=pk, state=DeliveryState.SENDING, claimed_at=claimed_at).update(
        state=DeliveryState.FAILED if is_suspect else DeliveryState.RETRY,
        crashes=crashes + 1,
        not_before=now,
        error=(
            gettext_noop("Workers stopped again and again while sending this. Look into it before you send it again.")
            if is_suspect
            else gettext_noop("A worker stopped while sending this. It is sent again and may arrive twice.")
        ),
    )
    if changed:
        log.error("outbox.interrupted delivery=%s crashes=%s", pk, crashes + 1)
    return changed


def _note(row, **changes):
    """Written only while the claim is ours, or was taken back and not yet given to another worker."""
    changed = Delivery.objects.filter(pk=row.pk, claimed_at=row.claimed_at).exclude(state__in=DeliveryState.done())
    if not changed.update(**changes):
        log.error("outbox.claim_lost delivery=%s", row.pk)
    return changes["state"]


def note_each(rows, note, *facts):
    """All rows of a mail, or none: a crash in between must not tear a digest apart. Returns the state of the first."""
    if len(rows) == 1:
        return note(rows[0], *facts)
    with transaction.atomic():
        states = [note(row, *facts) for row in rows]
    return states[0]


def note_sent(row):
    """It left the house; unconfirmed where it may have done so before."""
    log.info("outbox.sent delivery=%s kind=%s attempts=%s", row.pk, row.kind, row.attempts)
    state = DeliveryState.UNCONFIRMED if row.crashes else DeliveryState.SENT
    return _note(row, state=state, sent_at=clock.now(), error=row.error if row.crashes else "")


def note_dropped(row, dropped):
    """It is not to be sent, for good or for now."""
    state = DeliveryState.CANCELLED if dropped.is_withdrawn else DeliveryState.DROPPED
    log.info("outbox.dropped delivery=%s kind=%s", row.pk, row.kind)
    return _note(row, state=state, error=str(dropped.reason)[:300])


def note_failed(row, reason):
    """The mail server refused it for good."""
    log.error("outbox.failed delivery=%s kind=%s reason=%s", row.pk, row.kind, reason)
    return _note(row, state=DeliveryState.FAILED, error=reason[:300])


def back_off(attempts):
    """How long to wait after so many attempts, a little spread."""
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1] * (1 + _dice.uniform(0, JITTER))


def note_mail_temporary(rows, reason):
    """All rows of a mail are tried again, at the same instant: one that came earlier would go alone, and the others in
    a second mail under the same Message-ID, which a reader's server may take for the first."""
    return note_each(rows, note_temporary, reason, clock.now() + back_off(max(row.attempts for row in rows)))


def note_temporary(row, reason, again_at=None):
    """It is tried again, later each time; given up after `GIVE_UP_AFTER`."""
    now = clock.now()
    if now - row.wanted_at > GIVE_UP_AFTER:
        return note_failed(row, reason)
    again_at = again_at or now + back_off(row.attempts)
    log.warning("outbox.retry delivery=%s attempts=%s reason=%s", row.pk, row.attempts, reason)
    return _note(row, state=DeliveryState.RETRY, not_before=again_at, error=reason[:300])
