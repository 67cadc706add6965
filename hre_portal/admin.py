"""The administration, branded, behind the portal's own log-in and second factor."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db.models.base import ModelBase
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from clusters import policy

# Secrets of second factors, keys of confirmation mails, agency tokens are nobody's reading; addresses are changed by
# their owners; groups are not used, roles are.
NOT_SHOWN = frozenset(
    {
        "account.emailaddress",
        "account.emailconfirmation",
        "auth.group",
        "mfa.authenticator",
        "socialaccount.socialaccount",
        "socialaccount.socialapp",
        "socialaccount.socialtoken",
    }
)


class PortalAdminSite(admin.AdminSite):
    """For administrators (everything), the Task Team (reference data and dates) and the operator's superuser.
    Roles decide, asked at each request (clusters.backends); confidential rows show through `visible_to` alone."""

    site_header = _("HRE Portal administration")
    site_title = _("HRE Portal")
    index_title = _("Reference data, people and deliveries")
    enable_nav_sidebar = True

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        shown = [model for model in models if model._meta.label_lower not in NOT_SHOWN]
        super().register(shown, admin_class, **options)

    def has_permission(self, request):
        user = request.user
        if not user.is_authenticated or not policy.may_log_in(user):
            return False
        return user.is_superuser or bool(policy.world_roles(user) & policy.CARING_ROLES)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """The portal's own log-in, so that rate limits and second factor hold here too. Somebody logged in without a
        role here finds no page."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        target = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
