"""Outbox: who is to be told what, kept in the database until it is done.

A row of `core.Delivery` is ledger and outbox in one. It is written in the transaction of the change that caused it;
the broker only wakes the worker, and a sweeper finds what the broker lost. Each row is claimed by one conditional
UPDATE, its subject is read again through `visible_to(recipient)` right before sending, and the mail carries the
same Message-ID at each attempt. What this promises: a reminder is never lost; it is sent once, except that a worker
killed between handing a mail over and noting it may cause that one mail to go out a second time (with the same
Message-ID), and then the row says so.

Rows, logs and errors hold ids, dates and codes, never text of the field.
"""

from core.outbox.delivery import deliver, deliver_due
from core.outbox.kinds import BY_ITSELF, NEVER, Dropped, kind_label, readable, register_kind, telling_kinds
from core.outbox.looking import look
from core.outbox.noting import take_back_expired
from core.outbox.queueing import CHUNK, queue, rearm, retry, wake, withdraw
from core.outbox.state import Counts, counts, oldest_unsent_at
from core.outbox.stopping import read_stop_key, resume_mails, stop_mails

__all__ = [
    "BY_ITSELF",
    "CHUNK",
    "NEVER",
    "Counts",
    "Dropped",
    "counts",
    "deliver",
    "deliver_due",
    "kind_label",
    "look",
    "oldest_unsent_at",
    "queue",
    "read_stop_key",
    "readable",
    "rearm",
    "register_kind",
    "resume_mails",
    "retry",
    "stop_mails",
    "take_back_expired",
    "telling_kinds",
    "wake",
    "withdraw",
]
