"""Accounts and a person's own settings."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.models import User
from clusters.rules import is_time_zone
from core import audit

PROFILE_FIELDS = (
    "name",
    "language",
    "time_zone",
    "reminder_rhythm",
    "reminder_leads",
    "reminder_hour",
    "reminder_weekday",
)


@transaction.atomic
def create_account(*, email, name, password, language="en", time_zone="UTC", by=None, **fields):
    """A new account whose address counts as verified: the caller has seen proof (an invitation's secret, the word
    of an agency, or the operator of the portal). `password` None makes an account that only logs in elsewhere.
    `by` is the person herself after an invitation (None: the portal). Raises ValidationError if the address has an
    account."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": _("This address has an account already.")})
    user = User.objects.create_user(
        email, password, name=name, language=language, time_zone=checked_zone(time_zone), **fields
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    audit.record(verb="person.joined", target=user, by=by or user, after={"name": name})
    return user


@transaction.atomic
def change_profile(*, user, values, by):
    """Change the person's own settings: `values` holds some of PROFILE_FIELDS. Only the person herself may.
    Returns the person; nothing is recorded when nothing changed."""
    if by.pk != user.pk:
        raise ValueError("Settings are changed by their owner.")
    if "time_zone" in values:
        checked_zone(values["time_zone"])
    changed = {field for field in PROFILE_FIELDS if field in values and getattr(user, field) != values[field]}
    if not changed:
        return user
    before = {field: getattr(user, field) for field in sorted(changed)}
    for field in changed:
        setattr(user, field, values[field])
    user.full_clean(exclude=["password", "email", "last_login"])
    user.save(update_fields=sorted(changed))
    audit.record(
        verb="person.changed",
        target=user,
        by=by,
        before=before,
        after={field: getattr(user, field) for field in sorted(changed)},
    )
    return user


@transaction.atomic
def set_language(*, user, language, by):
    """Keep the language of the interface on the account. An unknown code is refused."""
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("This language is not offered.")})
    return change_profile(user=user, values={"language": language}, by=by)


def checked_zone(name):
    """`name` if it is an IANA time zone; raises ValidationError otherwise."""
    if not is_time_zone(name):
        raise ValidationError({"time_zone": _("There is no such time zone. Choose one from the list.")})
    return name
