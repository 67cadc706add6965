"""One's own settings, second factor and tokens."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from clusters import actions, queries
from clusters.forms import ProfileForm, TokenForm, zone_names
from clusters.models import PersonalToken
from clusters.views.shared import add_errors
from core import clock
from core.errors import Refused
from core.policy import open_to_members

FIELDS = ("name", "language", "time_zone", "reminder_rhythm", "reminder_hour")


@open_to_members
@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    """Name, language, time zone, reminders; what roles one holds; how safe the account is."""
    user = request.user
    initial = {field: getattr(user, field) for field in FIELDS}
    initial["reminder_leads"] = ", ".join(str(days) for days in user.reminder_leads)
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(user=user, values=form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
            user.refresh_from_db()
        else:
            with translation.override(user.language):
                messages.success(request, _("Your settings are saved."))
            return redirect("clusters:me")
    factors = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "zones": zone_names(),
        "memberships": queries.own_memberships(user),
        "today": clock.today(),
        "has_app": Authenticator.Type.TOTP in factors,
        "has_key": Authenticator.Type.WEBAUTHN in factors,
        "token_count": queries.own_tokens(user).filter(revoked_at=None, expires_at__gt=clock.now()).count(),
        "has_agency_login": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "clusters/me.html", context, status=422 if form.errors else 200)


@open_to_members
@require_POST
def set_language(request):
    """Keep the language on the account and go back to the page, if that is one of ours."""
    language = request.POST.get("language", "")
    try:
        actions.set_language(user=request.user, language=language, by=request.user)
    except ValidationError:
        return HttpResponseBadRequest(_("This language is not offered."), content_type="text/plain; charset=utf-8")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    return redirect(back)


@open_to_members
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret")
def tokens(request):
    """One's keys to the API. A new one is shown in the answer to the POST and never again."""
    form = TokenForm(request.POST or None)
    secret, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _token, secret = actions.create_token(by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            except Refused as error:
                form.add_error(None, str(error.sentence))
                status = 403
            else:
                form, status = TokenForm(), 201
    now = clock.now()
    every = list(queries.own_tokens(request.user))
    context = {
        "form": form,
        "secret": secret,
        "tokens": [token for token in every if token.revoked_at is None and token.expires_at > now],
        "past": [token for token in every if token.revoked_at is not None or token.expires_at <= now][:20],
    }
    return render(request, "clusters/tokens.html", context, status=status)


@open_to_members
@require_POST
def revoke_token(request, pk):
    token = get_object_or_404(PersonalToken, pk=pk, user=request.user)
    actions.revoke_token(token=token, by=request.user)
    messages.success(request, _("The token no longer works."))
    return redirect("clusters:tokens")
