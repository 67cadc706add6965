"""Out of the outbox: claim, look again, hand over, note. One mail at a time, so a dead worker leaves one in doubt."""

import datetime as dt
import logging
import random
import time
from collections import Counter, defaultdict
from dataclasses import replace

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import clock, mail
from core.enums import DeliveryState
from core.mail import PermanentFailure, Postman, TemporaryFailure
from core.models import Delivery
from core.outbox import kinds, looking, stopping

log = logging.getLogger(__name__)

BACK_OFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
JITTER = 0.2
# RFC 5321, 4.5.4.1: give up after four to five days.
GIVE_UP_AFTER = dt.timedelta(days=4)
# A mail over which this many workers died is suspected of killing them.
MAX_CRASHES = 3
HOLD_KIND = dt.timedelta(minutes=5)
PAGE = 200
_dice = random.SystemRandom()


def deliver(delivery_id, *, postman=None):
    """Send the delivery (with the waiting rows of the same digest, if its kind and recipient want one) if nobody
    else has it and its hour has come. Returns its new state, or None when there was nothing to do.

    Safe to call at any time, by any number of workers, again and again. Raises only what is a defect of the portal;
    the row then waits for another attempt like after a temporary error.
    """
    rows = _claim(delivery_id)
    if not rows:
        return None
    if postman is not None:
        return _deliver_claimed(rows, postman)
    with Postman() as own:
        return _deliver_claimed(rows, own)


def deliver_due(*, seconds=50, limit=None):
    """Empty the outbox for at most `seconds`, or until `limit` mails are dealt with, over as few connections as the
    mail server allows. Stops early when the server is down: the rest stays queued. Returns a Counter of new states."""
    done = Counter()
    stop_at = time.monotonic() + seconds

    def is_over():
        return time.monotonic() > stop_at or (limit is not None and done.total() >= limit) or postman.is_server_down

    with Postman() as postman:
        while groups := _next_groups():
            before = done.total()
            for recipient_id, waiting in groups:
                with looking.ahead(recipient_id, [(kind, subject) for _pk, kind, subject in waiting]):
                    for row in _read(pk for pk, _kind, _subject in waiting):
                        if is_over():
                            return done
                        state = _deliver_read(row, postman)
                        if state is not None:
                            done[str(state)] += 1
            if done.total() == before:
                break
    return done


def _read(pks):
    """The rows with their recipient, as they are now; those that meanwhile went to another worker stay away."""
    rows = Delivery.objects.filter(pk__in=list(pks), state__in=DeliveryState.waiting())
    return sorted(rows.select_related("recipient"), key=lambda row: (row.not_before, row.pk))


def _deliver_read(row, postman):
    """Send a row that was read a moment ago. One that stands alone is claimed as it was read: whoever changed it
    meanwhile (sent, withdrawn, armed anew) makes the claim fail, and then it is read again."""
    if row.batch is None and not kinds.digest_of(row.kind, row.recipient):
        now = clock.now()
        unchanged = _claimable(now).filter(
            pk=row.pk, state=row.state, attempts=row.attempts, not_before=row.not_before, batch=None
        )
        if rows := _mark_claimed([row], unchanged, now):
            return _deliver_claimed(rows, postman)
    return deliver(row.pk, postman=postman)


def _next_groups():
    """What is due now, a few rows of one person together: [(recipient id, [(row, kind of subject, subject)])]."""
    page = (
        Delivery.objects.filter(state__in=DeliveryState.waiting(), not_before__lte=clock.now())
        .order_by("not_before", "recipient_id", "pk")
        .values_list("recipient_id", "pk", "subject_type", "subject_id")[:PAGE]
    )
    of_person = defaultdict(list)
    for recipient_id, *row in page:
        of_person[recipient_id].append(row)
    groups = [
        (recipient_id, rows[start : start + looking.LOOK_ROWS])
        for recipient_id, rows in of_person.items()
        for start in range(0, len(rows), looking.LOOK_ROWS)
    ]
    # Two workers at once would otherwise contend for each row in turn.
    _dice.shuffle(groups)
    return groups


def take_back_expired():
    """Rows whose worker died while it held them (claimed longer ago than HRE_DELIVERY_LEASE seconds) wait again, and
    say that they may arrive twice. Returns how many. Two callers at once do it once."""
    now = clock.now()
    expired = Delivery.objects.filter(
        state=DeliveryState.SENDING, claimed_at__lt=now - dt.timedelta(seconds=settings.HRE_DELIVERY_LEASE)
    )
    count = 0
    for pk, claimed_at, crashes in list(expired.values_list("pk", "claimed_at", "crashes")):
        count += _give_back_interrupted(pk, claimed_at, crashes, now)
    return count


def _give_back_interrupted(pk, claimed_at, crashes, now):
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


# --- claiming -------------------------------------------------------------------------------------------------


def _claimable(now):
    return Delivery.objects.filter(state__in=DeliveryState.waiting(), not_before__lte=now)


def _claim(delivery_id):
    """The rows that are ours now; none if another worker was quicker or the hour has not come."""
    now = clock.now()
    row = _claimable(now).filter(pk=delivery_id).select_related("recipient").first()
    if row is None:
        return []
    digest = kinds.digest_of(row.kind, row.recipient)
    if row.batch is not None or digest:
        return _claim_digest(row, digest, now)
    return _mark_claimed([row], _claimable(now).filter(pk=delivery_id), now)


def _claim_digest(head, digest, now):
    """With `head` all waiting rows for the same person that may share a mail. A batch once tried keeps its rows: the
    same Message-ID must not carry other news the second time."""
    if head.batch is not None:
        together = Q(batch=head.batch)
    else:
        together = Q(batch=None, kind__in=kinds.kinds_in_digest(digest, head.recipient))
    with transaction.atomic():
        # Two workers with two rows of one digest: the second waits here and then finds nothing left.
        list(get_user_model().objects.select_for_update().filter(pk=head.recipient_id).values_list("pk"))
        claimable = _claimable(now).filter(together, recipient_id=head.recipient_id)
        rows = list(claimable.select_related("recipient").order_by("due_on", "pk"))
        if head.pk not in {row.pk for row in rows}:
            return []
        return _mark_claimed(rows, claimable.filter(pk__in=[row.pk for row in rows]), now, batch=head.batch or head.pk)


def _mark_claimed(rows, claimable, now, **changes):
    """The claim itself: one conditional UPDATE, the only thing that decides whose the rows are."""
    changed = claimable.update(state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1, **changes)
    if changed != len(rows):
        # Somebody was quicker with some of them.
        ours = set(
            Delivery.objects.filter(
                pk__in=[row.pk for row in rows], claimed_at=now, state=DeliveryState.SENDING
            ).values_list("pk", flat=True)
            if changed
            else ()
        )
        rows = [row for row in rows if row.pk in ours]
    for row in rows:
        row.state, row.claimed_at, row.attempts = DeliveryState.SENDING, now, row.attempts + 1
        row.batch = changes.get("batch", row.batch)
    return rows


# --- sending --------------------------------------------------------------------------------------------------


class _Held:
    """While claimed rows are in our hands. Whatever unforeseen leaves this block, the rows do not stay behind as
    `sending`: they wait again, as interrupted if the mail was already on its way. The error goes on."""

    def __init__(self, rows):
        self.rows = rows
        self.is_on_its_way = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _trace):
        if error is not None:
            for row in self.rows:
                if self.is_on_its_way:
                    _give_back_interrupted(row.pk, row.claimed_at, row.crashes, clock.now())
                else:
                    _note_temporary(row, _("The mail could not be written (%(error)s).") % {"error": kind.__name__})
                    _hold_kind(row.kind)
        return False


def _hold_kind(kind):
    """A kind that cannot be written must not keep the sweeper from the others: all its rows wait a little."""
    until = clock.now() + HOLD_KIND
    Delivery.objects.filter(kind=kind, state__in=DeliveryState.waiting(), not_before__lt=until).update(not_before=until)


def _deliver_claimed(rows, postman):
    recipient = rows[0].recipient
    with _Held(rows) as held:
        mails = []
        with translation.override(recipient.language):
            for row in rows:
                written = _written(row, recipient)
                if isinstance(written, kinds.Dropped):
                    _note_dropped(row, written)
                else:
                    mails.append((row, written))
            held.rows = rows = [row for row, _mail in mails]
            if not rows:
                return DeliveryState.DROPPED
            page = mail.single(mails[0][1]) if len(mails) == 1 else mail.digest([made for _row, made in mails])
            body = mail.bodies(page)
        try:
            made = mail.message(page, body, to=recipient.email, delivery_id=rows[0].batch or rows[0].pk)
            held.is_on_its_way = True
            postman.send(made)
        except TemporaryFailure as failure:
            return _note_each(rows, _note_temporary, failure.reason)
        except PermanentFailure as failure:
            return _note_each(rows, _note_failed, failure.reason)
        return _note_each(rows, _note_sent)


def _written(row, recipient):
    kind = kinds.get_kind(row.kind)
    if kind is None:
        raise LookupError(f"Nobody registered the kind of delivery {row.kind}.")
    if not recipient.is_active:
        return kinds.Dropped(gettext_noop("The account is closed."))
    if kind.stop != kinds.BY_OUTBOX:
        return kind.prepare(row, recipient)
    if stopping.is_stopped(row, recipient):
        return kinds.Dropped(gettext_noop("The person stopped these mails."))
    written = kind.prepare(row, recipient)
    return written if isinstance(written, kinds.Dropped) else replace(written, stop=stopping.stop_page(row))


def _note(row, **changes):
    """Written only while the claim is ours, or was taken back and not yet given to another worker."""
    changed = Delivery.objects.filter(pk=row.pk, claimed_at=row.claimed_at).exclude(state__in=DeliveryState.done())
    if not changed.update(**changes):
        log.error("outbox.claim_lost delivery=%s", row.pk)
    return changes["state"]


def _note_each(rows, note, *facts):
    """All rows of a mail, or none: a crash in between must not tear a digest apart. Returns the state of the first."""
    if len(rows) == 1:
        return note(rows[0], *facts)
    with transaction.atomic():
        states = [note(row, *facts) for row in rows]
    return states[0]


def _note_sent(row):
    log.info("outbox.sent delivery=%s kind=%s attempts=%s", row.pk, row.kind, row.attempts)
    state = DeliveryState.UNCONFIRMED if row.crashes else DeliveryState.SENT
    return _note(row, state=state, sent_at=clock.now(), error=row.error if row.crashes else "")


def _note_dropped(row, dropped):
    state = DeliveryState.CANCELLED if dropped.is_withdrawn else DeliveryState.DROPPED
    log.info("outbox.dropped delivery=%s kind=%s", row.pk, row.kind)
    return _note(row, state=state, error=str(dropped.reason)[:300])


def _note_failed(row, reason):
    log.error("outbox.failed delivery=%s kind=%s reason=%s", row.pk, row.kind, reason)
    return _note(row, state=DeliveryState.FAILED, error=reason[:300])


def _note_temporary(row, reason):
    now = clock.now()
    if now - row.wanted_at > GIVE_UP_AFTER:
        return _note_failed(row, reason)
    wait = BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1] * (1 + _dice.uniform(0, JITTER))
    log.warning("outbox.retry delivery=%s attempts=%s reason=%s", row.pk, row.attempts, reason)
    return _note(row, state=DeliveryState.RETRY, not_before=now + wait, error=reason[:300])
