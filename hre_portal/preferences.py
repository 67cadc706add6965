"""Language and theme of a visitor, kept in cookies: both work without JavaScript and without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import i18n
from django.views.decorators.http import require_POST

from core.policy import open_to_members
from hre_portal.context import THEMES

A_YEAR = 365 * 24 * 60 * 60

set_language = login_not_required(open_to_members(require_POST(i18n.set_language)))


@login_not_required
@open_to_members
@require_POST
def set_theme(request):
    """Keep the theme (auto, light, dark) in a cookie for a year and go back to the page."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return HttpResponseBadRequest("theme must be auto, light or dark", content_type="text/plain")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    response.set_cookie("theme", theme, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response
