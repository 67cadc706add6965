"""Rows held for the length of a transaction, checks that each write shares."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Entry, Review, Session
from core import policy
from core.errors import Refused, Stale

# Any number that no other advisory lock of the portal uses.
CALENDAR_LOCK = 20_270_504


def one_writer():
    """From here to the end of the transaction nobody else writes to the calendar. A computation that read a session
    before it moved must not write its old dates afterwards, nor reopen a date that was met meanwhile. Taken before any
    row is locked, so that two writers cannot wait for each other. SQLite's transactions are exclusive anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CALENDAR_LOCK])


def locked_session(session, expected_version=None):
    """The session as it is now, held until the transaction ends. Raises `Stale` when it is not the version read."""
    one_writer()
    row = Session.objects.select_for_update(of=("self",)).select_related("mechanism").get(pk=session.pk)
    _check_version(row, expected_version)
    return row


def locked_review(review):
    """The review as it is now, held until the transaction ends."""
    one_writer()
    chosen = Review.objects.select_for_update(of=("self",)).select_related("country", "session__mechanism")
    return chosen.get(pk=review.pk)


def locked_entry(entry, expected_version=None):
    """The date as it is now, held until the transaction ends. Who may write is checked by the caller."""
    one_writer()
    rows = Entry.objects.unscoped("locked by key; the action checks the policy").select_for_update(of=("self",))
    row = rows.select_related("mechanism").get(pk=entry.pk)
    _check_version(row, expected_version)
    return row


def _check_version(row, expected_version):
    if expected_version is not None and row.version != int(expected_version):
        raise Stale()


def check_reason(reason):
    """Every change of a date says why. Returns the reason without surrounding space."""
    reason = (reason or "").strip()
    if not reason:
        raise ValidationError({"reason": _("Say why, so that others can follow the change.")})
    return reason


def check_still_visible(entry, by):
    """Nobody writes a date out of her own sight: she could not correct the mistake."""
    if by is not None and not policy.is_visible(entry, by):
        raise Refused(_("You could not see this date any more yourself. Choose a wider audience."))
