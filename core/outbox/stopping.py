"""A person wants no more mails of one kind about one thing: the key in the mail, and what she stopped."""

from django.core import signing
from django.db import transaction
from django.urls import reverse

from core import audit
from core.models import Stop
from core.outbox.looking import look

SALT = "core.mail.stop"


def thing_of(subject_id):
    """The thing behind a subject: notices that may recur name their event after a colon ("12:7")."""
    return subject_id.partition(":")[0]


def stop_page(delivery):
    """Path of the page that stops mails like this one. Its key is signed and never expires: a mail may be opened years
    later, and stopping must still work."""
    key = [delivery.recipient_id, delivery.kind, delivery.subject_type, thing_of(delivery.subject_id)]
    return reverse("mail-stop", args=[signing.dumps(key, salt=SALT)])


def read_stop_key(token):
    """(person's id, kind, kind of subject, thing), or None for a key that the portal did not make."""
    try:
        person, kind, subject_type, thing = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return person, kind, subject_type, thing


def is_stopped(delivery, recipient):
    """Whether the person stopped mails like this one. Asked once for several mails to her."""
    stops = look("stops", delivery, recipient, lambda _ids: _stops_of(recipient))
    return (delivery.kind, delivery.subject_type, thing_of(delivery.subject_id)) in stops


def _stops_of(person):
    return set(Stop.objects.filter(user=person).values_list("kind", "subject_type", "subject_id"))


@transaction.atomic
def stop_mails(*, kind, subject_type, thing, by):
    """No more mails of `kind` about the thing for `by`. Recorded in the trail of the portal; again: nothing."""
    row, is_new = Stop.objects.get_or_create(user=by, kind=kind, subject_type=subject_type, subject_id=thing)
    if is_new:
        audit.record(verb="mail.stopped", target=row, by=by)
    return row


@transaction.atomic
def resume_mails(*, stop, by):
    """Mails like those again; `stop` is a row of the person's own. What was withheld meanwhile does not come."""
    if stop.user_id != by.pk:
        raise ValueError("Only the person herself resumes her mails.")
    audit.record(verb="mail.resumed", target=stop, by=by)
    stop.delete()
