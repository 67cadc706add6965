"""Accounts, passwords, second factors, logging in through the agency."""

from hre_portal import env
from hre_portal.settings.base import PRODUCTION

AUTH_USER_MODEL = "clusters.User"
AUTHENTICATION_BACKENDS = ["clusters.backends.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "clusters.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "clusters.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Mail scanners open links: nothing is confirmed on GET.
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
# A mail to an address that has no account would let anybody write to anybody through us.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Passwords, second factors and addresses that change are told to their owner.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
# Behind one address a whole office may sit: tight per account and address, wide per address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
# Reverse proxies whose X-Forwarded-For is believed when addresses are counted.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION and env.flag("HRE_BEHIND_PROXY", default=True) else 0
ACCOUNT_FORMS = {
    "login": "clusters.account_forms.LoginForm",
    "reset_password": "clusters.account_forms.ResetPasswordForm",
    "reset_password_from_key": "clusters.account_forms.ResetPasswordKeyForm",
    "change_password": "clusters.account_forms.ChangePasswordForm",
    "set_password": "clusters.account_forms.SetPasswordForm",
    "reauthenticate": "clusters.account_forms.ReauthenticateForm",
    "add_email": "clusters.account_forms.AddEmailForm",
}
MFA_ADAPTER = "clusters.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "clusters.account_forms.AuthenticateForm",
    "reauthenticate": "clusters.account_forms.ReauthenticateCodeForm",
    "activate_totp": "clusters.account_forms.ActivateTOTPForm",
    "add_webauthn": "clusters.account_forms.AddWebAuthnForm",
    "edit_webauthn": "clusters.account_forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "HRE Portal"
# Seal the secrets of second factors in the database: the first key seals, all of them open. Without any a key derived
# from the secret key does both.
HRE_SECOND_FACTOR_KEYS = env.fernet_keys("HRE_SECOND_FACTOR_KEYS")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
HRE_OIDC_NAME = env.text("HRE_OIDC_NAME")
SOCIALACCOUNT_PROVIDERS = {}
if HRE_OIDC_NAME:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "agency",
                "name": HRE_OIDC_NAME,
                "client_id": env.text("HRE_OIDC_CLIENT_ID"),
                "secret": env.text("HRE_OIDC_CLIENT_SECRET"),
                "settings": {
                    "server_url": env.text("HRE_OIDC_SERVER_URL"),
                    # For agencies whose provider sends no `email_verified`: domains that only it can hand out.
                    "verified_email": env.words("HRE_OIDC_VERIFIED_DOMAINS"),
                },
            }
        ],
    }
# The first login through the agency ties it to the account: a later change of address there changes nothing here.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
HRE_INVITATION_DAYS = env.number("HRE_INVITATION_DAYS", 14)
HRE_BREAK_GLASS_MINUTES = 30
