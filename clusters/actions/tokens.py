"""Personal tokens for the API."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters import policy, queries
from clusters.models import PersonalToken
from core import audit, clock
from core.errors import Refused

PREFIX = "hre_"
MAX_DAYS = 366
MAX_TOKENS = 20
TOUCH_AFTER = dt.timedelta(minutes=1)


@transaction.atomic
def create_token(*, name, may_write, days, by):
    """A token for `by` herself, for `days` days (1 to 366). Returns (token, secret); the secret is shown once and
    kept nowhere."""
    if not 1 <= days <= MAX_DAYS:
        raise ValidationError({"days": _("Between one day and one year.")})
    if queries.own_tokens(by).filter(revoked_at=None, expires_at__gt=clock.now()).count() >= MAX_TOKENS:
        raise Refused(_("You have twenty tokens in use. Revoke one first."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = PersonalToken(
        user=by,
        name=name.strip(),
        may_write=may_write,
        secret_hash=queries.hash_of(secret),
        expires_at=clock.now() + dt.timedelta(days=days),
    )
    token.full_clean(exclude=["secret_hash"])
    token.save()
    audit.record(
        verb="token.made",
        target=token,
        by=by,
        after={"may_write": may_write, "expires_at": token.expires_at.isoformat()},
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token, by):
    """The token stops working at once. Its owner may, and an administrator (a lost device); twice does nothing."""
    if token.user_id != by.pk and not (by.is_superuser or policy.is_administrator(by)):
        raise Refused(_("Only its owner or an administrator may revoke a token."))
    if PersonalToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        token.refresh_from_db()
        audit.record(verb="token.revoked", target=token, by=by)
    return token


def touch_token(*, token):
    """Note that the token was used, at most once a minute: reading must not become writing. No audit."""
    now = clock.now()
    if token.last_used_at is None or token.last_used_at < now - TOUCH_AFTER:
        PersonalToken.objects.filter(pk=token.pk).update(last_used_at=now)
