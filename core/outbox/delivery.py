"""Out of the outbox: claim, look again, hand over, note. One mail at a time, so a dead worker leaves one in doubt."""

import datetime as dt
import logging
import random
import time
from collections import Counter, defaultdict
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import clock, mail
from core.enums import DeliveryState
from core.mail import PermanentFailure, Postman, TemporaryFailure
from core.models import Delivery
from core.outbox import claiming, kinds, looking, noting, stopping

log = logging.getLogger(__name__)

HOLD_KIND = dt.timedelta(minutes=5)
PAGE = 200
_dice = random.SystemRandom()


def deliver(delivery_id, *, postman=None):
    """Send the delivery (with the waiting rows of the same digest, if its kind and recipient want one) if nobody
    else has it and its hour has come. Returns its new state, or None when there was nothing to do.

    Safe to call at any time, by any number of workers, again and again. Raises only what is a defect of the portal;
    the row then waits for another attempt like after a temporary error.
    """
    rows = claiming.claim(delivery_id)
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
        unchanged = claiming.open_for_claim(now).filter(
            pk=row.pk, state=row.state, attempts=row.attempts, not_before=row.not_before, batch=None
        )
        if rows := claiming.mark_claimed([row], unchanged, now):
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
                    noting.give_back_interrupted(row.pk, row.claimed_at, row.crashes, clock.now())
                else:
                    noting.note_temporary(
                        row, _("The mail could not be written (%(error)s).") % {"error": kind.__name__}
                    )
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
                    noting.note_dropped(row, written)
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
            return noting.note_mail_temporary(rows, failure.reason)
        except PermanentFailure as failure:
            return noting.note_each(rows, noting.note_failed, failure.reason)
        return noting.note_each(rows, noting.note_sent)


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
