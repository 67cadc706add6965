"""Everything asks for a log-in, apart from the pages listed here. Dead rows fail."""

from django.urls import URLPattern, get_resolver

# Pages for people who have not logged in, each with its reason.
OPEN = {
    "account_confirm_email": "link of a mail",
    "account_confirm_login_code": "answers only within a log-in",
    "account_email_verification_sent": "says what was sent",
    "account_inactive": "says that the account is closed",
    "account_login": "the door",
    "account_logout": "ends a log-in that waits for its second factor",
    "account_reset_password": "forgotten password",
    "account_reset_password_done": "forgotten password",
    "account_reset_password_from_key": "forgotten password",
    "account_reset_password_from_key_done": "forgotten password",
    "account_signup": "says that there is no sign-up",
    "calendar:feed": "the secret in the address is the key",
    "calendar:reminders-stop": "signed link of a mail",
    "mail-stop": "signed link of a mail",
    "admin:login": "leads to the door",
    "clusters:invitation-accept": "the only way in",
    "engagements:contribute": "the secret in the address is the key",
    "healthz": "for machines",
    "mfa_authenticate": "second step of a log-in",
    "openid_connect_callback": "log-in through an agency",
    "openid_connect_login": "log-in through an agency",
    "readyz": "for machines",
    "set-language": "a visitor's cookie",
    "set-theme": "a visitor's cookie",
    "socialaccount_login_cancelled": "log-in through an agency",
    "socialaccount_signup": "says that there is no sign-up",
}


def views(resolver, space=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback
        else:
            yield from views(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def test_pages_without_log_in_are_listed():
    """The API answers for itself (rest_framework asks for a token or a session)."""
    found = {
        name
        for name, view in views(get_resolver())
        if not getattr(view, "login_required", True) and not hasattr(view, "cls") and not name.startswith("dev")
    }
    assert found == set(OPEN)
