"""The key in each mail about a date that stops it without a login."""

from django.core import signing

STOP_SALT = "calendar.reminders.stop"
# Instead of a date: a mail that speaks of several stops them all.
EVERYTHING = 0


def stop_token(user_id, entry_id):
    """Signed, without expiry: a mail may be opened years later, and stopping must still work."""
    return signing.dumps([user_id, entry_id], salt=STOP_SALT)


def read_stop_token(token):
    """(user id, entry id or EVERYTHING), or None for a token that the portal did not make."""
    try:
        user_id, entry_id = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return user_id, entry_id
