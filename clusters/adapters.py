"""How allauth behaves here: by invitation only, tight per account, the same answer for everybody."""

import smtplib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import actions, queries
from clusters.second_factor import seal, unseal
from core import background, logs

log = logs.get(__name__)
# The page that follows says as much; a second sentence about it is noise.
SILENT_MESSAGES = frozenset(
    {
        "account/messages/logged_in.txt",
        "account/messages/logged_out.txt",
        "mfa/messages/recovery_codes_generated.txt",
    }
)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: accounts come from invitations (clusters.views.invitations)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This address and this password do not belong together."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not right, or is too old by now."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many attempts. Wait a minute, then try again."),
        "same_as_current": gettext_lazy("This is the address that you have."),
        "email_taken": gettext_lazy("This address has an account already."),
        "duplicate_email": gettext_lazy("This address is yours already."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who logged in a moment ago is not asked for the same password again."""
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count per account and address: nobody can lock a colleague out from elsewhere, and an office
        behind one address is not locked out by one forgetful person."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request, **credentials):
        """Too many wrong passwords answer with a page of their own (429), for known and unknown addresses alike."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(render(request, "429.html", {"too_many_passwords": True}, status=429)) from None

    def pre_login(self, request, user, **kwargs):
        if user.is_demo:
            if not settings.HRE_DEMO:
                return self.respond_user_inactive(request, user)
            # Invented addresses receive no mail that could verify them.
            EmailAddress.objects.get_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )
        return super().pre_login(request, user, **kwargs)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template not in SILENT_MESSAGES:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.HRE_BASE_URL + path

    def get_email_confirmation_url(self, request, emailconfirmation):
        return settings.HRE_BASE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def send_mail(self, template_prefix, email, context):
        """In the language of the person written to. A mail server that refuses is logged and, to somebody logged in,
        shown. To a stranger the answer stays the same, and takes as long whether or not a mail goes out: else it would
        tell which addresses have an account."""
        request = allauth_context.request
        user = context.get("user")
        language = getattr(user, "language", None) or translation.get_language()
        context = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        with translation.override(language):
            made = self.render_mail(template_prefix, email, context)
        if request is None or not request.user.is_authenticated:
            background.run_soon(lambda: _is_sent(made, template_prefix))
        elif not _is_sent(made, template_prefix):
            messages.error(request, _("The mail could not be sent. Please try again in a few minutes."))


def _is_sent(made, template_prefix):
    """Hands the mail over; False, and a line in the log, where the server refuses or is away."""
    try:
        made.send()
    except (smtplib.SMTPException, OSError) as error:
        log.error("account mail not sent: %s %s", template_prefix, type(error).__name__)
        return False
    return True


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right, or is too old by now."),
        "unverified_email": gettext_lazy("First confirm your e-mail address: a second factor needs it."),
        "add_email_blocked": gettext_lazy("To change the address, first remove the second factor."),
        "cannot_delete_authenticator": gettext_lazy("This second factor cannot be removed."),
        "cannot_generate_recovery_codes": gettext_lazy("First set up an app or a key, then make recovery codes."),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Key %(number)s") % {"number": number}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Log in through an agency (OpenID Connect). An address that the agency has verified opens the account with
    the same verified address; without one, an open invitation to that address is needed."""

    def is_open_for_signup(self, request, sociallogin):
        return queries.open_invitations_to(_verified(sociallogin)).exists()

    def can_authenticate_by_email(self, login, email):
        return EmailAddress.objects.filter(email=email.lower(), verified=True).exists()

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        user.email = (data.get("email") or "").lower()
        user.name = (data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}").strip()
        user.name = user.name[:150] or user.email
        return user

    def save_user(self, request, sociallogin, form=None):
        user = super().save_user(request, sociallogin, form)
        actions.accept_invitations_of_agency_login(emails=_verified(sociallogin), by=user)
        return user


def _verified(sociallogin):
    return [address.email.lower() for address in sociallogin.email_addresses if address.verified]
