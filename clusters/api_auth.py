"""Personal tokens for the API: `Authorization: Bearer hre_…`."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import SAFE_METHODS

from clusters import actions, policy, queries

KEYWORD = "Bearer"
UNKNOWN = _("This token is unknown, revoked or expired.")


class PersonalTokenAuthentication(BaseAuthentication):
    """Who carries a person's token acts as that person, with at most her rights; reading only, unless the token may
    write. One answer (401) for unknown, revoked, expired tokens and for inactive owners."""

    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        try:
            secret = words[1].decode("ascii") if len(words) == 2 else ""
        except UnicodeDecodeError:
            secret = ""
        token = queries.token_by_secret(secret)
        if token is None or not policy.may_log_in(token.user):
            raise exceptions.AuthenticationFailed(UNKNOWN)
        if policy.lacks_second_factor(token.user):
            raise exceptions.PermissionDenied(_("Your role needs a second factor. Set it up in the portal."))
        if request.method not in SAFE_METHODS and not token.may_write:
            raise exceptions.PermissionDenied(_("This token may only read."))
        actions.touch_token(token=token)
        return token.user, token

    def authenticate_header(self, request):
        return KEYWORD


class PersonalTokenScheme(OpenApiAuthenticationExtension):
    target_class = PersonalTokenAuthentication
    name = "personalToken"

    def get_security_definition(self, auto_schema):
        return build_bearer_security_scheme_object("Authorization", KEYWORD)
