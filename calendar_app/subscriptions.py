"""Calendar feeds: begin, renew the address, end. The secret is returned once; only its hash is kept."""

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from calendar_app.models import Subscription
from core import audit, clock
from core.errors import Refused

# More than anyone has calendars; a bound against filling the table.
MOST_FEEDS = 20
# A feed is asked several times a day; the hour is exact enough.
USED_AGAIN_AFTER_SECONDS = 3600


def secret_hash(secret):
    """SHA-256 in hex. The secret has 256 random bits, so that neither salt nor slowness is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(verb, feed, by):
    audit.record(verb=verb, target=feed, by=by, label=f"calendar feed {feed.pk}")


@transaction.atomic
def create_feed(*, name, country=None, families=(), alarm_days=None, shows_restricted_neutrally=False, filters="", by):
    """A new feed of `by`; returns (feed, secret). Anyone active may, up to twenty living ones. Twice makes two.
    `filters` ("kind=submission") is what the address shown to its owner narrows it by besides."""
    if Subscription.objects.filter(user=by, revoked_at=None).count() >= MOST_FEEDS:
        raise Refused(_("You have as many feeds as the portal keeps for one person. Revoke one first."))
    secret = secrets.token_urlsafe(32)
    feed = Subscription.objects.create(
        user=by,
        name=name,
        country=country,
        families=sorted(families),
        alarm_days=alarm_days,
        shows_restricted_neutrally=shows_restricted_neutrally,
        filters=filters,
        secret_hash=secret_hash(secret),
    )
    _record("feed_created", feed, by)
    return feed, secret


def _own(feed, by):
    if feed.user_id != by.pk:
        raise Refused(_("This feed belongs to somebody else."))


@transaction.atomic
def revoke_feed(*, feed, by):
    """The address answers 404 from now on. A second time does nothing."""
    _own(feed, by)
    changed = Subscription.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=clock.now())
    if changed:
        _record("feed_revoked", feed, by)


@transaction.atomic
def rotate_feed(*, feed, by):
    """A new secret for a living feed, returned; the old address answers 404 from now on. Each call makes another."""
    _own(feed, by)
    secret = secrets.token_urlsafe(32)
    changed = Subscription.objects.filter(pk=feed.pk, revoked_at=None).update(
        secret_hash=secret_hash(secret), last_used_at=None
    )
    if not changed:
        raise Refused(_("This feed has been revoked. Begin a new one."))
    _record("feed_renewed", feed, by)
    return secret


def touch_feed(*, feed):
    """Notes that the feed was asked, at most once an hour."""
    now = clock.now()
    if feed.last_used_at is None or (now - feed.last_used_at).total_seconds() > USED_AGAIN_AFTER_SECONDS:
        Subscription.objects.filter(pk=feed.pk).update(last_used_at=now)
