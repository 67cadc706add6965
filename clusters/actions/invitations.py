"""Invitations: the only way in."""

import datetime as dt
import secrets
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters import policy, queries
from clusters.actions.accounts import create_account
from clusters.enums import Role
from clusters.models import Invitation, Membership, Organisation, User
from core import audit, clock
from core.errors import Refused

CLOSED = _("This invitation can no longer be used.")


@transaction.atomic
def invite_person(
    *, email, role, cluster, by, name="", organisation=None, new_organisation="", ends_on=None, language="en"
):
    """An open invitation of `email` to `role` in `cluster` (None: a world-level role), valid for
    HRE_INVITATION_DAYS. Returns (invitation, secret); the secret is kept nowhere: mail it after the commit
    (clusters.notices.mail_invitation).

    Who may: `policy.check_can_grant`. A second invitation of the same address to the same role is refused as long
    as the first is open: it can be sent again instead. `new_organisation` names one that is not in the register yet.
    """
    policy.check_can_grant(by, role, cluster)
    # Pressed twice, the second press waits here and then finds the first one's invitation.
    User.objects.select_for_update().get(pk=by.pk)
    email = email.strip().lower()
    if organisation is None and new_organisation.strip():
        organisation = _organisation_called(new_organisation)
    _check_fits(email=email, role=role, cluster=cluster, organisation=organisation, ends_on=ends_on)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email,
        name=name.strip(),
        cluster=cluster,
        role=role,
        organisation=organisation,
        ends_on=ends_on,
        language=language,
        secret_hash=queries.hash_of(secret),
        invited_by=by,
        expires_at=clock.now() + dt.timedelta(days=settings.HRE_INVITATION_DAYS),
    )
    invitation.full_clean(exclude=["secret_hash"])
    invitation.save()
    _record("invitation.made", invitation, by, after=_facts(invitation))
    return invitation, secret


def _organisation_called(name):
    """The organisation of that name, whatever its case, spaces and way of writing accents (which databases compare each
    in its own way); a new one where there is none."""

    def plain(text):
        return " ".join(unicodedata.normalize("NFC", text).split())

    wanted = plain(name).casefold()
    for known in Organisation.objects.order_by("pk"):
        if plain(known.name).casefold() == wanted:
            return known
    return Organisation.objects.create(name=plain(name))


def _check_fits(*, email, role, cluster, organisation, ends_on):
    if role == Role.MEMBER and organisation is None:
        raise ValidationError({"organisation": _("A member speaks for an organisation. Choose it.")})
    if ends_on is not None and ends_on < clock.today():
        raise ValidationError({"ends_on": _("This day is in the past.")})
    if queries.open_invitations_to([email]).filter(role=role, cluster=cluster).exists():
        raise ValidationError({"email": _("This address has an open invitation to this role. Send it again instead.")})
    held = Membership.objects.filter(policy.running(), role=role, cluster=cluster, user__email=email)
    if held.exists():
        raise ValidationError({"email": _("This person holds the role already.")})


@transaction.atomic
def renew_invitation(*, invitation, by):
    """A new secret and a new term; the old link stops working. Also for an expired invitation. Returns
    (invitation, secret)."""
    policy.check_can_grant(by, invitation.role, invitation.cluster)
    if invitation.ends_on is not None and invitation.ends_on < clock.today():
        raise Refused(_("The last day of this role is past. Invite anew, with another day."))
    secret = secrets.token_urlsafe(32)
    expires_at = clock.now() + dt.timedelta(days=settings.HRE_INVITATION_DAYS)
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        secret_hash=queries.hash_of(secret), expires_at=expires_at, mailed_at=None, mail_error=""
    )
    if not changed:
        raise Refused(CLOSED)
    invitation.refresh_from_db()
    _record("invitation.renewed", invitation, by, after={"expires_at": expires_at.isoformat()})
    return invitation, secret


@transaction.atomic
def revoke_invitation(*, invitation, by):
    """The link stops working at once. A second time, or after it was accepted: refused."""
    policy.check_can_grant(by, invitation.role, invitation.cluster)
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=clock.now()
    )
    if not changed:
        raise Refused(CLOSED)
    invitation.refresh_from_db()
    _record("invitation.revoked", invitation, by)
    return invitation


@transaction.atomic
def note_invitation_mail(*, invitation, error="", by):
    """Keep whether the mail left (`error` empty) or why not. No audit: the making of the invitation has its entry."""
    policy.check_can_grant(by, invitation.role, invitation.cluster)
    invitation.mailed_at = None if error else clock.now()
    invitation.mail_error = error[:200]
    invitation.save(update_fields=["mailed_at", "mail_error"])
    return invitation


@transaction.atomic
def accept_invitation(*, invitation, by):
    """Somebody with an account takes the role. The address must be her own. Returns the membership."""
    if queries.account_of(invitation.email) != by:
        raise Refused(_("This invitation is for another address."))
    return _consume(invitation, by)


@transaction.atomic
def accept_invitation_as_new_person(*, invitation, name, password, language, time_zone):
    """Make the account and take the role: whoever holds the secret has read the mail, so the address is verified.
    Returns the new person. Used, revoked or expired meanwhile: Refused, and nothing is made."""
    # Pressed twice, the second press waits here and finds it used, not an address that is taken.
    held = Invitation.objects.select_for_update().filter(queries.open_q(), pk=invitation.pk)
    if not list(held.values_list("pk")):
        raise Refused(CLOSED)
    user = create_account(email=invitation.email, name=name, password=password, language=language, time_zone=time_zone)
    _consume(invitation, user)
    return user


@transaction.atomic
def accept_invitations_of_agency_login(*, emails, by):
    """After the first login through an agency that vouches for `emails`: take what is open for them."""
    for invitation in queries.open_invitations_to(emails):
        _consume(invitation, by)


def _consume(invitation, user):
    now = clock.now()
    # Conditional, so that of two tabs one wins, on every database.
    changed = Invitation.objects.filter(queries.open_q(now), pk=invitation.pk).update(accepted_at=now, accepted_by=user)
    if not changed:
        raise Refused(CLOSED)
    invitation.refresh_from_db()
    today = clock.today()
    membership = Membership.objects.filter(
        policy.running(today), user=user, cluster=invitation.cluster, role=invitation.role
    ).first()
    if membership is None:
        membership = Membership(
            user=user,
            cluster=invitation.cluster,
            role=invitation.role,
            organisation=invitation.organisation,
            starts_on=today,
            ends_on=invitation.ends_on,
        )
        membership.full_clean()
        membership.save()
    _record("invitation.accepted", invitation, user, after=_facts(invitation))
    return membership


def _facts(invitation):
    return {
        "email": invitation.email,
        "role": invitation.role,
        "organisation": str(invitation.organisation) if invitation.organisation else None,
        "ends_on": invitation.ends_on.isoformat() if invitation.ends_on else None,
    }


def _record(verb, invitation, by, after=None):
    audit.record(
        verb=verb,
        target=invitation,
        label=f"{invitation.email} ({invitation.get_role_display()})",
        cluster_id=invitation.cluster_id,
        by=by,
        after=after,
    )
