"""Every write about people. Each action checks who may, writes in one transaction and records it."""

from clusters.actions.accounts import change_profile, create_account, set_language
from clusters.actions.glass import break_glass, end_glass
from clusters.actions.holding import hold_cluster
from clusters.actions.invitations import (
    accept_invitation,
    accept_invitation_as_new_person,
    accept_invitations_of_agency_login,
    invite_person,
    note_invitation_mail,
    renew_invitation,
    revoke_invitation,
)
from clusters.actions.memberships import change_membership, end_membership, grant_role
from clusters.actions.organisations import set_organisation_kinds
from clusters.actions.profiles import record_profile
from clusters.actions.seats import add_seat, change_seat
from clusters.actions.tokens import create_token, revoke_token, touch_token

__all__ = [
    "accept_invitation",
    "accept_invitation_as_new_person",
    "accept_invitations_of_agency_login",
    "add_seat",
    "break_glass",
    "change_membership",
    "change_profile",
    "change_seat",
    "create_account",
    "create_token",
    "end_glass",
    "end_membership",
    "grant_role",
    "hold_cluster",
    "invite_person",
    "note_invitation_mail",
    "record_profile",
    "renew_invitation",
    "revoke_invitation",
    "revoke_token",
    "set_language",
    "set_organisation_kinds",
    "touch_token",
]
