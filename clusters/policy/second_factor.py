"""Who may log in, and who needs a second factor for it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from clusters.enums import SECOND_FACTOR_ROLES
from clusters.models import Membership, User
from clusters.policy.membership import running


def may_log_in(user):
    """Inactive people never; demonstration logins share a password and therefore only in a demonstration."""
    return user.is_active and (settings.HRE_DEMO or not user.is_demo)


def needs_second_factor_q():
    """People who may not use the portal without a second factor: world-level roles that can change dates or
    people, the administration, and everybody in a cluster that demands it. Above it too: a role in the national cluster
    reaches its sub-national nodes."""
    held = Membership.objects.filter(running(), user=OuterRef("pk"))
    demanding = Q(cluster__requires_second_factor=True) | Q(cluster__parent__requires_second_factor=True)
    demanding |= Q(cluster__nodes__requires_second_factor=True)
    return (
        Q(is_superuser=True)
        | Q(is_staff=True)
        | Exists(held.filter(Q(role__in=sorted(SECOND_FACTOR_ROLES)) | demanding))
    )


def has_second_factor_q():
    """Recovery codes alone are no second factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=kinds))


def lacks_second_factor(user):
    """Whether `user` must set up a second factor before anything else. Demonstration logins never, in a
    demonstration. One query."""
    if settings.HRE_DEMO and user.is_demo:
        return False
    return User.objects.filter(needs_second_factor_q(), ~has_second_factor_q(), pk=user.pk).exists()
