"""A neutral word that something in the safeguards waits behind the login."""

from core import clock, outbox

SAFEGUARD, SAFEGUARD_NOTE = "engagements.safeguard", "safeguard.note"


def tell(subject_id, people, *, due_on=None):
    """Queue the word to `people`. `subject_id` is "case:<pk>:<what happened>" or "reprisal:<pk>:<what happened>"; the
    mail reads for itself whether it may still be sent. The same again is told once a day."""
    outbox.queue(
        kind=SAFEGUARD_NOTE,
        subject_type=SAFEGUARD,
        subject_id=subject_id,
        recipients=people,
        due_on=due_on or clock.today(),
    )
