"""Invitations: made and cared for by leads, accepted by whom they are for."""

import functools

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import actions, notices, policy, queries
from clusters.enums import InvitationState
from clusters.forms import AcceptForm, InviteForm, zone_names
from clusters.models import Invitation
from clusters.views.shared import add_errors, cluster_or_404, found
from core import clock
from core.errors import Refused
from core.policy import guarded_by, open_to_members
from core.texts import interface_language


@guarded_by(Invitation)
@require_safe
def choose_invite(request):
    """To which cluster? With one possible answer, straight to its form."""
    clusters = [c for c in queries.clusters_with_people(request.user) if policy.can_care_for_people(request.user, c)]
    cares_for_world = policy.can_care_for_people(request.user, None)
    if not clusters and not cares_for_world:
        raise Http404
    if len(clusters) == 1 and not cares_for_world:
        return redirect("clusters:invite", pk=clusters[0].pk)
    return redirect("clusters:people")


@guarded_by(Invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, pk):
    return _invite(request, cluster_or_404(request.user, pk))


@guarded_by(Invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_to_world(request):
    return _invite(request, None)


def _invite(request, cluster):
    if not policy.can_care_for_people(request.user, cluster):
        raise Http404
    initial = {"language": interface_language(cluster and cluster.working_language) or request.user.language}
    form = InviteForm(request.POST or None, user=request.user, cluster=cluster, initial=initial)
    status, refusal = 200, ""
    if request.method == "POST":
        if form.is_valid():
            try:
                invitation, secret = actions.invite_person(cluster=cluster, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            except Refused as error:
                refusal = error.sentence
            else:
                _mail(request, invitation, secret)
                return _to_people(cluster)
        status = 403 if refusal else 422
    context = {"section": "people", "cluster": cluster, "form": form, "refusal": refusal}
    return render(request, "clusters/invite.html", context, status=status)


@sensitive_variables("secret")
def _mail(request, invitation, secret):
    """After the commit: what was mailed cannot be rolled back. A refusal of the mail server is kept and shown."""
    error = notices.mail_invitation(invitation, secret)
    actions.note_invitation_mail(invitation=invitation, error=error, by=request.user)
    if error:
        messages.error(
            request,
            _("The invitation of %(address)s is kept, but its mail could not be sent (%(error)s). Send it again later.")
            % {"address": invitation.email, "error": error},
        )
    else:
        messages.success(request, _("The invitation went to %(address)s.") % {"address": invitation.email})


def _to_people(cluster):
    return redirect("clusters:cluster-people", pk=cluster.pk) if cluster else redirect("clusters:world-people")


def _cared_for(view):
    """The invitation, if the reader may care for it; 404 otherwise. A refusal becomes a message on the list."""

    @functools.wraps(view)
    def wrapped(request, pk):
        invitation = found(queries.invitation_detail, request.user, pk)
        if invitation.role not in policy.grantable_roles(request.user, invitation.cluster):
            raise Http404
        try:
            view(request, invitation)
        except Refused as error:
            messages.error(request, error.sentence)
        return _to_people(invitation.cluster)

    return wrapped


@guarded_by(Invitation)
@require_POST
@_cared_for
def renew_invitation(request, invitation):
    invitation, secret = actions.renew_invitation(invitation=invitation, by=request.user)
    _mail(request, invitation, secret)


@guarded_by(Invitation)
@require_POST
@_cared_for
def revoke_invitation(request, invitation):
    actions.revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation of %(address)s no longer works.") % {"address": invitation.email})


# --- The person invited -----------------------------------------------------------------------------------------


@login_not_required
@open_to_members
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, secret):
    """The link in the mail. GET shows and changes nothing (mail scanners open links); POST takes the role."""
    invitation = queries.invitation_by_secret(secret)
    state = invitation.state(clock.now()) if invitation else None
    if state is not InvitationState.OPEN:
        # One page for all reasons: it tells a guesser nothing. Gone, if there was one; else not found.
        return render(request, "clusters/invitation_closed.html", status=410 if invitation else 404)
    language = request.user.language if request.user.is_authenticated else invitation.language
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        request.LANGUAGE_CODE = language
        response = _accept(request, invitation)
    response.headers["Content-Language"] = language
    return response


def _accept(request, invitation):
    account = queries.account_of(invitation.email)
    if request.user.is_authenticated:
        return _accept_logged_in(request, invitation, account)
    if account is not None:
        return _page(request, invitation, {"has_account": True}, 403 if request.method == "POST" else 200)
    zone = invitation.cluster.country.time_zone if invitation.cluster else ""
    form = AcceptForm(
        request.POST or None,
        email=invitation.email,
        initial={"name": invitation.name, "language": invitation.language, "time_zone": zone or "UTC"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation_as_new_person(invitation=invitation, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        except Refused:
            return render(request, "clusters/invitation_closed.html", status=410)
        else:
            record_authentication(request, user, method="password", email=user.email)
            return perform_login(request, user, email_verification=None, redirect_url="/")
    status = 422 if request.method == "POST" else 200
    return _page(request, invitation, {"form": form, "zones": zone_names()}, status)


def _accept_logged_in(request, invitation, account):
    if account != request.user:
        return _page(request, invitation, {"is_someone_else": True}, 403)
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation=invitation, by=request.user)
        except Refused:
            return render(request, "clusters/invitation_closed.html", status=410)
        messages.success(request, _("Welcome. Your new role counts from now on."))
        return redirect("home")
    return _page(request, invitation, {"confirm": True}, 200)


def _page(request, invitation, context, status):
    return render(request, "clusters/invitation_accept.html", {"invitation": invitation, **context}, status=status)
