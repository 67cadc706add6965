"""The reader's language and time zone; the second factor where a role demands it."""

import sys

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from clusters import queries
from core import logs

log = logs.get(__name__)

# What a person without the demanded second factor may still reach: setting one up, the mail address that it
# presupposes, the own password, language, and the way out.
FACTOR_FREE = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_change_password",
        "account_inactive",
        "clusters:set-language",
        "set-language",
        "set-theme",
        "healthz",
        "readyz",
    }
)


def language_of(request):
    """The person's language if it is offered, else what cookie or browser ask for."""
    if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
        return request.user.language
    return translation.get_language_from_request(request)


class PersonMiddleware:
    """Activates the language and time zone of the person for the length of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request)
        zone = queries.zone_name(request.user) if request.user.is_authenticated else settings.TIME_ZONE
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not request.user.is_authenticated:
            # The same address reads differently per language before log-in.
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class SecondFactorMiddleware:
    """Sends people whose role demands a second factor to its set-up page, and nowhere else, until they have one.

    Covers every view for a session: pages, administration, API. Personal tokens are checked where they log in
    (clusters.api_auth). Also puts `request.open_glasses` (lazy) for the banner of a running break-glass access.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.lacks_second_factor = False
        request.open_glasses = ()
        if not request.user.is_authenticated:
            return None
        lacks, has_glass = queries.state_of(request.user)
        if has_glass:
            request.open_glasses = SimpleLazyObject(lambda: list(queries.open_glasses(request.user)))
        request.lacks_second_factor = lacks = lacks and not (settings.HRE_DEMO and request.user.is_demo)
        name = request.resolver_match.view_name or ""
        if not lacks or name in FACTOR_FREE or name.startswith("mfa_"):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("Your role needs a second factor. Set it up in the portal.")}, status=403)
        target = reverse("mfa_index")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return HttpResponseRedirect(target)


class AgencyLoginMiddleware:
    """An agency's log-in service that does not answer, or answers nonsense, is said on a page (503), not an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        # Loaded by then: only the log-in through an agency brings this library in.
        requests = sys.modules.get("requests")
        is_agency = (getattr(request.resolver_match, "view_name", "") or "").startswith("openid_connect_")
        if requests is None or not is_agency or not isinstance(exception, requests.RequestException):
            return None
        log.error("agency log-in failed: %s", type(exception).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)
