"""Looking at several subjects of one person at once, right before their mails go: one question instead of one each.

What was seen serves for the next mails to the same person for at most LOOK_SECONDS; then the database is asked again.
"""

import contextlib
import contextvars
import time

LOOK_ROWS = 25
LOOK_SECONDS = 2

_ahead = contextvars.ContextVar("ahead", default=None)


class Ahead:
    def __init__(self, recipient_id, subjects):
        self.recipient_id = recipient_id
        self.subjects = subjects
        self.seen = {}


@contextlib.contextmanager
def ahead(recipient_id, subjects):
    """Within the block mails to the person about `subjects`, pairs of kind and id of the subject, are sent."""
    token = _ahead.set(Ahead(recipient_id, frozenset(subjects)))
    try:
        yield
    finally:
        _ahead.reset(token)


def look(name, delivery, recipient, load):
    """The answer of `load(subject_ids)`, asked for all subjects of this kind whose mails to `recipient` are next, or
    for this delivery's alone. `name` tells questions apart. Not older than LOOK_SECONDS."""
    near = _ahead.get()
    subject = (delivery.subject_type, delivery.subject_id)
    if near is None or near.recipient_id != recipient.pk or subject not in near.subjects:
        return load([delivery.subject_id])
    asked_at, answer = near.seen.get((name, delivery.subject_type), (None, None))
    if asked_at is None or time.monotonic() - asked_at > LOOK_SECONDS:
        asked_at = time.monotonic()
        answer = load([number for kind, number in sorted(near.subjects) if kind == delivery.subject_type])
        near.seen[name, delivery.subject_type] = asked_at, answer
    return answer
