"""The administration, branded."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = _("HRE Portal administration")
    site_title = _("HRE Portal")
    index_title = _("Reference data, people and deliveries")
