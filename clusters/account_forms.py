"""allauth's forms in the portal's words: labels from our own catalogues, no placeholder that repeats a label."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "code": _("Code"),
    "name": _("Name of the key"),
}
HELPS = {"password1": _("At least twelve characters; a sentence is easiest to keep in mind.")}


class OurWords:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = HELPS.get(name, "")
            if name in LABELS:
                field.label = LABELS[name]
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update({"inputmode": "numeric", "autofocus": True})


class LoginForm(OurWords, account.LoginForm):
    pass


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(OurWords, account.SetPasswordForm):
    pass


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class AddEmailForm(OurWords, account.AddEmailForm):
    pass


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    pass


class ReauthenticateCodeForm(OurWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    pass


class AddWebAuthnForm(OurWords, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    pass
