"""What people change about their access through allauth enters the trail (that of the portal, not of a cluster)."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import receiver

from core import audit


@receiver(account.email_changed, dispatch_uid="clusters.email_changed")
def email_changed(sender, user, from_email_address, to_email_address, **_kwargs):
    before = {"email": from_email_address.email} if from_email_address else None
    audit.record(
        verb="person.address_changed", target=user, by=user, before=before, after={"email": to_email_address.email}
    )


@receiver([account.password_changed, account.password_reset, account.password_set], dispatch_uid="clusters.password")
def password_changed(sender, user, **_kwargs):
    audit.record(verb="person.password_changed", target=user, by=user)


@receiver(mfa.authenticator_added, dispatch_uid="clusters.factor_added")
def factor_added(sender, user, authenticator, **_kwargs):
    audit.record(verb="person.factor_added", target=user, by=user, after={"type": str(authenticator.type)})


@receiver(mfa.authenticator_removed, dispatch_uid="clusters.factor_removed")
def factor_removed(sender, user, authenticator, **_kwargs):
    audit.record(verb="person.factor_removed", target=user, by=user, before={"type": str(authenticator.type)})
